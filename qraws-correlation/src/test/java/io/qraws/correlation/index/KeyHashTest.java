// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.identity.LinkKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyHashTest {
  private final KeyHash hash = new KeyHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** A snapshot is of no use to a later version that hashes otherwise. */
  @Test
  void of_sameKey_staysTheSameForGood() {
    assertThat(hash.of(ObservableKind.USER, "ann"))
        .isEqualTo(hash.of(new LinkKey(ObservableKind.USER, "ann")));
    assertThat(
            Long.toHexString(hash.of(ObservableKind.USER, "ann"))
                + " "
                + Long.toHexString(hash.of(ObservableKind.HOST, "db-1.corp.example")))
        .isEqualTo("8ee8b8c9838cc093 3437c7c895618b8d");
  }

  @Test
  void of_valuesThatAreAlike_differ() {
    Set<Long> hashes = new HashSet<>();
    int count = 0;
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      for (ObservableKind kind : ObservableKind.values()) {
        hashes.add(hash.of(kind, value));
        hashes.add(hash.of(kind, value + "\0"));
        hashes.add(hash.of(kind, value + "\u0141"));
        hashes.add(hash.of(kind, value + "A"));
        count += 4;
      }
      value.append(i % 3 == 0 ? 'x' : '\u4e2d');
    }
    assertThat(hashes).hasSize(count);
  }

  /** Whoever knows how it is done but not the seed must not foretell a hash. */
  @Test
  void of_anotherSeed_differs() {
    long one = new KeyHash(1, 2).of(ObservableKind.USER, "ann");
    assertThat(new KeyHash(1, 3).of(ObservableKind.USER, "ann")).isNotEqualTo(one);
    assertThat(new KeyHash(2, 2).of(ObservableKind.USER, "ann")).isNotEqualTo(one);
    assertThat(KeyHash.random().of(ObservableKind.USER, "ann")).isNotEqualTo(one);
  }

  /** The first bits choose the segment and the last the slot: both must be spread. */
  @Test
  void of_countedUp_spreads() {
    int[] first = new int[64];
    int[] last = new int[64];
    for (int i = 0; i < 64_000; i++) {
      long key = hash.of(ObservableKind.IP, "10.0." + (i >> 8) + "." + (i & 255));
      first[(int) (key >>> 58)]++;
      last[(int) (key & 63)]++;
    }
    assertThat(Arrays.stream(first).boxed()).allMatch(n -> n > 800 && n < 1_200);
    assertThat(Arrays.stream(last).boxed()).allMatch(n -> n > 800 && n < 1_200);
  }
}
