// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static io.qraws.core.read.Taken.only;
import static io.qraws.core.read.Taken.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GuardDuty's finding in each of the forms in which it travels. */
final class GuardDutyReaderTest {
  private static final String ARN =
      "arn:aws:guardduty:eu-central-1:111122223333:detector/d0/finding/f0";

  private static final String CAMEL =
      """
      {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-central-1","partition":"aws","id":"f0","arn":"%s",
       "type":"UnauthorizedAccess:EC2/SSHBruteForce","severity":5.5,"createdAt":"2026-03-17T08:50:00.000Z",
       "updatedAt":"2026-03-17T09:10:00.000Z","title":"203.0.113.9 guesses passwords",
       "resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0a1b2c3d4e5f6a7b8",
        "networkInterfaces":[{"privateIpAddress":"10.0.0.5","publicIp":"198.51.100.7","ipv6Addresses":["2001:db8::5"]}]}},
       "service":{"serviceName":"guardduty","detectorId":"d0","count":7,"archived":false,"resourceRole":"TARGET",
        "eventFirstSeen":"2026-03-17T08:45:00Z","eventLastSeen":"2026-03-17T09:00:00Z",
        "action":{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"INBOUND",
         "remoteIpDetails":{"ipAddressV4":"203.0.113.9"}}},
        "additionalInfo":{"value":"{\\"sample\\": true}","type":"default"}}}"""
          .formatted(ARN);

  private static final String PASCAL =
      """
      {"Findings":[{"SchemaVersion":"2.0","AccountId":"111122223333","Region":"eu-central-1","Id":"f0","Arn":"%s",
       "Type":"UnauthorizedAccess:EC2/SSHBruteForce","Severity":5.5,"UpdatedAt":"2026-03-17T09:10:00.000Z",
       "Title":"203.0.113.9 guesses passwords",
       "Resource":{"ResourceType":"Instance","InstanceDetails":{"InstanceId":"i-0a1b2c3d4e5f6a7b8",
        "NetworkInterfaces":[{"PrivateIpAddress":"10.0.0.5","PublicIp":"198.51.100.7","Ipv6Addresses":["2001:db8::5"]}]}},
       "Service":{"Archived":"false","Count":7,"ResourceRole":"TARGET","EventLastSeen":"2026-03-17T09:00:00Z",
        "Action":{"ActionType":"NETWORK_CONNECTION","NetworkConnectionAction":{"ConnectionDirection":"INBOUND",
         "RemoteIpDetails":{"IpAddressV4":"203.0.113.9"}}},
        "AdditionalInfo":{"Value":"{\\"sample\\":true}","Type":"default"}}}]}"""
          .formatted(ARN);

  private static final String FLATTENED =
      """
      {"detail-type":"GuardDuty Finding","time":"2026-03-17T09:11:00Z","detail_accountId":"111122223333",
       "detail_region":"eu-central-1","detail_arn":"%s","detail_type":"UnauthorizedAccess:EC2/SSHBruteForce",
       "detail_severity":"5.5","detail_updatedAt":"2026-03-17T09:10:00.000Z",
       "detail_title":"203.0.113.9 guesses passwords","detail_resource_resourceType":"Instance",
       "detail_resource_instanceDetails_instanceId":"i-0a1b2c3d4e5f6a7b8",
       "detail_resource_instanceDetails_networkInterfaces_0_privateIpAddress":"10.0.0.5",
       "detail_resource_instanceDetails_networkInterfaces_0_publicIp":"198.51.100.7",
       "detail_resource_instanceDetails_networkInterfaces_0_ipv6Addresses_0":"2001:db8::5",
       "detail_service_resourceRole":"TARGET","detail_service_count":"7",
       "detail_service_eventLastSeen":"2026-03-17T09:00:00Z","detail_service_action_actionType":"NETWORK_CONNECTION",
       "detail_service_action_networkConnectionAction_connectionDirection":"INBOUND",
       "detail_service_action_networkConnectionAction_remoteIpDetails_ipAddressV4":"203.0.113.9",
       "detail_service_additionalInfo_sample":"true"}"""
          .formatted(ARN);

  private static final String LOWER_CASE =
      FLATTENED
          .replace("detail_", "")
          .toLowerCase(java.util.Locale.ROOT)
          .replace("unauthorizedaccess:ec2/sshbruteforce", "UnauthorizedAccess:EC2/SSHBruteForce")
          .replace("t09:", "T09:")
          .replace("z\"", "Z\"");

  @Test
  void read_anyForm_isTheSameFinding() {
    for (String form :
        List.of(CAMEL, PASCAL, FLATTENED, LOWER_CASE, "{\"detail\":" + CAMEL + "}")) {
      Finding finding = only(Finding.class, form);
      assertThat(finding.id()).isEqualTo(ARN);
      assertThat(finding.format()).isEqualTo(Format.GUARDDUTY);
      assertThat(finding.types()).containsExactly("UnauthorizedAccess:EC2/SSHBruteForce");
      assertThat(finding.severity().normalized()).isEqualTo(55);
      assertThat(finding.severity().original()).isEqualTo("5.5");
      assertThat(finding.account()).isEqualTo("111122223333");
      assertThat(finding.region()).isEqualTo("eu-central-1");
      assertThat(finding.time()).isEqualTo(Instant.parse("2026-03-17T09:00:00Z"));
      assertThat(finding.updated()).isEqualTo(Instant.parse("2026-03-17T09:10:00Z"));
      assertThat(finding.sample()).isTrue();
      assertThat(finding.attributes())
          .containsEntry(Attributes.COUNT, "7")
          .containsKey(Attributes.RESOURCE_ROLE);
      assertThat(finding.observables())
          .containsExactlyInAnyOrder(
              shown(ObservableKind.ACCOUNT, "111122223333", Role.TARGET),
              shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
              shown(ObservableKind.RESOURCE, "i-0a1b2c3d4e5f6a7b8", Role.TARGET),
              shown(ObservableKind.IP, "10.0.0.5", Role.TARGET),
              shown(ObservableKind.IP, "198.51.100.7", Role.TARGET),
              shown(ObservableKind.IP, "2001:db8::5", Role.TARGET));
    }
  }

  @Test
  void read_resourceRoleActor_turnsTheRolesRound() {
    Finding finding =
        only(Finding.class, CAMEL.replace("TARGET", "ACTOR").replace("INBOUND", "OUTBOUND"));
    assertThat(finding.observables())
        .contains(
            shown(ObservableKind.RESOURCE, "i-0a1b2c3d4e5f6a7b8", Role.ACTOR),
            shown(ObservableKind.IP, "203.0.113.9", Role.DESTINATION));
  }

  @Test
  void read_withoutId_getsOneFromItsContent() {
    String text =
        """
        {"Type":"Execution:Runtime/NewBinaryExecuted","Severity":5,"Service":{"ServiceName":"guardduty",
         "EventLastSeen":"2026-03-17T09:00:00Z","RuntimeDetails":{"Process":{"ExecutableSha256":"00ff"}}}}""";
    Finding finding = only(Finding.class, text);
    assertThat(finding.id()).startsWith("guardduty:").isEqualTo(only(Finding.class, text).id());
    assertThat(finding.observables())
        .containsExactly(shown(ObservableKind.FILE_HASH, "00ff", Role.TARGET));
  }

  private static final String ASFF =
      """
      {"version":"0","detail-type":"Security Hub Findings - Imported","source":"aws.securityhub","detail":{"findings":[
       {"SchemaVersion":"2018-10-08","Id":"%s","ProductArn":"arn:aws:securityhub:eu-central-1::product/aws/guardduty",
        "GeneratorId":"arn:aws:guardduty:eu-central-1:111122223333:detector/d0","AwsAccountId":"111122223333",
        "Types":["TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce"],"CreatedAt":"2026-03-17T08:50:00Z",
        "UpdatedAt":"2026-03-17T09:10:00Z","LastObservedAt":"2026-03-17T09:00:00Z","Severity":{"Label":"MEDIUM"},
        "Title":"203.0.113.9 guesses passwords","Description":"d",
        "Resources":[{"Type":"AwsEc2Instance","Id":"arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f6a7b8"}],
        "Action":{"ActionType":"NETWORK_CONNECTION","NetworkConnectionAction":{"ConnectionDirection":"INBOUND",
         "RemoteIpDetails":{"IpAddressV4":"203.0.113.9"}}}}]}}"""
          .formatted(ARN);

  private static final String OCSF =
      """
      {"version":"0","detail-type":"Findings Imported V2","source":"aws.securityhub","detail":{"findings":[
       {"class_uid":2004,"activity_id":1,"time":1773738600000,"severity_id":3,"status_id":1,
        "cloud":{"account":{"uid":"111122223333"},"region":"eu-central-1"},
        "metadata":{"uid":"00aa","product":{"name":"GuardDuty","uid":"arn:aws:securityhub:eu-central-1::productv2/aws/guardduty"}},
        "finding_info":{"uid":"%s","title":"203.0.113.9 guesses passwords","modified_time_dt":"2026-03-17T09:10:00Z",
         "last_seen_time_dt":"2026-03-17T09:00:00Z","types":["Initial Access","UnauthorizedAccess:EC2/SSHBruteForce"]},
        "evidences":[{"connection_info":{"direction":"Inbound"},"src_endpoint":{"ip":"203.0.113.9"}}],
        "resources":[{"type":"AWS::EC2::Instance","uid":"i-0a1b2c3d4e5f6a7b8","data":{"network_interfaces":[
         {"private_ip_address":"10.0.0.5","public_ip":"198.51.100.7"}]}}]}]}}"""
          .formatted(ARN);

  /** Whatever comes first, it is one finding and the producer's own format stands for it. */
  @ParameterizedTest
  @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
  void read_nativeAsffAndOcsf_areOneFinding(String order) {
    List<String> forms = List.of("{\"detail\":" + CAMEL + "}", ASFF, OCSF);
    SignalSet set = new SignalSet();
    order.chars().forEach(i -> set.add(only(Finding.class, forms.get(i - '0'))));
    assertThat(set.size()).isEqualTo(1);
    Finding one = (Finding) set.signals().get(0);
    assertThat(one.id()).isEqualTo(ARN);
    assertThat(one.format()).isEqualTo(Format.GUARDDUTY);
    assertThat(one.product()).isEqualTo("GuardDuty");
    assertThat(one.severity().normalized()).isEqualTo(55);
    assertThat(one.types().get(0)).isEqualTo("UnauthorizedAccess:EC2/SSHBruteForce");
    assertThat(one.observables())
        .contains(
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.RESOURCE, "i-0a1b2c3d4e5f6a7b8", Role.TARGET));
    assertThat(one.observables())
        .noneMatch(o -> o.value().equals("203.0.113.9") && o.role() != Role.SOURCE);
  }
}
