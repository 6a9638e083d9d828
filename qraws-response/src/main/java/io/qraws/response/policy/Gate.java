// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import static java.util.Objects.requireNonNull;

import io.qraws.core.audit.AuditTrail;
import io.qraws.core.enrich.Enrichment;
import io.qraws.correlation.incident.Incident;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.scoring.Assessment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a proposed action may be started; the only place where an {@link ApprovedAction}
 * is made.
 *
 * <p>Every doubt denies, and every objection is told. Rules that no policy can switch off come
 * first: the phase, unbound parameters, sample or settled findings, documents that cannot be undone
 * or run arbitrary code, an unknown account or Region, a low score or confidence, the deny list.
 * Then a Cedar policy must permit it, without any error. Then a person's approval, where the phase
 * asks for one. Last, the decision is in the audit trail before the action is approved.
 *
 * <p>Policies ask about principal {@code QRAWS::"engine"}, action {@code QRAWS::Action::"start"},
 * resource {@code QRAWS::Runbook::"AWS-StopEC2Instance"} and this context: {@code score} (Long, 0
 * to 100), {@code confidence} (Long, percent), {@code playbook}, {@code account}, {@code region},
 * {@code reversible} (Bool), {@code criticality} ({@code LOW} to {@code CRITICAL}, or {@code
 * UNKNOWN}), {@code environment} (lower case, {@code unknown} or {@code mixed}), {@code phase},
 * {@code targets} (Set of String) and {@code disposition}, the last three in lower case but for the
 * targets. An {@code @id} annotation names a policy in the objections:
 *
 * <pre>{@code
 * @id("contain-sandbox")
 * permit(principal == QRAWS::"engine", action == QRAWS::Action::"start", resource)
 * when { context.environment == "sandbox" && context.reversible && context.score >= 80 };
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Gate {
  /** How long an approval holds. */
  private static final Duration APPROVAL_LIFE = Duration.ofMinutes(15);

  /** The longest value in an audit record, in characters. */
  private static final int MAX_AUDITED = 4096;

  private final AutonomyPhase phase;
  private final Invariants invariants;
  private final @Nullable CedarPolicies policies;
  private final String noPolicies;
  private final Clock clock;
  private final @Nullable AuditTrail audit;

  private Gate(Builder builder, @Nullable CedarPolicies policies, String noPolicies) {
    this.phase = builder.phase;
    this.invariants =
        new Invariants(
            builder.phase, builder.minScore, builder.minConfidence, Set.copyOf(builder.denied));
    this.policies = policies;
    this.noPolicies = noPolicies;
    this.clock = builder.clock;
    this.audit = builder.audit;
  }

  /** A builder; as it stands, its gate lets nothing pass. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The hash of all that an action says, for an {@link Approval}: SHA-256 as 64 hex digits.
   *
   * @param action any
   */
  public static String planHash(ProposedAction action) {
    return PlanHash.of(requireNonNull(action, "action"));
  }

  /** Whether there is a way back that is told. */
  static boolean isReversible(ProposedAction action) {
    return action.reversible() && !action.rollback().isBlank();
  }

  /**
   * Decides with nothing known about the targets: their criticality and environment are unknown.
   *
   * @param action what would be started
   * @param incident what it answers
   * @param assessment how the incident was judged
   * @param approval a person's consent, if there is one
   */
  public Decision review(
      ProposedAction action,
      Incident incident,
      Assessment assessment,
      Optional<Approval> approval) {
    return review(action, incident, assessment, List.of(), approval);
  }

  /**
   * Decides.
   *
   * @param action what would be started
   * @param incident what it answers
   * @param assessment how the incident was judged
   * @param enrichments what is known about the targets
   * @param approval a person's consent, if there is one
   * @return an {@link ApprovedAction}, or a {@link Decision.Denied} with every objection
   */
  public Decision review(
      ProposedAction action,
      Incident incident,
      Assessment assessment,
      List<Enrichment> enrichments,
      Optional<Approval> approval) {
    requireNonNull(action, "action");
    requireNonNull(incident, "incident");
    requireNonNull(assessment, "assessment");
    requireNonNull(enrichments, "enrichments");
    requireNonNull(approval, "approval");
    List<String> objections = new ArrayList<>(invariants.objections(action, incident, assessment));
    Set<String> decidedBy = Set.of();
    if (policies == null) {
      objections.add(noPolicies);
    } else {
      CedarPolicies.Answer answer =
          policies.ask(action.runbook(), PolicyContext.of(action, assessment, enrichments, phase));
      objections.addAll(answer.objections());
      decidedBy = answer.policies();
    }
    checkApproval(action, approval, objections);
    record(action, assessment, approval, decidedBy, objections);
    return objections.isEmpty() ? new ApprovedAction(action) : new Decision.Denied(objections);
  }

  private void checkApproval(
      ProposedAction action, Optional<Approval> approval, List<String> objections) {
    boolean needed =
        phase == AutonomyPhase.APPROVE
            || (phase == AutonomyPhase.AUTONOMOUS && !isReversible(action));
    if (!needed) {
      return;
    }
    if (approval.isEmpty()) {
      objections.add(
          phase == AutonomyPhase.APPROVE
              ? "nobody has approved it"
              : "it has no known way back and nobody has approved it");
      return;
    }
    Approval given = approval.get();
    Instant now = clock.instant();
    if (!PlanHash.same(given.planHash(), planHash(action))) {
      objections.add("the approval is for another plan");
    }
    if (given.approver().isBlank()) {
      objections.add("the approval names nobody");
    }
    if (given.time().isAfter(now)) {
      objections.add("the approval lies in the future");
    } else if (given.time().isBefore(now.minus(APPROVAL_LIFE))) {
      objections.add("the approval is older than " + APPROVAL_LIFE.toMinutes() + " minutes");
    }
  }

  /** Records the decision; if that fails, that is an objection. */
  private void record(
      ProposedAction action,
      Assessment assessment,
      Optional<Approval> approval,
      Set<String> decidedBy,
      List<String> objections) {
    if (audit == null) {
      objections.add("there is no audit trail");
      return;
    }
    Map<String, String> data = new TreeMap<>();
    data.put("answer", objections.isEmpty() ? "approved" : "denied");
    data.put("incident", action.incidentId());
    data.put("playbook", action.playbook());
    data.put("runbook", action.runbook());
    data.put("account", action.account());
    data.put("region", action.region());
    data.put("parameters", action.parameters().toString());
    data.put("plan", planHash(action));
    data.put("phase", phase.label());
    data.put("score", Integer.toString(assessment.score()));
    data.put("confidence", Double.toString(assessment.confidence()));
    data.put("policies", String.join(", ", decidedBy));
    data.put("approver", approval.map(Approval::approver).orElse(""));
    data.put("objections", String.join("; ", objections));
    data.replaceAll((name, value) -> clip(value));
    try {
      audit.append("decision", data);
    } catch (RuntimeException e) {
      objections.add("the decision could not be recorded: " + e.getMessage());
    }
  }

  private static String clip(String value) {
    return value.length() <= MAX_AUDITED ? value : value.substring(0, MAX_AUDITED) + "…";
  }

  /** Configures a gate; not safe for several threads. */
  public static final class Builder {
    private AutonomyPhase phase = AutonomyPhase.OBSERVE;
    private int minScore = 70;
    private double minConfidence = 0.6;
    private final Set<String> denied = new HashSet<>();
    private Clock clock = Clock.systemUTC();
    private @Nullable AuditTrail audit;
    private @Nullable CedarPolicies policies;
    private String noPolicies = "no policy permits it";

    private Builder() {}

    /** How much may pass. Default: {@link AutonomyPhase#OBSERVE}, nothing. */
    public Builder phase(AutonomyPhase phase) {
      this.phase = requireNonNull(phase, "phase");
      return this;
    }

    /**
     * The Cedar policies that permit or forbid, replacing earlier ones. Default: none, so nothing
     * is permitted. Where Cedar's native library cannot be loaded, nothing is permitted either.
     *
     * @param text in Cedar's own language; templates are refused
     * @throws IllegalArgumentException if the text cannot be parsed or does not fit the schema, or
     *     Cedar warns of it; the message names the problem
     */
    public Builder cedarPolicy(String text) {
      requireNonNull(text, "text");
      try {
        policies = CedarPolicies.parse(text);
      } catch (LinkageError e) {
        policies = null;
        noPolicies = "no policy permits it: Cedar's native library cannot be loaded";
      }
      return this;
    }

    /**
     * Values that nothing is ever done to: targets, parameter values, accounts, runbooks or
     * playbooks; letter case does not matter, and a name also stands for each ARN that ends in it.
     * Adds to earlier ones. Default: none.
     *
     * @throws IllegalArgumentException if one is blank
     */
    public Builder deny(Collection<String> values) {
      for (String value : values) {
        if (value.isBlank()) {
          throw new IllegalArgumentException("a value to deny is blank");
        }
        denied.add(value.strip().toLowerCase(Locale.ROOT));
      }
      return this;
    }

    /**
     * The least score, in points, 0 to 100. Default: 70.
     *
     * @throws IllegalArgumentException if it is outside
     */
    public Builder minScore(int minScore) {
      if (minScore < 0 || minScore > 100) {
        throw new IllegalArgumentException("minScore must be 0 to 100: " + minScore);
      }
      this.minScore = minScore;
      return this;
    }

    /**
     * The least confidence, 0 to 1. Default: 0.6.
     *
     * @throws IllegalArgumentException if it is outside
     */
    public Builder minConfidence(double minConfidence) {
      if (!(minConfidence >= 0 && minConfidence <= 1)) {
        throw new IllegalArgumentException("minConfidence must be 0 to 1: " + minConfidence);
      }
      this.minConfidence = minConfidence;
      return this;
    }

    /** Tells whether an approval is fresh. Default: the system's clock. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Where decisions are recorded; the caller closes it. Default: none, so nothing passes. */
    public Builder auditTrail(AuditTrail audit) {
      this.audit = requireNonNull(audit, "audit");
      return this;
    }

    /** Replaces the policies; how tests put a failing engine in. */
    Builder policies(CedarPolicies replacement) {
      this.policies = replacement;
      return this;
    }

    /** Makes the gate. */
    public Gate build() {
      return new Gate(this, policies, noPolicies);
    }
  }
}
