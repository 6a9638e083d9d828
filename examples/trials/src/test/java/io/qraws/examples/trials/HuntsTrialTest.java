// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HuntsTrialTest {
  /** The invented day, whose seven stories leave rows for many hunts. */
  @Test
  void run_short_runsEveryQueryAndFindsRows() throws Exception {
    Trials.Verdict verdict =
        new HuntsTrial(Options.of("hunts", "--seed", "7", "incidents=16")).run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
    int finding = Integer.parseInt(verdict.measures().replaceAll(".* finding=(\\d+) .*", "$1"));
    assertThat(finding).as(verdict.measures()).isGreaterThanOrEqualTo(10);
  }
}
