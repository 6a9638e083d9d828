// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExposureTrialTest {
  @Test
  void run_small_passes() {
    Trials.Verdict verdict =
        new ExposureTrial(Options.of("exposure", "--seed", "7", "networks=150")).run();
    assertThat(verdict.measures()).startsWith("seed=7 networks=150 ").endsWith("disagreements=0");
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }
}
