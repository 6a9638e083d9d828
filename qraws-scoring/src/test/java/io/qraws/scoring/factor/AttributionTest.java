// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionTest {
  @Test
  void of_effectsThatCancel_getTheDerivativesShare() {
    Attribution points =
        Attribution.of(
            new Effect(Factor.BASE, 0, "base"),
            List.of(
                new Effect(Factor.SEVERITY, 1, "up"), new Effect(Factor.ENVIRONMENT, -1, "down")));
    assertThat(points.score()).isEqualTo(5000);
    assertThat(points.contributions())
        .extracting(c -> c.factor() + " " + c.points())
        .containsExactly("base 5000", "severity 2500", "environment -2500");
  }

  @Test
  void of_noEffects_isTheBase() {
    Attribution points = Attribution.of(new Effect(Factor.BASE, 0, "base"), List.of());
    assertThat(points.score()).isEqualTo(5000);
    assertThat(points.contributions()).hasSize(1);
  }

  @Test
  void round_thirds_addUpWithTheLargestRemaindersFirst() {
    assertThat(Attribution.round(new double[] {33.3, 33.4, 33.3}, 100)).containsExactly(33, 34, 33);
    assertThat(Attribution.round(new double[] {-0.5, 2.5}, 2)).containsExactly(0, 2);
  }
}
