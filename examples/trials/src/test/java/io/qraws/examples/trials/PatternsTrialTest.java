// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PatternsTrialTest {
  /**
   * Some days in short: attack chains match, nothing else does, and the order of arrival is nil.
   */
  @Test
  void run_short_findsAttacksAndNothingElse() throws Exception {
    Trials.Verdict verdict =
        new PatternsTrial(Options.of("patterns", "--seed", "7", "--runs", "2")).run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
    int right = Integer.parseInt(verdict.measures().replaceAll(".* right=(\\d+) .*", "$1"));
    assertThat(right).as(verdict.measures()).isGreaterThanOrEqualTo(4);
  }
}
