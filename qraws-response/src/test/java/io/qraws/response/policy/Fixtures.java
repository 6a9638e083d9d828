// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import io.qraws.core.audit.AuditTrail;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Incident;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import io.qraws.scoring.Disposition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Invented incidents, assessments and actions, shared by the tests of this module. */
public final class Fixtures {
  public static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  public static final String ACCOUNT = "111122223333";
  public static final String INSTANCE = "i-0123456789abcdef0";

  /** Permits whatever the invariants let through. */
  public static final String PERMIT_ALL =
      "@id(\"all\") permit(principal, action == QRAWS::Action::\"start\", resource);";

  private Fixtures() {}

  public static Finding finding(
      String type, Finding.State state, boolean sample, String resourceRole, Observable... seen) {
    SignalHeader.Builder header =
        SignalHeader.builder("f-" + type, Format.GUARDDUTY, SourceRef.DERIVED, Raw.EMPTY)
            .time(NOW)
            .severity(Severity.ofTenths(8))
            .account(ACCOUNT)
            .region("eu-central-1")
            .type(type);
    for (Observable each : seen) {
      header.observable(each.kind(), each.value(), each.role());
    }
    return new Finding(
        header.build(),
        "GuardDuty",
        "",
        state,
        sample,
        NOW,
        null,
        List.of(),
        Map.of(),
        Map.of(Finding.Attributes.RESOURCE_ROLE, resourceRole));
  }

  public static Incident incident(Signal... signals) {
    return new Incident(
        "c-1", List.of(signals), List.of(), List.of(), Map.of(), Set.of(), Map.of());
  }

  public static Incident incident() {
    return incident(finding("Backdoor:EC2/C&CActivity.B", Finding.State.ACTIVE, false, "ACTOR"));
  }

  public static Assessment assessment(int points, double confidence) {
    return new Assessment(
        points * 100,
        confidence,
        List.of(new Contribution("severity", points * 100, "high")),
        "",
        Disposition.ESCALATE,
        "soc",
        List.of(),
        "test");
  }

  public static Assessment assessment() {
    return assessment(85, 0.9);
  }

  public static ProposedAction action(String runbook, boolean reversible) {
    return action(runbook, reversible, ACCOUNT, "eu-central-1", INSTANCE, "");
  }

  public static ProposedAction action() {
    return action("AWS-StopEC2Instance", true);
  }

  public static ProposedAction action(
      String runbook,
      boolean reversible,
      String account,
      String region,
      String instance,
      String unbound) {
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    parameters.put("InstanceId", List.of(instance));
    return new ProposedAction(
        "c-1",
        "stop-instance",
        "Stop the instance",
        runbook,
        account,
        region,
        parameters,
        unbound,
        "one instance",
        reversible,
        reversible ? "AWS-StartEC2Instance" : "",
        List.of(instance));
  }

  /** An action that a gate approved, for tests of what comes behind the gate. */
  public static ApprovedAction approved(ProposedAction action) {
    return (ApprovedAction)
        Gate.builder()
            .phase(AutonomyPhase.AUTONOMOUS)
            .cedarPolicy(PERMIT_ALL)
            .clock(CLOCK)
            .auditTrail(new MemoryTrail())
            .build()
            .review(action, incident(), assessment(), java.util.Optional.empty());
  }

  /** Keeps what is appended, or refuses it. */
  public static final class MemoryTrail implements AuditTrail {
    public final List<String> types = new ArrayList<>();
    public final List<Map<String, String>> records = new ArrayList<>();
    public boolean failing;

    @Override
    public String append(String type, Map<String, String> data) {
      if (failing) {
        throw new IllegalStateException("the disk is full");
      }
      types.add(type);
      records.add(data);
      return "0".repeat(64);
    }

    @Override
    public void close() {}
  }
}
