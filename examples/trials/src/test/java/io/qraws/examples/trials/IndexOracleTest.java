// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.examples.trials.index.OracleJudge;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The trial in short. */
final class IndexOracleTest {
  @Test
  void judge_someStreams_nothingDiffers() throws IOException {
    OracleJudge judge = new OracleJudge();
    for (int seed = 1; seed <= 20; seed++) {
      judge.judge(seed, 500);
    }
    assertThat(judge.examples()).isEmpty();
    assertThat(judge.passed()).as(judge.measures()).isTrue();
  }
}
