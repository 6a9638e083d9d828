// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.Enrichers;
import io.qraws.core.enrich.InventoryEnricher;
import io.qraws.core.enrich.TagEnricher;
import io.qraws.response.policy.Decision;
import io.qraws.response.report.Case;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's embedding example, and that its text is the code's. */
final class ReadmeTest {
  private static final String FINDING =
      """
      {"Findings":[{"SchemaVersion":"2018-10-08",
       "Id":"arn:aws:guardduty:eu-central-1:111122223333:detector/d0/finding/f0",
       "ProductArn":"arn:aws:securityhub:eu-central-1::product/aws/guardduty",
       "AwsAccountId":"111122223333","Types":["TTPs/Discovery:IAMUser-AnomalousBehavior"],
       "UpdatedAt":"2026-03-17T09:05:00Z","CreatedAt":"2026-03-17T09:00:00Z",
       "Severity":{"Label":"HIGH"},"Title":"User ann behaves unusually",
       "Resources":[{"Type":"AwsS3Bucket","Id":"arn:aws:s3:::payroll"}]}, 17]}""";

  @Test
  void example_findingOnAKnownAsset_isJudgedAndDenied(@TempDir Path dir) throws Exception {
    Path assets =
        Files.writeString(
            dir.resolve("assets.csv"),
            "id,owner,criticality,environment,internet_facing\npayroll,hr,CRITICAL,prod,false\n");
    Path findings = Files.writeString(dir.resolve("findings.json"), FINDING);
    Instant now = Instant.parse("2026-03-17T10:00:00Z");
    List<Case> cases = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    QrawsListener listener =
        new QrawsListener() {
          @Override
          public void rejected(io.qraws.core.read.Rejected record) {
            rejected.add(record.reason());
          }
        };
    try (Qraws qraws =
        Qraws.builder()
            .enrichers(
                Enrichers.builder()
                    .enricher(InventoryEnricher.read(assets))
                    .enricher(TagEnricher.create()))
            .listener(listener)
            .build()) {
      try (InputStream in = Files.newInputStream(findings)) {
        qraws.read(findings.toString(), in);
      }
      for (Case found : qraws.cases(now)) {
        cases.add(found);
      }
    }
    example(assets, findings, now);
    assertThat(rejected).hasSize(1);
    assertThat(cases).hasSize(1);
    Assessment assessment = cases.get(0).assessment();
    assertThat(assessment.contributions()).extracting(Contribution::factor).contains("severity");
    assertThat(assessment.contributions().stream().mapToInt(Contribution::points).sum())
        .isEqualTo(assessment.score());
    assertThat(cases.get(0).plan())
        .allSatisfy(step -> assertThat(step.decision()).isInstanceOf(Decision.Denied.class));
  }

  /** The example itself, which the next test holds against the README word for word. */
  static void example(Path assets, Path findings, Instant now) throws IOException {
    // begin
    try (Qraws qraws =
        Qraws.builder()
            .enrichers(
                Enrichers.builder()
                    .enricher(InventoryEnricher.read(assets))
                    .enricher(TagEnricher.create()))
            .build()) {
      try (InputStream in = Files.newInputStream(findings)) {
        qraws.read(findings.toString(), in);
      }
      for (Case found : qraws.cases(now)) {
        Assessment assessment = found.assessment();
        System.out.println(assessment.score() / 100.0 + " " + found.title());
        assessment
            .contributions()
            .forEach(c -> System.out.println("  " + c.factor() + ": " + c.reason()));
        found.plan().forEach(step -> System.out.println("  " + step.action().runbook()));
      }
    }
    // end
  }

  @Test
  void readme_showsTheExampleThatCompiles() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    String source = Files.readString(Path.of("src/test/java/io/qraws/response/ReadmeTest.java"));
    String shown = readme.substring(readme.indexOf("```java") + 7);
    assertThat(squeezed(shown.substring(0, shown.indexOf("```"))))
        .isEqualTo(
            squeezed(source.substring(source.indexOf("// begin") + 8, source.indexOf("// end"))));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
