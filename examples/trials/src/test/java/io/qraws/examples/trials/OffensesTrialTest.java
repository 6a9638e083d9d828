// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffensesTrialTest {
  @Test
  void run_small_passesAndMeetsChanges() throws InterruptedException {
    Trials.Verdict verdict =
        new OffensesTrial(
                Options.of(
                    "offenses",
                    "--seed",
                    "7",
                    "offenses=300",
                    "changing=40",
                    "sharing=30",
                    "page=10"))
            .run();
    assertThat(verdict.measures()).contains("unseen=0 stale=0 twice=0 invented=0");
    assertThat(verdict.passed()).isTrue();
  }
}
