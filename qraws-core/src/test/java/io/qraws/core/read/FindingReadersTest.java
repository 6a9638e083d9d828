// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static io.qraws.core.read.Taken.only;
import static io.qraws.core.read.Taken.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security Hub, Config, Access Analyzer, Inspector, Macie and Security Lake, a variant a test. */
final class FindingReadersTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  private static String asff(String resources) {
    return """
        {"SchemaVersion":"2018-10-08","Id":"f1","ProductArn":"arn:aws:securityhub:eu-central-1::product/aws/securityhub",
         "AwsAccountId":"111122223333","GeneratorId":"security-control/EC2.19","UpdatedAt":"2026-03-17T09:00:00Z",
         "Severity":{"Label":"CRITICAL"},"Title":"t","Resources":[%s]}"""
        .formatted(resources);
  }

  @Test
  void asff_findingAboutASecurityGroupAlone_showsIt() {
    String group =
        "{\"Type\":\"AwsEc2SecurityGroup\",\"Id\":\"arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0a1b2c3d\"}";
    String instance = "{\"Type\":\"AwsEc2Instance\",\"Id\":\"i-0a1b2c3d4e5f6a7b8\"}";
    assertThat(only(Finding.class, asff(group)).observables())
        .contains(shown(ObservableKind.RESOURCE, "sg-0a1b2c3d", Role.TARGET));
    // Beside an instance it is where that stands, and many others stand there.
    assertThat(only(Finding.class, asff(instance + "," + group)).observables())
        .noneMatch(o -> o.value().contains("sg-0a1b2c3d"));
  }

  @Test
  void asff_anyResourceType_showsItsAddresses() {
    Finding finding =
        only(
            Finding.class,
            asff(
                """
                {"Type":"AwsRedshiftCluster","Id":"arn:aws:redshift:eu-central-1:111122223333:cluster:c1",
                 "Details":{"AwsRedshiftCluster":{"ClusterNodes":[{"PrivateIpAddress":"10.0.0.5","PublicIpAddress":"198.51.100.7"}]},
                  "AwsEc2Instance":{"IpV4Addresses":["10.0.0.6"],"IpV6Addresses":["2001:db8::6"]}}}"""));
    assertThat(finding.severity().normalized()).isEqualTo(90);
    assertThat(finding.observables())
        .contains(
            shown(ObservableKind.IP, "10.0.0.5", Role.TARGET),
            shown(ObservableKind.IP, "198.51.100.7", Role.TARGET),
            shown(ObservableKind.IP, "10.0.0.6", Role.TARGET),
            shown(ObservableKind.IP, "2001:db8::6", Role.TARGET),
            shown(ObservableKind.RESOURCE, "c1", Role.TARGET));
  }

  /** What the rule said comes by the API with capitals and by EventBridge without. */
  @Test
  void config_evaluation_isTheSameFindingByApiAndEvent() {
    for (String text :
        List.of(
            """
            {"EvaluationResults":[{"EvaluationResultIdentifier":{"EvaluationResultQualifier":{"ConfigRuleName":"no-public-bucket",
             "ResourceType":"AWS::S3::Bucket","ResourceId":"ledger"},"OrderingTimestamp":1773730000.5},
             "ComplianceType":"NON_COMPLIANT","ResultRecordedTime":1773738000.0}]}""",
            """
            {"detail-type":"Config Rules Compliance Change","detail":{"configRuleName":"no-public-bucket",
             "resourceType":"AWS::S3::Bucket","resourceId":"ledger","newEvaluationResult":{"complianceType":"NON_COMPLIANT",
              "resultRecordedTime":"2026-03-17T09:00:00.000Z"}}}""")) {
      Finding finding = only(Finding.class, text);
      assertThat(finding.id()).isEqualTo("config:no-public-bucket/ledger");
      assertThat(finding.time()).isEqualTo(NINE);
      assertThat(finding.control()).isEqualTo("no-public-bucket");
      assertThat(finding.resourceTypes()).containsExactly("AWS::S3::Bucket");
      assertThat(finding.attributes()).containsEntry(Attributes.COMPLIANCE, "FAILED");
      assertThat(finding.observables())
          .containsExactly(shown(ObservableKind.RESOURCE, "ledger", Role.TARGET));
    }
  }

  @Test
  void config_oversizedNotification_isAChange() {
    ConfigChange change =
        only(
            ConfigChange.class,
            """
            {"Type":"Notification","Message":"{\\"messageType\\":\\"OversizedConfigurationItemChangeNotification\\",\\
            \\"configurationItemSummary\\":{\\"changeType\\":\\"UPDATE\\",\\"awsAccountId\\":\\"111122223333\\",\\"awsRegion\\":\\"eu-central-1\\",\\
            \\"resourceType\\":\\"AWS::IAM::Role\\",\\"resourceId\\":\\"AROAEXAMPLE\\",\\"resourceName\\":\\"deploy\\",\\
            \\"configurationItemCaptureTime\\":\\"2026-03-17T09:00:00.000Z\\"}}"}"""
                .replace("\\\n", ""));
    assertThat(change.time()).isEqualTo(NINE);
    assertThat(change.change()).isEqualTo("UPDATE");
    assertThat(change.resourceType()).isEqualTo("AWS::IAM::Role");
  }

  @Test
  void config_deliveryNotice_isNoSignalButNamesItsObject() {
    Taken taken =
        Taken.of(
            """
            {"messageType":"ConfigurationHistoryDeliveryCompleted","s3Bucket":"b","s3ObjectKey":"AWSLogs/k.json.gz"}""");
    assertThat(taken.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("b/AWSLogs/k.json.gz"));
  }

  @Test
  void accessAnalyzer_secondVersion_readsItsDetails() {
    Finding finding =
        only(
            Finding.class,
            """
            {"id":"f1","findingType":"ExternalAccess","status":"ACTIVE","resourceType":"AWS::S3::Bucket",
             "resource":"arn:aws:s3:::ledger","resourceOwnerAccount":"111122223333","analyzedAt":"2026-03-17T09:00:00Z",
             "updatedAt":"2026-03-17T09:00:00Z","findingDetails":[{"externalAccessDetails":{"isPublic":true,
              "principal":{"AWS":"444455556666"},"action":["s3:GetObject"]}}]}""");
    assertThat(finding.severity().normalized()).isEqualTo(70);
    assertThat(finding.attributes()).containsEntry(Attributes.PUBLIC, "true");
    assertThat(finding.observables())
        .contains(
            shown(ObservableKind.ACCOUNT, "444455556666", Role.ACTOR),
            shown(ObservableKind.RESOURCE, "ledger", Role.TARGET));
  }

  @Test
  void inspector_event_readsItsLocaleTimes() {
    Finding finding =
        only(
            Finding.class,
            """
            {"detail-type":"Inspector2 Finding","detail":{"findingArn":"arn:aws:inspector2:eu-central-1:111122223333:finding/f1",
             "awsAccountId":"111122223333","severity":"HIGH","status":"ACTIVE","type":"PACKAGE_VULNERABILITY","title":"CVE-2026-0001",
             "updatedAt":"Mar 17, 2026, 9:00:00 AM","lastObservedAt":"Mar 17, 2026, 9:00:00 AM","networkReachabilityDetails":null,
             "packageVulnerabilityDetails":{"vulnerabilityId":"CVE-2026-0001"},
             "resources":[{"id":"i-0a1b2c3d4e5f6a7b8","type":"AWS_EC2_INSTANCE",
              "details":{"awsEc2Instance":{"ipV6Addresses":["2001:db8::5"]}}}]}}""");
    assertThat(finding.time()).isEqualTo(NINE);
    assertThat(finding.region()).isEqualTo("eu-central-1");
    assertThat(finding.attributes()).doesNotContainKey(Attributes.PUBLIC);
    assertThat(finding.observables())
        .contains(
            shown(ObservableKind.VULNERABILITY, "CVE-2026-0001", Role.TARGET),
            shown(ObservableKind.RESOURCE, "i-0a1b2c3d4e5f6a7b8", Role.TARGET),
            shown(ObservableKind.IP, "2001:db8::5", Role.TARGET));
  }

  @Test
  void macie_eitherSpelling_isTheSameFinding() {
    String camel =
        """
        {"id":"f1","accountId":"111122223333","region":"eu-central-1","category":"POLICY","type":"Policy:IAMUser/S3BucketPublic",
         "title":"t","severity":{"score":3,"description":"High"},"createdAt":"2026-03-17T09:00:00Z",
         "resourcesAffected":{"s3Bucket":{"name":"ledger","arn":"arn:aws:s3:::ledger"}},
         "policyDetails":{"actor":{"ipAddressDetails":{"ipAddressV4":"203.0.113.9"},"userIdentity":{"type":"AssumedRole",
          "assumedRole":{"arn":"arn:aws:sts::111122223333:assumed-role/deploy/ann","accessKeyId":"ASIAEXAMPLE00000001"}}}}}""";
    String pascal =
        java.util.regex.Pattern.compile("\"([a-z])([A-Za-z0-9]*\":)")
            .matcher(camel)
            .replaceAll(m -> '"' + m.group(1).toUpperCase(java.util.Locale.ROOT) + m.group(2));
    for (String text : List.of(camel, pascal)) {
      Finding finding = only(Finding.class, text);
      assertThat(finding.id()).isEqualTo("f1");
      assertThat(finding.time()).isEqualTo(NINE);
      assertThat(finding.severity().normalized()).isEqualTo(70);
      assertThat(finding.observables())
          .contains(
              shown(ObservableKind.RESOURCE, "ledger", Role.TARGET),
              shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
              shown(ObservableKind.USER, "ann", Role.ACTOR),
              shown(ObservableKind.ACCESS_KEY, "ASIAEXAMPLE00000001", Role.ACTOR));
    }
  }

  @Test
  void securityLake_call_showsActorByArnAndTarget() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"class_uid":3001,"class_name":"Account Change","time":1773738000000,"activity_id":1,
             "cloud":{"account":{"uid":"111122223333"},"region":"eu-central-1"},"metadata":{"uid":"e1"},
             "api":{"operation":"CreateUser","service":{"name":"iam.amazonaws.com"}},
             "actor":{"user":{"type":"AssumedRole","uid":"arn:aws:sts::111122223333:assumed-role/admin/ann",
              "uid_alt":"AROAEXAMPLE:ann"}},"user":{"name":"eve","uid":"arn:aws:iam::111122223333:user/eve"},
             "src_endpoint":{"ip":"203.0.113.9"}}""");
    assertThat(call.time()).isEqualTo(NINE);
    assertThat(call.service()).isEqualTo("iam");
    assertThat(call.operation()).isEqualTo("CreateUser");
    assertThat(call.observables())
        .containsExactlyInAnyOrder(
            shown(ObservableKind.ACCOUNT, "111122223333", Role.TARGET),
            shown(
                ObservableKind.PRINCIPAL,
                "arn:aws:sts::111122223333:assumed-role/admin/ann",
                Role.ACTOR),
            shown(ObservableKind.USER, "ann", Role.ACTOR),
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.USER, "eve", Role.TARGET),
            shown(ObservableKind.PRINCIPAL, "arn:aws:iam::111122223333:user/eve", Role.TARGET));
  }

  @Test
  void ocsf_accountThatIsNoAwsAccount_isUnknown() {
    Finding finding =
        only(
            Finding.class,
            """
            {"class_uid":2004,"time":1773738000000,"severity_id":4,"finding_info":{"uid":"f1","title":"t"},
             "cloud":{"account":{"uid":"a0b1-subscription"}},"metadata":{"product":{"name":"Other"}}}""");
    assertThat(finding.account()).isNull();
    assertThat(finding.severity().normalized()).isEqualTo(70);
    assertThat(finding.observables()).isEmpty();
  }

  /** The API gives the configuration as text, a file as an object. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void config_interfaceOfAnInstance_showsItsAddressesAndNames(boolean text) {
    String configuration =
        """
        {"privateDnsName":"ip-10-0-1-2.ec2.internal","privateIpAddress":"10.0.1.2",
         "attachment":{"instanceId":"i-0123456789abcdef0"},
         "privateIpAddresses":[{"privateIpAddress":"10.0.1.2","association":{"publicIp":"198.51.100.7"}},
          {"privateIpAddress":"10.0.1.3"}]}""";
    ConfigChange change =
        only(
            ConfigChange.class,
            """
            {"resourceType":"AWS::EC2::NetworkInterface","resourceId":"eni-0abc","awsAccountId":"111122223333",
             "configurationItemStatus":"OK","configurationItemCaptureTime":"2026-03-17T09:00:00.000Z",
             "configuration":%s}"""
                .formatted(
                    text
                        ? "\"" + configuration.replace("\"", "\\\"").replace("\n", "") + "\""
                        : configuration));
    assertThat(change.observables())
        .contains(
            shown(ObservableKind.RESOURCE, "i-0123456789abcdef0", Role.TARGET),
            shown(ObservableKind.HOST, "ip-10-0-1-2.ec2.internal", Role.TARGET),
            shown(ObservableKind.IP, "10.0.1.2", Role.TARGET),
            shown(ObservableKind.IP, "10.0.1.3", Role.TARGET),
            shown(ObservableKind.IP, "198.51.100.7", Role.TARGET));
  }
}
