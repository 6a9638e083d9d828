// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CalibrationTest {
  @Test
  void chance_nothingLearned_isOne() {
    assertThat(new Calibration().chance(39)).isOne();
  }

  /** Against the definition: never too low, and too high by what lies within a step at the most. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void chance_randomScores_isTheRank(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[20_000];
    Calibration.Scores day = new Calibration.Scores();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -Math.log(random.nextDouble()) * 3 - 10;
      day.add(scores[i]);
    }
    Calibration calibration = new Calibration();
    calibration.learn(day, 0);
    for (double score = -15; score < 30; score += .37) {
      double at = score;
      double exact = rank(scores, at);
      assertThat(calibration.chance(at))
          .isGreaterThanOrEqualTo(exact - 1e-12)
          .isLessThanOrEqualTo(rank(scores, at - 1.0 / 32) + 1e-12);
    }
    assertThat(calibration.chance(40)).isCloseTo(1.0 / 20_001, within(1e-9));
  }

  private static double rank(double[] scores, double score) {
    return (1.0 + Arrays.stream(scores).filter(s -> s >= score).count()) / (1 + scores.length);
  }

  @Test
  void learn_afterAHalfLife_countsHalf() {
    Calibration.Scores day = new Calibration.Scores();
    for (int i = 0; i < 1_000; i++) {
      day.add(0);
    }
    Calibration calibration = new Calibration();
    calibration.learn(day, 0);
    calibration.learn(new Calibration.Scores(), Decay.HALF_LIFE);
    assertThat(calibration.size()).isCloseTo(500, within(1e-6));
  }
}
