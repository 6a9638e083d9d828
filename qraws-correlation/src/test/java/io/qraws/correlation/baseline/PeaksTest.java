// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PeaksTest {
  @Test
  void learn_rampOfAThirdADay_movesByFivePercentAtMost() {
    Peaks peaks = new Peaks();
    for (int day = 0; day < 30; day++) {
      peaks.learn(0, 100);
    }
    long before = peaks.most(0);
    for (int day = 0; day < 30; day++) {
      peaks.learn(0, (int) (100 * Math.pow(1.3, day)));
    }
    assertThat(peaks.most(0)).isLessThan(7 * before);
    assertThat(peaks.excess(0, (int) (100 * Math.pow(1.3, 30)))).isGreaterThan(5);
  }

  @Test
  void excess_whatIsUsual_isNone() {
    Peaks peaks = new Peaks();
    for (int day = 0; day < 30; day++) {
      peaks.learn(0, 80 + day % 5 * 10);
    }
    assertThat(peaks.excess(0, 120)).isZero();
    assertThat(peaks.excess(0, 2_000)).isGreaterThan(3);
  }

  @Test
  void excess_nothingKnown_allowsForHundreds() {
    assertThat(new Peaks().excess(0, 200)).isZero();
    assertThat(new Peaks().excess(0, 5_000)).isPositive();
  }
}
