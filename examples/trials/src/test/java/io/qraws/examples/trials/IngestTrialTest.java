// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class IngestTrialTest {
  @Test
  void run_killedTwice_passes() throws IOException, InterruptedException {
    Trials.Verdict verdict =
        new IngestTrial(
                Options.of("kill-ingest", "--seed", "7", "findings=300", "objects=6", "kills=2"),
                false)
            .run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }

  @Test
  void run_faults_passes() throws IOException, InterruptedException {
    Trials.Verdict verdict =
        new IngestTrial(
                Options.of(
                    "fault-ingest",
                    "--seed",
                    "7",
                    "findings=200",
                    "objects=6",
                    "kills=1",
                    "stall=1500",
                    "timeout=1000",
                    "settle=2000"),
                true)
            .run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }
}
