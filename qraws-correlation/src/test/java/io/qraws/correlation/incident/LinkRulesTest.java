// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static io.qraws.correlation.incident.Samples.NINE;
import static io.qraws.correlation.incident.Samples.account;
import static io.qraws.correlation.incident.Samples.actorKey;
import static io.qraws.correlation.incident.Samples.bucket;
import static io.qraws.correlation.incident.Samples.call;
import static io.qraws.correlation.incident.Samples.finding;
import static io.qraws.correlation.incident.Samples.ip;
import static io.qraws.correlation.incident.Samples.offense;
import static io.qraws.correlation.incident.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What binds two signals that spell nothing alike, and what binds nothing though they do. */
final class LinkRulesTest {
  private static final String MACHINE = "i-0a1b2c3d4e5f60718";

  private static List<Incident> correlate(List<? extends Signal> signals) {
    return IncidentCorrelator.create().correlate(List.copyOf(signals), NINE);
  }

  private static Observable is(ObservableKind kind, String value, Role role) {
    return new Observable(kind, value, role);
  }

  private static Finding low(String id, int minute, String type, Observable... observables) {
    Finding high = finding(id, minute, type, observables);
    SignalHeader header = high.header();
    return high.withHeader(
        new SignalHeader(
            header.id(),
            header.format(),
            header.time(),
            header.title(),
            Severity.ofTenths(2),
            header.account(),
            header.region(),
            header.types(),
            header.observables(),
            header.source(),
            header.raw()));
  }

  @Test
  void correlate_findingThatNamesTheKeyAlone_isOfWhoeverCallsWithTheKey() {
    Observable machine = is(ObservableKind.RESOURCE, MACHINE, Role.TARGET);
    List<Signal> signals = new ArrayList<>();
    signals.add(finding("f1", 0, "Execution:Runtime/X", machine));
    signals.add(finding("f2", 30, "CredentialAccess:IAMUser/X", actorKey("ASIASESSION")));
    assertThat(correlate(signals)).hasSize(2);
    signals.add(
        call(
            "c1",
            29,
            "ListSecrets",
            actorKey("ASIASESSION"),
            is(ObservableKind.RESOURCE, MACHINE, Role.ACTOR)));
    assertThat(correlate(signals)).hasSize(1);
  }

  @Test
  void correlate_scannerAtTheDoorOfAMachineUnderAttack_isNotOfTheAttack() {
    Observable machine = is(ObservableKind.RESOURCE, MACHINE, Role.TARGET);
    List<Signal> signals = new ArrayList<>();
    signals.add(finding("attack", 0, "Backdoor:EC2/X", machine));
    signals.add(low("knock", 5, "Recon:EC2/PortProbe", machine, ip("203.0.113.50")));
    assertThat(correlate(signals)).as("of one who tries nothing else").hasSize(1);
    signals.add(low("other", 6, "Recon:EC2/PortProbe", bucket("i-0ffffffff"), ip("203.0.113.50")));
    assertThat(correlate(signals))
        .filteredOn(incident -> incident.signals().stream().anyMatch(s -> s.id().equals("attack")))
        .singleElement()
        .satisfies(incident -> assertThat(incident.signals()).hasSize(1));
  }

  @Test
  void correlate_roleOpenedToOthers_leadsToWhatIsDoneInIt() {
    ApiCall opened =
        withDetail(
            call("c1", 0, "UpdateAssumeRolePolicy", user("ann")),
            "requestParameters.roleName",
            "reporting");
    Finding used =
        finding(
            "f1",
            60,
            "Exfiltration:S3/X",
            is(ObservableKind.PRINCIPAL, "arn:aws:iam::111122223333:role/reporting", Role.ACTOR));
    assertThat(correlate(List.of(opened, used))).hasSize(1);
    ApiCall another = withDetail(opened, "requestParameters.roleName", "billing");
    assertThat(correlate(List.of(another, used)))
        .noneMatch(incident -> incident.signals().size() > 1);
  }

  private static ApiCall withDetail(ApiCall call, String path, String value) {
    return new ApiCall(
        call.header(),
        call.service(),
        call.operation(),
        call.readOnly(),
        call.errorCode(),
        call.userType(),
        call.userAgent(),
        call.mfa(),
        Map.of(path, value));
  }

  @Test
  void correlate_logInByTheUserWhoWasGivenAPassword_isLaidBeside() {
    Observable made = is(ObservableKind.USER, "svc-probe", Role.TARGET);
    List<Signal> signals =
        List.of(
            finding("f1", 0, "Persistence:IAMUser/X", user("ann"), ip("203.0.113.9")),
            call("c1", 1, "CreateLoginProfile", user("ann"), ip("203.0.113.9"), made),
            call("c2", 200, "ConsoleLogin", user("svc-probe"), ip("198.51.100.77")));
    assertThat(correlate(signals))
        .singleElement()
        .satisfies(incident -> assertThat(incident.signals()).hasSize(3));
  }

  @Test
  void correlate_twoFormedClusters_areOneOnlyThroughTwoDifferentThings() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      signals.add(finding("a" + i, i, "Impact:IAMUser/X", user("ann"), bucket("plans")));
      signals.add(finding("b" + i, 10 + i, "Impact:S3/X", ip("203.0.113.9"), bucket("plans")));
    }
    assertThat(correlate(signals)).as("one bucket between them").hasSize(2);
    signals.add(finding("a9", 20, "Impact:IAMUser/X", user("ann"), bucket("prices")));
    signals.add(finding("b9", 21, "Impact:S3/X", ip("203.0.113.9"), bucket("prices")));
    assertThat(correlate(signals)).as("two buckets").hasSize(1);
  }

  @Test
  void correlate_oneCallManyTimes_makesItsAddressNoScanner() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      signals.add(call("c" + i, i % 10, "GetPasswordData", ip("203.0.113.9"), user("role-x")));
    }
    signals.add(offense(7, 2, "Log-in from a rare country", ip("203.0.113.9")));
    assertThat(correlate(signals))
        .singleElement()
        .satisfies(incident -> assertThat(incident.crossEnvironment()).isTrue());
  }

  @Test
  void correlate_addressOfManyByTurns_bindsWhereOneAloneIsThere() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      signals.add(
          call("c" + i, 300 + i, "DescribeInstances", ip("192.0.2.200"), user("guest" + i)));
    }
    signals.add(finding("f1", 5, "Impact:IAMUser/X", ip("192.0.2.200"), user("ann")));
    signals.add(offense(7, 0, "Log-ins tried", ip("192.0.2.200"), account()));
    assertThat(correlate(signals)).as("hours before the others").hasSize(1);
    signals.add(call("near", 20, "DescribeInstances", ip("192.0.2.200"), user("tom")));
    assertThat(correlate(signals)).as("beside somebody else").hasSize(2);
  }

  @Test
  void correlate_addressOfAnOffice_bindsNothingThoughOneAloneIsThere() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      signals.add(
          call("c" + i, 300 + i, "DescribeInstances", ip("198.51.100.1"), user("guest" + i)));
    }
    signals.add(finding("f1", 5, "Impact:IAMUser/X", ip("198.51.100.1"), user("ann")));
    signals.add(offense(7, 0, "Log-ins tried", ip("198.51.100.1"), account()));
    assertThat(correlate(signals)).hasSize(2);
  }

  @Test
  void correlate_knockByOneWhoWasRefusedElsewhere_isNotOfTheAttack() {
    Observable machine = is(ObservableKind.RESOURCE, MACHINE, Role.TARGET);
    List<Signal> signals = new ArrayList<>();
    signals.add(finding("attack", 0, "Backdoor:EC2/X", machine));
    signals.add(low("knock", 5, "Recon:EC2/PortProbe", machine, ip("203.0.113.50")));
    signals.add(flow("10.40.1.7", "ACCEPT"));
    signals.add(flow("10.40.1.8", "ACCEPT"));
    assertThat(correlate(signals)).as("let in elsewhere").hasSize(1);
    signals.add(flow("10.40.1.7", "REJECT"));
    signals.add(flow("10.40.1.8", "REJECT"));
    assertThat(correlate(signals)).as("refused elsewhere").hasSize(2);
  }

  private static NetworkFlow flow(String to, String action) {
    SignalHeader header =
        SignalHeader.builder(
                "flow:" + to + action, Format.VPC_FLOW, new SourceRef("x", 0), Raw.of(to + action))
            .time(NINE)
            .observable(ObservableKind.IP, "203.0.113.50", Role.SOURCE)
            .observable(ObservableKind.IP, to, Role.DESTINATION)
            .build();
    return new NetworkFlow(
        header, "203.0.113.50", 40_000, to, 22, 6, 1L, 40L, NINE, action, "OK", null);
  }

  @Test
  void correlate_callsOfTwoThatShareAnAdministeredThing_stayApart() {
    Observable trail =
        is(
            ObservableKind.RESOURCE,
            "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main",
            Role.TARGET);
    List<Signal> signals = new ArrayList<>();
    signals.add(offense(7, 0, "Malware", user("ann")));
    signals.add(offense(8, 0, "Brute force", user("ben")));
    signals.add(call("c1", 1, "StopLogging", user("ann"), ip("203.0.113.9"), trail));
    signals.add(call("c2", 2, "DeleteTrail", user("ben"), ip("203.0.113.77"), trail));
    assertThat(correlate(signals)).hasSize(2);
  }
}
