// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CountsTest {
  private static long key(int number) {
    return number * 0x9E3779B97F4A7C15L >>> 4 | 1L << 60;
  }

  /** Against a map that adds up what each day is worth today. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void of_randomDays_agreesWithTheDefinition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Counts counts = new Counts(500);
    Map<Integer, Double> expected = new HashMap<>();
    for (int day = 0; day < 60; day++) {
      expected.replaceAll((number, count) -> count * Math.pow(.5, 1.0 / Decay.HALF_LIFE));
      for (int i = 0; i < 40; i++) {
        int number = random.nextInt(300);
        counts.add(key(number), day);
        expected.merge(number, 1.0, Double::sum);
      }
    }
    for (int number = 0; number < 300; number++) {
      assertThat(counts.of(key(number), 59))
          .isCloseTo(expected.getOrDefault(number, 0.0), within(1e-3));
    }
  }

  @Test
  void add_moreThanFit_dropsWhatCountsLeast() {
    Counts counts = new Counts(100);
    for (int day = 0; day < 20; day++) {
      for (int number = 0; number < 50; number++) {
        counts.add(key(number), day);
      }
    }
    for (int number = 1_000; number < 5_000; number++) {
      counts.add(key(number), 20);
    }
    assertThat(counts.size()).isLessThanOrEqualTo(100);
    for (int number = 0; number < 50; number++) {
      assertThat(counts.of(key(number), 20)).isGreaterThan(10);
    }
  }

  /** A flood of values that count the same must not empty the table for good or fail. */
  @Test
  void add_allCountTheSame_keepsTakingValues() {
    Counts counts = new Counts(16);
    for (int number = 0; number < 1_000; number++) {
      counts.add(key(number), 1);
      assertThat(counts.of(key(number), 1)).isEqualTo(1);
      assertThat(counts.size()).isBetween(1, 16);
    }
  }
}
