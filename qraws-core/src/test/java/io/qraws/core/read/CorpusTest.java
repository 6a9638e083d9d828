// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real samples, where there are any: {@code -Dqraws.corpus=DIR}. What is asserted of a folder or
 * file holds only where it is there; the rest holds for any samples.
 */
@EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CorpusTest {
  private Path corpus = Path.of("");
  private final Map<String, Taken> files = new TreeMap<>();

  @BeforeAll
  void readAll() throws IOException {
    corpus = Path.of(System.getProperty("qraws.corpus"));
    try (Stream<Path> found = Files.walk(corpus)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.put(corpus.relativize(file).toString().replace('\\', '/'), Taken.of(file));
      }
    }
  }

  @Test
  void everyRejected_hasReasonAndRaw() {
    files.forEach(
        (file, taken) ->
            assertThat(taken.rejected)
                .as(file)
                .allSatisfy(
                    record -> {
                      assertThat(record.reason()).isNotBlank();
                      if (!record.reason().contains("gzip")) {
                        assertThat(record.raw().size()).isPositive();
                      }
                    }));
  }

  @Test
  void everySignal_isWhole() {
    Instant latest = Instant.parse("2100-01-01T00:00:00Z");
    files.forEach(
        (file, taken) ->
            assertThat(taken.signals)
                .as(file)
                .allSatisfy(
                    signal -> {
                      assertThat(signal.id()).isNotBlank();
                      assertThat(signal.title()).isNotBlank();
                      assertThat(signal.time()).isBetween(Instant.EPOCH.plusSeconds(1), latest);
                      assertThat(signal.raw().size()).isPositive();
                      assertThat(signal.account())
                          .satisfiesAnyOf(
                              account -> assertThat(account).isNull(),
                              account -> assertThat(account).matches("\\d{12}"));
                    }));
  }

  /** Of the records that a format's reader knows as its own, nearly all are read. */
  @ParameterizedTest(name = "{0}: at most {2} of 100 unread")
  @CsvSource({
    "Asff, ASFF, 10",
    "Ocsf, OCSF, 10",
    "OcsfActivity, OCSF, 10",
    "GuardDuty, GUARDDUTY, 5",
    "Inspector, INSPECTOR, 5",
    "AccessAnalyzer, ACCESS_ANALYZER, 5",
    "Macie, MACIE, 5",
    "CloudTrail, CLOUDTRAIL, 5",
    "Config, CONFIG, 5",
    "Offense, QRADAR_OFFENSE, 5",
    "Stix, QRADAR_EVENT, 5",
    "QradarEvent, QRADAR_EVENT, 5",
    "QradarFlow, QRADAR_FLOW, 5",
  })
  void recognised_isRead(String reader, Format format, int mostPercent) {
    List<String> unread = new ArrayList<>();
    long read = 0;
    for (Map.Entry<String, Taken> file : files.entrySet()) {
      read += file.getValue().signals.stream().filter(s -> s.format() == format).count();
      file.getValue().rejected.stream()
          .filter(r -> r.reason().startsWith(reader + ": "))
          .forEach(r -> unread.add(file.getKey() + ": " + r.reason()));
    }
    assertThat(unread).hasSizeLessThanOrEqualTo((int) Math.ceil((read + 1) * mostPercent / 100.0));
  }

  /** What a file gives, at the least, by format. */
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "access-analyzer/findings.jsonl, ACCESS_ANALYZER, 14",
    "asff/api-findings.jsonl, ASFF, 42",
    "asff/asr-control-findings.jsonl, ASFF, 73",
    "asff/docs-attribute-examples.jsonl, ASFF, 6",
    "asff/panther-rule-tests.jsonl, ASFF, 10",
    "cloudtrail/attack/aws.credential-access.ec2-get-password-data/events.json, CLOUDTRAIL, 34",
    "cloudtrail/attack/aws.credential-access.ssm-retrieve-securestring-parameters/events.json, CLOUDTRAIL, 10",
    "cloudtrail/attack/aws.execution.ssm-send-command/events.json, CLOUDTRAIL, 56",
    "cloudtrail/attack/aws.impact.bedrock-invoke-model/events.json, CLOUDTRAIL, 15",
    "cloudtrail/attack/otrf-ec2-proxy-s3-exfiltration/events.jsonl, CLOUDTRAIL, 103",
    "cloudtrail/attack/otrf-s3-honeybucket/AWS_S3_HoneyBucketLogs.csv, CLOUDTRAIL, 301",
    "cloudtrail/benign/cloud-custodian-cwe.jsonl, CLOUDTRAIL, 23",
    "cloudtrail/benign/docs-config-service.jsonl, CLOUDTRAIL, 9",
    "cloudtrail/benign/unlicensed-aws-docs.jsonl, CLOUDTRAIL, 153",
    "cloudtrail/incident-stratus-invictus/218007301253_CloudTrail_us-east-1_20230710T1200Z_iLj9fb7yyUG9X4Bf.json, CLOUDTRAIL, 394",
    "cloudtrail/incident-stratus-invictus/218007301253_CloudTrail_us-east-1_20230710T1205Z_zs3JGxETHr59VpkX.json, CLOUDTRAIL, 196",
    "cloudtrail/incident-stratus-invictus/218007301253_CloudTrail_us-east-1_20230710T1210Z_6CICdbJQM3beT7n3.json, CLOUDTRAIL, 246",
    "cloudtrail/panther-rule-tests.jsonl, CLOUDTRAIL, 246",
    "config/api-responses/aws-cli-get-compliance-details-by-config-rule-8.json, CONFIG, 3",
    "config/api-responses/aws-cli-get-compliance-details-by-resource-8.json, CONFIG, 2",
    "config/api-responses/customresources-cli-4.json, CONFIG, 1",
    "config/api-responses/test_config_compliance-config.GetComplianceDetailsByConfigRule_1.json, CONFIG, 1",
    "config/api-responses/test_config_compliance_iam_role-config.GetComplianceDetailsByConfigRule_1.json, CONFIG, 1",
    "config/configuration-items.jsonl, CONFIG, 21",
    "guardduty/findings.jsonl, GUARDDUTY, 27",
    "guardduty/panther-rule-tests.jsonl, GUARDDUTY, 8",
    "inspector/findings.jsonl, INSPECTOR, 10",
    "inspector/raw-ListFindings-response.json, INSPECTOR, 6",
    "ocsf/prowler-aws.json, OCSF, 5",
    "ocsf/prowler-azure.json, OCSF, 5",
    "ocsf/prowler-gcp.json, OCSF, 5",
    "ocsf/prowler-kubernetes.json, OCSF, 6",
    "ocsf/securityhub-v2-real.jsonl, OCSF, 3",
    "ocsf/unlicensed-ocsf-examples/aws-v1.0.0-rc.2-cloudtrail-account-change-account-change.raw.json, CLOUDTRAIL, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.0.0-rc.2-cloudtrail-api-activity-generic-api-activity.raw.json, CLOUDTRAIL, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.0.0-rc.2-cloudtrail-authentication-authentication.raw.json, CLOUDTRAIL, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.0.0-rc.2-security-hub-security-hub.raw.json, ASFF, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.0.0-rc.2-vpc-flowlogs-vpcflowlog.raw.txt, VPC_FLOW, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.1.0-cloudtrail-account-change-account-change.raw.json, CLOUDTRAIL, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.1.0-cloudtrail-api-activity-generic-api-activity.raw.json, CLOUDTRAIL, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.1.0-security-hub-compliance-finding-sechub-pci.raw.json, ASFF, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.1.0-security-hub-detection-finding-sechub-guardduty.raw.json, ASFF, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.1.0-security-hub-vulnerability-finding-inspector.raw.json, ASFF, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.1.0-vpc-flowlogs-vpcflowlog.raw.txt, VPC_FLOW, 1",
    "ocsf/unlicensed-ocsf-examples/aws-v1.5.0-vpc-flowlogs-vpcflowlog.raw.txt, VPC_FLOW, 1",
    "qradar/events/demisto-v3-search-results-get.json, QRADAR_EVENT, 2",
    "qradar/events/splunk-connector-events-example-record.json, QRADAR_EVENT, 1",
    "qradar/events/stix-bundle-events_29092020.json, QRADAR_EVENT, 101",
    "qradar/events/stix-bundle-findings_19062020.json, QRADAR_EVENT, 6",
    "qradar/events/stix-shifter-test-rows.jsonl, QRADAR_EVENT, 1",
    "qradar/flows/splunk-connector-flows-example-record.json, QRADAR_FLOW, 1",
    "qradar/offenses/demisto-v3-offense-update.json, QRADAR_OFFENSE, 1",
    "qradar/offenses/demisto-v3-offenses-list.json, QRADAR_OFFENSE, 2",
    "qradar/offenses/rapid7-get-offenses.json, QRADAR_OFFENSE, 2",
    "qradar/offenses/rapid7-update-offense-table-example.json, QRADAR_OFFENSE, 1",
    "qradar/offenses/rapid7-update-offenses.json, QRADAR_OFFENSE, 1",
    "qradar/offenses/unlicensed-ocsf-examples-offense-591.ocsf.json, OCSF, 1",
    "scenarios/panther-compromised-root-creds/attacker_cloudtrail.jsonl, CLOUDTRAIL, 12",
    "scenarios/panther-compromised-root-creds/attacker_vpc.log, VPC_FLOW, 6",
    "scenarios/panther-enrichment-example/attacker_cloudtrail.jsonl, CLOUDTRAIL, 7",
    "vpcflow/athena-rows.jsonl, VPC_FLOW, 1",
    "vpcflow/cloudwatch-logs-insights-rows.jsonl, VPC_FLOW, 1",
    "vpcflow/unlicensed-sekoia/accept.txt, VPC_FLOW, 1",
    "vpcflow/unlicensed-sekoia/accept_structured.json, VPC_FLOW, 1",
    "vpcflow/unlicensed-sekoia/ipv6traffic.txt, VPC_FLOW, 1",
  })
  void file_givesAtLeast(String name, Format format, int least) {
    Taken taken = files.get(name);
    if (taken != null) {
      assertThat(taken.signals.stream().filter(signal -> signal.format() == format))
          .hasSizeGreaterThanOrEqualTo(least);
    }
  }

  /** Files that hold nothing but signals. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "access-analyzer/findings.jsonl",
        "asff/api-findings.jsonl",
        "asff/asr-control-findings.jsonl",
        "asff/panther-rule-tests.jsonl",
        "asff/raw-GetFindings-response.json",
        "cloudtrail/attack/otrf-ec2-proxy-s3-exfiltration/events.jsonl",
        "cloudtrail/attack/otrf-s3-honeybucket/AWS_S3_HoneyBucketLogs.csv",
        "cloudtrail/benign/aws-cli-lookup-events.json",
        "cloudtrail/benign/awsdocs-guides.jsonl",
        "cloudtrail/benign/unlicensed-aws-docs.jsonl",
        "config/configuration-items.jsonl",
        "config/docs-snapshot-file.json",
        "guardduty/athena-flattened-rows.jsonl",
        "guardduty/cloudwatch-logs-insights-rows.jsonl",
        "guardduty/findings.jsonl",
        "guardduty/panther-rule-tests.jsonl",
        "inspector/findings.jsonl",
        "ocsf/prowler-aws.json",
        "ocsf/securityhub-v2-real.jsonl",
        "ocsf/unlicensed-ocsf-examples/aws-v1.5.0-vpc-flowlogs-vpcflowlog.raw.txt",
        "qradar/events/demisto-v3-search-results-get.json",
        "qradar/offenses/demisto-v3-offenses-list.json",
        "qradar/offenses/rapid7-get-offenses.json",
        "vpcflow/athena-rows.jsonl",
        "vpcflow/cloudwatch-logs-insights-rows.jsonl",
      })
  void file_isReadWhole(String name) {
    Taken taken = files.get(name);
    if (taken != null) {
      assertThat(taken.rejected).isEmpty();
      assertThat(taken.signals).isNotEmpty();
    }
  }

  /** What stays rejected in files of signals, and why a careful person would not take it either. */
  @ParameterizedTest(name = "{0}: {1} of {2}")
  @CsvSource({
    // Nothing in the record or around it tells when.
    "cloudtrail/benign/cloud-custodian-cwe.jsonl, 1, eventTime is missing",
    "cloudtrail/panther-rule-tests.jsonl, 10, eventTime is missing",
    "vpcflow/panther-rule-tests.jsonl, 6, start is missing",
    // The time was blotted out before publication.
    "cloudtrail/panther-rule-tests.jsonl, 2, not a time",
    // Neither a call nor a flow: a word or two of a record, without time and addresses.
    "cloudtrail/panther-rule-tests.jsonl, 1, not a recognised format",
    "vpcflow/panther-rule-tests.jsonl, 8, not a recognised format",
    "qradar/events/stix-shifter-test-rows.jsonl, 5, not a recognised format",
    // The guide's examples of single attributes; parts of a finding without type or title.
    "asff/docs-attribute-examples.jsonl, 42, not a recognised format",
    "asff/docs-attribute-examples.jsonl, 3, UpdatedAt and CreatedAt are missing",
    "guardduty/partial-findings.jsonl, 5, not a recognised format",
    // Other logs and notices, which are none of the kinds of signals.
    "eventbridge/unlicensed-aws-docs.jsonl, 95, not a recognised format",
    "eventbridge/unlicensed-aws-docs.jsonl, 4, an S3 notification",
    "vpcflow/unlicensed-tenzir/route53-query-logs.ndjson, 6, not a recognised format",
    "qradar/events/stix-bundle-events_29092020.json, 1, a STIX identity",
  })
  void file_keepsRejecting(String name, int most, String reason) {
    Taken taken = files.get(name);
    if (taken != null) {
      assertThat(taken.rejected.stream().filter(r -> r.reason().contains(reason)))
          .hasSizeLessThanOrEqualTo(most);
    }
  }

  /** A GuardDuty finding that occurs in several formats is one. */
  @Test
  void guardDutyFinding_inSeveralFormats_isOne() {
    SignalSet set = new SignalSet();
    Map<String, Integer> guardDuty = new HashMap<>();
    files
        .values()
        .forEach(
            taken ->
                taken.signals.stream()
                    .filter(s -> s instanceof Finding f && f.product().equals("GuardDuty"))
                    .filter(s -> s.id().startsWith("arn:"))
                    .forEach(
                        signal -> {
                          guardDuty.merge(signal.id(), 1, Integer::sum);
                          set.add(signal);
                        }));
    assertThat(set.signals().stream().map(Signal::id))
        .containsExactlyInAnyOrderElementsOf(guardDuty.keySet());
  }
}
