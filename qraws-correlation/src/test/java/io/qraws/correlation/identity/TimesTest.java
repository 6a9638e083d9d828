// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
  /** Against a sorted set, of which the oldest is taken out when there are too many. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void add_randomTimes_agreesWithASortedSet(long seed) {
    Random random = new Random(seed);
    Times times = new Times();
    TreeSet<Long> expected = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      long second = random.nextInt(1000) - 500;
      times.add(second);
      expected.add(second);
      if (expected.size() > Times.MOST) {
        expected.pollFirst();
      }
      long asked = random.nextInt(1200) - 600;
      Long floor = expected.floor(asked);
      Long ceiling = expected.ceiling(asked);
      assertThat(times.floor(asked)).isEqualTo(floor == null ? Times.NEVER : floor);
      assertThat(times.ceiling(asked)).isEqualTo(ceiling == null ? Times.NEVER : ceiling);
      assertThat(times.within(asked, asked + 50))
          .containsExactly(
              expected.subSet(asked, true, asked + 50, true).stream().mapToLong(s -> s).toArray());
    }
  }
}
