// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.report.Case;
import io.qraws.response.report.HtmlReport;
import io.qraws.response.report.ReportFacts;
import io.qraws.response.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stands in the gate's package, because only that can make an approval. */
class ApprovedStepReportTest {
  @Test
  void write_approvedStep_isShownAsPermitted() throws IOException {
    Decision none = new Decision.Denied(List.of("none"));
    ProposedAction action = Samples.cases(none).get(0).plan().get(0).action();
    List<Case> cases = Samples.cases(new ApprovedAction(action));
    StringBuilder out = new StringBuilder();

    HtmlReport.create()
        .write(cases, new ReportFacts(Instant.EPOCH, 184_211, 37, 412, "A note."), out);

    assertThat(out).containsOnlyOnce("Permitted by policy");
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/report-sample-approved.html"), out);
  }
}
