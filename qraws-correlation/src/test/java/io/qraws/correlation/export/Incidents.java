// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.export;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Incidents for tests. */
final class Incidents {
  static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  private Incidents() {}

  /** A log-in from outside, a key that is made, a bucket that is read. */
  static Incident takenKey() {
    SignalHeader first =
        header(
                "offense:7",
                Format.QRADAR_OFFENSE,
                0,
                "Log-in from \"afar\" <b>",
                Severity.ofTenths(5))
            .observable(ObservableKind.IP, "203.0.113.9", Role.SOURCE)
            .build();
    SignalHeader second =
        header("c1", Format.CLOUDTRAIL, 10, "CreateAccessKey on iam", Severity.NONE)
            .observable(ObservableKind.IP, "203.0.113.9", Role.SOURCE)
            .observable(ObservableKind.USER, "svc", Role.ACTOR)
            .build();
    SignalHeader third =
        header("f2", Format.GUARDDUTY, 20, "Objects were read", Severity.ofTenths(8))
            .observable(ObservableKind.RESOURCE, "corp-plans", Role.TARGET)
            .build();
    return new Incident(
        "inc-1",
        List.of(
            new Offense(first, 7, "OPEN", 7, 5, 5, 7, 0, "203.0.113.9", NINE, 10, List.of(), null),
            new ApiCall(
                second, "iam", "CreateAccessKey", false, null, "IAMUser", "", null, Map.of()),
            finding(third)),
        List.of(new Link("offense:7", "c1", "both show address 203.0.113.9", 0.85)),
        List.of(Tactic.INITIAL_ACCESS, Tactic.PERSISTENCE, Tactic.EXFILTRATION),
        Map.of(
            "offense:7", Tactic.INITIAL_ACCESS,
            "c1", Tactic.PERSISTENCE,
            "f2", Tactic.EXFILTRATION),
        Set.of(),
        Map.of());
  }

  static Incident with(Incident incident, List<Link> links) {
    return new Incident(
        incident.id(),
        incident.signals(),
        links,
        incident.stages(),
        incident.tactics(),
        incident.novel(),
        incident.salience());
  }

  static Incident withoutStages() {
    SignalHeader header =
        header("f1", Format.ASFF, 0, "A control failed", Severity.UNKNOWN)
            .observable(ObservableKind.ACCOUNT, "111122223333", Role.TARGET)
            .build();
    return new Incident(
        "inc-2", List.of(finding(header)), List.of(), List.of(), Map.of(), Set.of(), Map.of());
  }

  private static Finding finding(SignalHeader header) {
    return new Finding(
        header,
        "GuardDuty",
        "",
        Finding.State.ACTIVE,
        false,
        header.time(),
        null,
        List.of(),
        Map.of(),
        Map.of());
  }

  private static SignalHeader.Builder header(
      String id, Format format, int minute, String title, Severity severity) {
    return SignalHeader.builder(id, format, new SourceRef("sample", 0), Raw.of(id))
        .time(NINE.plusSeconds(60L * minute))
        .title(title)
        .severity(severity);
  }
}
