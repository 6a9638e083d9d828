// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class BigObjectTrialTest {
  @Test
  void open_isGzipOfThePromisedSize() throws IOException {
    BigObject object = new BigObject(300_000, 1000);
    assertThat(object.open().readAllBytes().length).isEqualTo(object.size());
    byte[] plain = new GZIPInputStream(object.open()).readAllBytes();
    assertThat(Json.MAPPER.readTree(plain).path("Records").size()).isEqualTo(object.records());
  }

  @Test
  void run_small_passes() throws IOException, InterruptedException {
    Trials.Verdict verdict =
        new BigObjectTrial(Options.of("big-object", "megabytes=20", "record=4000")).run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }
}
