// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.policy.Decision;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import io.qraws.scoring.Disposition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Invented cases for the tests of this package. */
public final class Samples {
  static final Instant START = Instant.parse("2026-03-14T08:52:11Z");

  private Samples() {}

  static Signal call(int second, String operation) {
    return new ApiCall(
        header("call-" + second, Format.CLOUDTRAIL, second, operation, Severity.NONE),
        "iam",
        operation,
        false,
        null,
        "IAMUser",
        "aws-cli/2.15",
        null,
        Map.of());
  }

  static Signal finding(String id, int second, String title, String severity) {
    return new Finding(
        header(id, Format.GUARDDUTY, second, title, Severity.ofLabel(severity)),
        "GuardDuty",
        "",
        Finding.State.ACTIVE,
        false,
        START,
        null,
        List.of(),
        Map.of(),
        Map.of());
  }

  static Signal offense(String id, int second, String title, int magnitude) {
    return new Offense(
        header(id, Format.QRADAR_OFFENSE, second, title, Severity.ofTenths(magnitude)),
        12,
        "OPEN",
        magnitude,
        7,
        8,
        6,
        3,
        "198.51.100.23",
        START,
        41,
        List.of(),
        null);
  }

  private static SignalHeader header(
      String id, Format format, int second, String title, Severity severity) {
    return SignalHeader.builder(id, format, new SourceRef("input.json", 0), Raw.EMPTY)
        .time(START.plusSeconds(second))
        .title(title)
        .severity(severity)
        .account("111122223333")
        .observable(ObservableKind.IP, "198.51.100.23", Role.SOURCE)
        .observable(ObservableKind.USER, "deploy-bot", Role.ACTOR)
        .build();
  }

  /** An incident that began on premises and went on in the cloud. */
  static Incident crossing() {
    List<Signal> signals =
        List.of(
            offense("o1", 0, "Password spraying against VPN gateway vpn-01.example.com", 6),
            offense("o2", 640, "Successful logon after many failures: deploy-bot", 8),
            finding("f1", 1_900, "Console login of deploy-bot from an unusual network", "MEDIUM"),
            call(2_031, "ListUsers"),
            call(2_044, "GetAccountAuthorizationDetails"),
            call(2_180, "CreateAccessKey for backup-admin"),
            finding("f2", 2_400, "Persistence:IAMUser/AnomalousBehavior on backup-admin", "HIGH"),
            offense("o3", 3_100, "Workstation ws-114 talks to a known command server", 7),
            finding(
                "f3", 4_020, "S3 object reads from bucket example-payroll at unusual rate", "HIGH"),
            finding("f4", 4_400, "Exfiltration:S3/AnomalousBehavior", "CRITICAL"));
    return new Incident(
        "inc-7f3a90c2",
        signals,
        List.of(
            new Link("o1", "o2", "same user deploy-bot within 11 minutes", 0.7),
            new Link("o2", "f1", "identity deploy-bot is the same person on both sides", 0.95),
            new Link("o1", "f1", "same address 198.51.100.23", 0.8),
            new Link("f1", "call-2031", "same session", 0.6),
            new Link("call-2031", "call-2044", "same session", 0.4),
            new Link("call-2180", "f2", "the access key it made", 0.9),
            new Link("f1", "f2", "same principal within an hour", 0.55),
            new Link("f2", "f4", "same access key", 0.85),
            new Link("f3", "f4", "same bucket", 0.75),
            new Link("o3", "f4", "address 203.0.113.77 in both", 0.5)),
        List.of(
            Tactic.INITIAL_ACCESS,
            Tactic.PERSISTENCE,
            Tactic.CREDENTIAL_ACCESS,
            Tactic.DISCOVERY,
            Tactic.EXFILTRATION),
        Map.of(
            "o1", Tactic.CREDENTIAL_ACCESS,
            "f1", Tactic.INITIAL_ACCESS,
            "call-2031", Tactic.DISCOVERY,
            "f2", Tactic.PERSISTENCE,
            "f4", Tactic.EXFILTRATION),
        Set.of("f1", "f3"),
        Map.of("call-2180", 0.5),
        List.of(sprayed(signals)),
        0);
  }

  private static PatternMatch sprayed(List<Signal> signals) {
    return new PatternMatch(
        new SignalPattern(
            "spray-then-console",
            "Password spray on premises, then a console log-in",
            "",
            SignalPattern.Level.HIGH,
            List.of("attack.initial-access", "attack.t1110.003")),
        List.of(
            new PatternMatch.Step("Many log-ins failed", List.of(signals.get(0))),
            new PatternMatch.Step("Console log-in", List.of(signals.get(2), call(9_999, "Gone")))),
        Map.of("actor.user", "deploy-bot"));
  }

  static Incident busy(int size) {
    List<Signal> signals = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      signals.add(
          i % 3 == 0
              ? offense("s" + i, i * 40, "Port scan of 192.0.2." + i % 250, i % 11)
              : finding("s" + i, i * 40, "Recon:EC2/PortProbeUnprotectedPort", "LOW"));
      if (i > 0) {
        links.add(new Link("s" + i / 2, "s" + i, "same target 192.0.2." + i % 250, i % 10 / 10.0));
      }
    }
    return new Incident(
        "inc-busy", signals, links, List.of(Tactic.RECONNAISSANCE), Map.of(), Set.of(), Map.of());
  }

  static Assessment assessment(Disposition disposition, int... points) {
    List<String> reasons =
        List.of(
            "worst signal is critical",
            "5 tactics seen, in the order of the matrix",
            "seen in the cloud and on premises",
            "bucket example-payroll holds personal data and is tagged prod",
            "deploy-bot works from this network on some days",
            "one producer known for false alarms");
    List<String> names =
        List.of(
            "severity",
            "stages",
            "cross_environment",
            "criticality",
            "known_good",
            "producer_record");
    List<Contribution> contributions = new ArrayList<>();
    int sum = 0;
    for (int i = 0; i < points.length; i++) {
      contributions.add(new Contribution(names.get(i % 6), points[i], reasons.get(i % 6)));
      sum += points[i];
    }
    return new Assessment(
        sum,
        0.78,
        contributions,
        "Five stages across both environments against a bucket with personal data; what speaks"
            + " against it is weak.",
        disposition,
        "soc-tier2",
        List.of(
            "Who owns bucket example-payroll: the inventory did not answer.",
            "Whether 203.0.113.77 is on a threat list: no list was given."),
        "weighted/1");
  }

  static ProposedAction action(String title) {
    return new ProposedAction(
        "inc-7f3a90c2",
        "deactivate-access-key",
        title,
        "Example-DeactivateAccessKey",
        "111122223333",
        "eu-central-1",
        new TreeMap<>(
            Map.of(
                "AccessKeyId", List.of("AKIAEXAMPLE0000001"), "UserName", List.of("backup-admin"))),
        "",
        "Programs that use this key stop working at once.",
        true,
        "Set the key active again with the same runbook, Status=Active.",
        List.of("backup-admin"));
  }

  /** Cases of every disposition, some long. */
  public static List<Case> cases(Decision first) {
    List<Case.Step> plan =
        List.of(
            new Case.Step(action("Deactivate the access key of backup-admin"), first),
            new Case.Step(
                action("Deny all access to bucket example-payroll"),
                new Decision.Denied(
                    List.of(
                        "The target is tagged prod and needs two approvals; there is none.",
                        "The policy permits this runbook only between 08:00 and 18:00."))));
    Observable user = new Observable(ObservableKind.USER, "deploy-bot", Role.ACTOR);
    List<Enrichment> facts =
        List.of(
            new Enrichment(
                user, Enrichment.Fact.PRIVILEGE, "service", true, "inventory.csv", START),
            new Enrichment(
                user, Enrichment.Fact.OWNER, "no row for it", false, "inventory.csv", START));
    String summary =
        "Passwords were sprayed against the VPN, deploy-bot logged on, and 21 minutes later the"
            + " same identity made an access key for backup-admin and read from"
            + " example-payroll.\nThe last signal is four minutes old when this was written.";
    List<Case> cases = new ArrayList<>();
    cases.add(
        new Case(
            crossing(),
            facts,
            assessment(Disposition.ESCALATE, 3600, 2250, 1500, 1875, -650, -325),
            "From VPN password spraying to payroll data: deploy-bot",
            summary,
            plan));
    cases.add(
        new Case(
            busy(260),
            List.of(),
            assessment(Disposition.QUEUE, 2100, 1000, 1240),
            "Port scans of public addresses",
            "260 signals in three hours.",
            List.of()));
    for (int i = 0; i < 6; i++) {
      cases.add(
          new Case(
              new Incident(
                  "inc-small-" + i,
                  List.of(finding("x" + i, 9_000 + i, "Policy:S3/BucketPublicAccess", "LOW")),
                  List.of(),
                  i % 2 == 0 ? List.of() : List.of(Tactic.DEFENSE_EVASION),
                  Map.of(),
                  Set.of(),
                  Map.of()),
              List.of(),
              assessment(i < 3 ? Disposition.QUEUE : Disposition.SUPPRESS, 3000, -i * 450),
              "Public access block removed from bucket example-web-assets-" + i,
              "One finding.",
              List.of()));
    }
    return cases;
  }

  static ReportFacts facts() {
    return new ReportFacts(
        Instant.parse("2026-03-14T10:10:00Z"),
        184_211,
        37,
        412,
        "QRadar was read from a file; events behind its offenses were not.");
  }
}
