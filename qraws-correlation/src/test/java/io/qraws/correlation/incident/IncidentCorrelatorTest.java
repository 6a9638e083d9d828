// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static io.qraws.correlation.incident.Samples.NINE;
import static io.qraws.correlation.incident.Samples.account;
import static io.qraws.correlation.incident.Samples.actorKey;
import static io.qraws.correlation.incident.Samples.bucket;
import static io.qraws.correlation.incident.Samples.call;
import static io.qraws.correlation.incident.Samples.finding;
import static io.qraws.correlation.incident.Samples.ip;
import static io.qraws.correlation.incident.Samples.issuedKey;
import static io.qraws.correlation.incident.Samples.offense;
import static io.qraws.correlation.incident.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Directory;
import io.qraws.correlation.identity.IdentityResolver;
import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IncidentCorrelatorTest {
  private static List<Incident> correlate(List<? extends Signal> signals) {
    return IncidentCorrelator.create().correlate(List.copyOf(signals), NINE);
  }

  private static List<String> ids(Incident incident) {
    return incident.signals().stream().map(Signal::id).toList();
  }

  @Test
  void correlate_offenseAndFindingOfOneRareAddress_isOneIncident() {
    List<Incident> incidents =
        correlate(
            List.of(
                offense(7, 0, "VPN password spray", ip("203.0.113.9"), account()),
                finding("f1", 30, "UnauthorizedAccess:IAMUser/X", ip("203.0.113.9"), account())));
    assertThat(incidents).hasSize(1);
    assertThat(incidents.get(0).crossEnvironment()).isTrue();
    assertThat(incidents.get(0).links().get(0).reason()).contains("203.0.113.9");
  }

  @Test
  void correlate_userInTwoSpellings_isOneIncident() {
    assertThat(
            correlate(
                List.of(
                    offense(7, 0, "Phishing", user("CORP\\ann")),
                    finding("f1", 30, "Impact:IAMUser/X", user("ann@corp.example")))))
        .hasSize(1);
  }

  /** One person whose account and address are not spelled alike, as the directory has them. */
  @Test
  void correlate_userInTwoNames_isOneIncidentWhereTheResolverKnows() throws IOException {
    List<Signal> signals =
        List.of(
            offense(7, 0, "Phishing", user("CORP\\k4711")),
            finding("f1", 30, "Impact:IAMUser/X", user("ann.lee@corp.example")));
    String csv = "SamAccountName,UserPrincipalName\nk4711,ann.lee@corp.example\n";
    IdentityResolver identities =
        IdentityResolver.builder(Clock.fixed(NINE, ZoneOffset.UTC))
            .directory(Directory.read(new StringReader(csv), "ad.csv"))
            .build();
    signals.forEach(identities::learn);
    List<Incident> incidents =
        IncidentCorrelator.builder().identities(identities).build().correlate(signals, NINE);
    assertThat(incidents).hasSize(1);
    assertThat(incidents.get(0).links().get(0).reason()).isEqualTo("both show user k4711");
    assertThat(correlate(signals)).hasSize(2);
  }

  @Test
  void correlate_onlyTheAccountShared_staysApart() {
    assertThat(
            correlate(
                List.of(
                    finding("f1", 0, "Impact:EC2/X", account()),
                    finding("f2", 1, "Impact:EC2/Y", account()))))
        .hasSize(2);
  }

  @Test
  void correlate_natAddressOfManyUsers_bindsNothing() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      signals.add(call("c" + i, i, "DescribeInstances", ip("198.51.100.1"), user("user" + i)));
    }
    signals.add(finding("f1", 3, "Impact:IAMUser/X", ip("198.51.100.1"), user("user1")));
    signals.add(finding("f2", 9, "Discovery:IAMUser/X", ip("198.51.100.1"), user("user2")));
    assertThat(correlate(signals)).hasSize(2);
  }

  @Test
  void correlate_scannerOfManyTargets_bindsNothing() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      signals.add(
          finding("f" + i, i, "Recon:EC2/PortProbe", ip("203.0.113.50"), bucket("i-0000000" + i)));
    }
    assertThat(correlate(signals)).hasSize(20);
  }

  /** A workload that reads many secrets with its own role is a victim or thief, not a scanner. */
  @Test
  void correlate_addressWhoseCallsReadManyThings_stillBinds() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      signals.add(call("c" + i, i, "GetSecretValue", ip("10.40.1.16"), bucket("secret-" + i)));
    }
    signals.add(offense(7, 0, "Remote log-in from an infected host", ip("10.40.1.16")));
    signals.add(
        finding("f1", 5, "Backdoor:EC2/X", ip("10.40.1.16"), bucket("i-0a1b2c3d4e5f6a7b8")));
    List<Incident> incidents = correlate(signals);
    assertThat(incidents).hasSize(1);
    assertThat(ids(incidents.get(0))).contains("offense:7", "f1");
  }

  @Test
  void correlate_keyMadeByOneUserAndUsedElsewhere_leadsBackToTheUser() {
    List<Incident> incidents =
        correlate(
            List.of(
                offense(7, 0, "Phishing", user("ann")),
                call("c1", 20, "CreateAccessKey", user("ann"), issuedKey("AKIAEXAMPLE00000001")),
                finding(
                    "f1", 90, "Exfiltration:S3/X", actorKey("AKIAEXAMPLE00000001"), user("svc"))));
    assertThat(incidents).hasSize(1);
    assertThat(ids(incidents.get(0))).containsExactly("offense:7", "c1", "f1");
    assertThat(incidents.get(0).stages())
        .containsExactly(Tactic.INITIAL_ACCESS, Tactic.PERSISTENCE, Tactic.EXFILTRATION);
  }

  /** Each hop's key was handed out by the hop before; only the first knows the person. */
  @Test
  void correlate_chainOfRoles_leadsBackToTheFirstUser() {
    List<Incident> incidents =
        correlate(
            List.of(
                offense(7, 0, "VPN login from a new country", user("CORP\\ann")),
                call("c1", 100, "AssumeRole", user("ann"), issuedKey("ASIAEXAMPLE00000001")),
                call(
                    "c2",
                    101,
                    "AssumeRole",
                    actorKey("ASIAEXAMPLE00000001"),
                    issuedKey("ASIAEXAMPLE00000002")),
                call("c3", 300, "ModifySnapshotAttribute", actorKey("ASIAEXAMPLE00000002"))));
    assertThat(incidents).hasSize(1);
    assertThat(ids(incidents.get(0))).containsExactly("offense:7", "c1", "c2", "c3");
  }

  /** One weak spot is no reason to take two attackers for one. */
  @Test
  void correlate_vulnerabilityBetweenTwoBehaviours_bridgesNothing() {
    Finding weak =
        new Finding(
            finding("v1", 1, "Software/CVE", bucket("i-0a"), ip("10.40.1.9")).header(),
            "Inspector",
            "",
            Finding.State.ACTIVE,
            false,
            NINE,
            null,
            List.of(),
            Map.of(),
            Map.of(Finding.Attributes.EPSS, "0.5"));
    List<Incident> incidents =
        correlate(
            List.of(
                finding("f1", 0, "Impact:EC2/X", bucket("i-0a"), user("ann")),
                weak,
                finding("f2", 2, "Impact:EC2/Y", ip("10.40.1.9"), user("bob"))));
    assertThat(incidents).hasSize(2);
  }

  @Test
  void correlate_activityFromTheAttackersAddress_isLaidBesideButDoesNotBridge() {
    List<Incident> incidents =
        correlate(
            List.of(
                finding("f1", 0, "Impact:IAMUser/X", ip("203.0.113.9"), user("ann")),
                finding("f2", 5, "Impact:IAMUser/Y", ip("203.0.113.77"), user("bob")),
                call("c1", 6, "ListThings", ip("203.0.113.9"), user("ann")),
                call("c2", 7, "ListThings", ip("203.0.113.77"), user("ann"))));
    assertThat(incidents).hasSize(2);
    assertThat(ids(incidents.get(0))).contains("f1", "c1");
    assertThat(ids(incidents.get(1))).contains("f2").doesNotContain("f1", "c1");
  }

  @Test
  void correlate_routineTellingCallsAlone_areNoIncident() {
    assertThat(correlate(List.of(call("c1", 0, "CreateAccessKey", user("ann"))))).isEmpty();
    assertThat(correlate(List.of(call("c1", 0, "DeleteTrail", user("ann"))))).hasSize(1);
  }

  /** A new administrator, made step by step: no step is alarming by itself. */
  @Test
  void correlate_severalTellingCallsOfOneUser_areAnIncident() {
    List<Incident> incidents =
        correlate(
            List.of(
                call("c1", 0, "CreateUser", user("ann")),
                call("c2", 1, "AttachUserPolicy", user("ann")),
                call("c3", 2, "CreateAccessKey", user("ann"))));
    assertThat(incidents).hasSize(1);
    assertThat(ids(incidents.get(0))).containsExactly("c1", "c2", "c3");
    assertThat(incidents.get(0).salience()).containsEntry("c2", 0.6);
  }

  /** Within an hour it is a burst, over a day it is somebody's work. */
  @Test
  void correlate_oneOperationManyTimes_isAnIncidentOnlyAsABurst() {
    List<Signal> burst = new ArrayList<>();
    List<Signal> habit = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      burst.add(call("b" + i, i, "GetPasswordData", user("ann")));
      habit.add(call("h" + i, i * 60, "GetPasswordData", user("ann")));
    }
    assertThat(correlate(burst)).hasSize(1);
    assertThat(correlate(habit)).isEmpty();
  }

  @Test
  void correlate_again_keepsTheIdWhileItGrows() {
    IncidentCorrelator correlator = IncidentCorrelator.create();
    Signal first = finding("f1", 30, "Impact:IAMUser/X", ip("203.0.113.9"));
    String id = correlator.correlate(List.of(first), NINE).get(0).id();
    Signal earlier = offense(7, 0, "VPN", ip("203.0.113.9"));
    assertThat(correlator.correlate(List.of(first, earlier), NINE).get(0).id()).isEqualTo(id);
  }

  @Test
  void correlate_whatLinksTwoIncidents_mergesThemAndTellsIt() {
    IncidentCorrelator correlator = IncidentCorrelator.create();
    List<Signal> signals = new ArrayList<>();
    signals.add(finding("f1", 0, "Impact:IAMUser/X", ip("203.0.113.9")));
    signals.add(finding("f2", 9, "Impact:IAMUser/Y", user("ann")));
    List<Incident> two = correlator.correlate(signals, NINE);
    assertThat(two).hasSize(2);
    assertThat(correlator.changes()).isEmpty();
    signals.add(finding("f3", 5, "Impact:IAMUser/Z", ip("203.0.113.9"), user("ann")));
    assertThat(correlator.correlate(signals, NINE))
        .extracting(Incident::id)
        .containsExactly(two.get(0).id());
    assertThat(correlator.changes())
        .containsExactly(
            new IncidentChange(IncidentChange.Kind.MERGED, two.get(1).id(), two.get(0).id()));
    correlator.correlate(signals, NINE);
    assertThat(correlator.changes()).as("told once").isEmpty();
  }

  @Test
  void correlate_whatProvesCommon_splitsTheIncidentAndTellsIt() {
    IncidentCorrelator correlator = IncidentCorrelator.create();
    List<Signal> signals = new ArrayList<>();
    signals.add(finding("f1", 0, "Impact:IAMUser/X", ip("198.51.100.1")));
    signals.add(finding("f2", 9, "Impact:IAMUser/Y", ip("198.51.100.1")));
    String id = correlator.correlate(signals, NINE).get(0).id();
    for (int i = 0; i < 30; i++) {
      signals.add(call("c" + i, i, "DescribeInstances", ip("198.51.100.1"), user("user" + i)));
    }
    List<Incident> parts = correlator.correlate(signals, NINE);
    assertThat(parts).extracting(Incident::id).hasSize(2).doesNotHaveDuplicates().startsWith(id);
    assertThat(correlator.changes())
        .containsExactly(new IncidentChange(IncidentChange.Kind.SPLIT, id, parts.get(1).id()));
  }

  @Test
  void close_whatComesLater_isAnotherIncident() {
    IncidentCorrelator correlator = IncidentCorrelator.create();
    List<Signal> signals = new ArrayList<>();
    signals.add(finding("f1", 0, "Impact:IAMUser/X", ip("203.0.113.9")));
    signals.add(finding("f2", 1, "Impact:IAMUser/Y", ip("203.0.113.9")));
    Incident first = correlator.correlate(signals, NINE).get(0);
    correlator.close(first);
    assertThat(correlator.correlate(signals, NINE)).isEmpty();
    signals.add(finding("f3", 2, "Impact:IAMUser/Z", ip("203.0.113.9")));
    assertThat(correlator.correlate(signals, NINE))
        .singleElement()
        .satisfies(later -> assertThat(ids(later)).containsExactly("f3"))
        .satisfies(later -> assertThat(later.id()).isNotEqualTo(first.id()));
    assertThat(correlator.changes()).isEmpty();
    assertThat(correlator.reopen(first.id())).isTrue();
    assertThat(correlator.reopen(first.id())).isFalse();
    assertThat(correlator.correlate(signals, NINE))
        .singleElement()
        .satisfies(again -> assertThat(again.id()).isEqualTo(first.id()))
        .satisfies(again -> assertThat(ids(again)).containsExactly("f1", "f2", "f3"));
  }

  @Test
  void close_signalsThatLeft_areForgotten() {
    IncidentCorrelator correlator = IncidentCorrelator.create();
    Signal old = finding("f1", 0, "Impact:IAMUser/X", ip("203.0.113.9"));
    Incident incident = correlator.correlate(List.of(old), NINE).get(0);
    correlator.close(incident);
    correlator.correlate(List.of(finding("f2", 1, "Impact:IAMUser/Y", user("ann"))), NINE);
    assertThat(correlator.reopen(incident.id())).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void correlate_anyOrder_answersTheSame(long seed) {
    Random random = new Random(seed);
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      signals.add(
          finding(
              "f" + i,
              random.nextInt(1000),
              "Impact:IAMUser/X",
              ip("203.0.113." + random.nextInt(40)),
              user("user" + random.nextInt(60))));
    }
    List<Incident> expected = correlate(signals);
    Collections.shuffle(signals, random);
    assertThat(correlate(signals)).isEqualTo(expected);
    assertThat(expected.stream().mapToInt(i -> i.signals().size()).sum()).isEqualTo(200);
  }
}
