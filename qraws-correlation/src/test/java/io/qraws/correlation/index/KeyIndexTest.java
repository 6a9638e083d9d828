// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.correlation.index.Oracle.Related;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class KeyIndexTest {
  private static final IndexOptions SMALL =
      IndexOptions.DEFAULT.withCapacity(3).withWindow(Duration.ofMillis(100));

  private final Answer answer = new Answer();

  private List<Long> add(KeyIndex index, long time, long... keys) {
    index.add(time, keys, keys.length, answer);
    return Related.of(answer).numbers();
  }

  @Test
  void add_sharedKey_newestFirst() {
    KeyIndex index = new KeyIndex(SMALL);
    assertThat(add(index, 0, 7)).isEmpty();
    assertThat(add(index, 1, 8)).isEmpty();
    assertThat(add(index, 2, 8, 7)).containsExactly(1L, 0L);
    assertThat(answer.shared(0)).isEqualTo(0b01);
    assertThat(answer.shares(1, 0)).isFalse();
    assertThat(answer.shares(1, 1)).isTrue();
  }

  @Test
  void add_edgesOfTheWindow() {
    KeyIndex index = new KeyIndex(SMALL);
    add(index, 1_000, 7);
    assertThat(add(index, 1_100, 7)).containsExactly(0L);
    assertThat(add(index, 899, 7)).isEmpty();
    assertThat(add(index, 900, 7)).containsExactly(2L, 0L);
  }

  @Test
  void add_full_theFirstToComeLeaves() {
    KeyIndex index = new KeyIndex(SMALL);
    add(index, 50, 7);
    add(index, 1, 7);
    add(index, 2, 7);
    assertThat(add(index, 3, 7)).containsExactly(2L, 1L, 0L);
    assertThat(add(index, 4, 7)).containsExactly(3L, 2L, 1L);
    assertThat(index.stats().live()).isEqualTo(3);
    assertThat(index.stats().added()).isEqualTo(5);
  }

  @Test
  void add_sameKeyTwice_onePosting() {
    KeyIndex index = new KeyIndex(SMALL.withPerKey(2));
    add(index, 0, 7, 7);
    add(index, 0, 7, 7);
    assertThat(add(index, 0, 7, 7)).containsExactly(1L, 0L);
    assertThat(answer.shared(0)).isEqualTo(0b11);
  }

  @Test
  void add_keysWithoutEnd_eachTold() {
    KeyIndex index = new KeyIndex(SMALL);
    long[] keys = new long[300];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i * 0x9e3779b97f4a7c15L;
    }
    add(index, 0, keys);
    add(index, 0, keys[299], keys[0]);
    index.add(0, keys, keys.length, answer);
    assertThat(answer.size()).isEqualTo(2);
    assertThat(answer.shares(0, 0)).isTrue();
    assertThat(answer.shares(0, 1)).isFalse();
    assertThat(answer.shares(0, 299)).isTrue();
    assertThat(answer.shares(1, 64)).isTrue();
    assertThatThrownBy(() -> index.add(0, new long[9_000], 9_000, answer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9000");
  }

  @Test
  void add_noKeys_isRememberedAndRelatedToNothing() {
    KeyIndex index = new KeyIndex(SMALL);
    assertThat(add(index, 0)).isEmpty();
    assertThat(index.stats().live()).isOne();
  }

  /** A clock that is wrong must not make everything else disappear or relate. */
  @Test
  void add_absurdTimes_relateToNoOther() {
    KeyIndex index = new KeyIndex(SMALL);
    add(index, Long.MAX_VALUE, 7);
    add(index, Long.MIN_VALUE, 7);
    assertThat(add(index, Long.MIN_VALUE, 7)).containsExactly(1L);
    assertThat(add(index, Long.MAX_VALUE, 7)).containsExactly(0L);
  }

  @Test
  void add_longBeforeTheLatest_isLateAndCounted() {
    KeyIndex index = new KeyIndex(SMALL.withDisorder(Duration.ofMillis(10)));
    add(index, 1_000, 7);
    assertThat(answer.late()).isFalse();
    add(index, 990, 7);
    assertThat(answer.late()).isFalse();
    assertThat(add(index, 989, 7)).containsExactly(1L, 0L);
    assertThat(answer.late()).isTrue();
    assertThat(index.stats().late()).isOne();
  }

  @Test
  void frequency_ofAHotKey_isToldFromItsNewestSignals() {
    KeyIndex index = new KeyIndex(IndexOptions.DEFAULT.withCapacity(10_000).withPerKey(16));
    for (int i = 0; i < 8_000; i++) {
      add(index, i, i % 4 == 0 ? 7 : i + 100);
    }
    add(index, 8_000, 7, 103, 99);
    assertThat(answer.frequency(0)).isEqualTo(2_000);
    assertThat(answer.frequency(1)).isOne();
    assertThat(answer.frequency(2)).isZero();
    assertThat(answer.rarity(0)).isBetween(0.1, 0.2);
    assertThat(answer.rarity(2)).isEqualTo(1);
  }

  /** A stream, with all that may be hard about it decided by its seed. */
  private record Stream(long seed) {
    IndexOptions options() {
      SplittableRandom random = new SplittableRandom(seed);
      return new IndexOptions(
          Duration.ofMillis(1 + random.nextInt(2_000)),
          1 + random.nextInt(seed % 3 == 0 ? 10 : 500),
          1 + random.nextInt(40),
          1 + random.nextInt(40),
          Duration.ofMillis(random.nextInt(100)),
          Long.MAX_VALUE);
    }

    /** Numbers are kept in 32 bits, and may come round. */
    long first() {
      return seed % 2 == 0 ? 0 : (1L << (seed % 4 == 1 ? 32 : 31)) - 300;
    }
  }

  static List<Stream> streams() {
    List<Stream> streams = new ArrayList<>();
    for (long seed = 1; seed <= 40; seed++) {
      streams.add(new Stream(seed));
    }
    return streams;
  }

  static long[] keys(SplittableRandom random, int universe, long hot) {
    long[] keys = new long[random.nextInt(7)];
    for (int i = 0; i < keys.length; i++) {
      int skewed = random.nextInt(1 + random.nextInt(1 + random.nextInt(universe)));
      keys[i] = random.nextInt(10) == 0 ? hot : skewed * 0x9e3779b97f4a7c15L;
    }
    return keys;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void add_randomStreams_agreeWithTheDefinition(Stream stream) {
    SplittableRandom random = new SplittableRandom(stream.seed);
    Oracle oracle = new Oracle(stream.options(), stream.first());
    KeyIndex index = new KeyIndex(stream.options(), random.nextInt(8), stream.first(), false);
    int universe = 1 + random.nextInt(1_000);
    long clock = 1_000_000;
    for (int i = 0; i < 2_000; i++) {
      clock += random.nextInt(10);
      long time = clock - random.nextInt(200) - (random.nextInt(50) == 0 ? 3_000 : 0);
      long[] keys = keys(random, universe, 42);
      if (random.nextInt(4) == 0) {
        index.related(time, keys, keys.length, answer);
        assertThat(Related.of(answer)).isEqualTo(oracle.related(time, keys));
      }
      index.add(time, keys, keys.length, answer);
      assertThat(Related.of(answer)).as("signal %d", i).isEqualTo(oracle.add(time, keys));
    }
  }
}
