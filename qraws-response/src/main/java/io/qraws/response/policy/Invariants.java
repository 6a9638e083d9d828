// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules that hold under every policy; each one that is broken gives an objection. */
final class Invariants {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");

  /* What could end a value inside a runbook's script or name another of its values. */
  private static final Pattern UNSAFE =
      Pattern.compile("\\{\\{|\\}\\}|[\"'`$;|&<>\\\\]|[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private final AutonomyPhase phase;
  private final int minScore;
  private final double minConfidence;
  private final Set<String> denied;

  Invariants(AutonomyPhase phase, int minScore, double minConfidence, Set<String> denied) {
    this.phase = phase;
    this.minScore = minScore;
    this.minConfidence = minConfidence;
    this.denied = denied;
  }

  List<String> objections(ProposedAction action, Incident incident, Assessment assessment) {
    List<String> objections = new ArrayList<>();
    if (phase == AutonomyPhase.OBSERVE || phase == AutonomyPhase.RECOMMEND) {
      objections.add("the phase " + phase.label() + " starts nothing");
    }
    judgeAction(action, objections);
    judgePlace(action, incident, objections);
    judgeEvidence(incident, objections);
    judgeAssessment(assessment, objections);
    return objections;
  }

  private void judgeAction(ProposedAction action, List<String> objections) {
    if (!action.unbound().isBlank()) {
      objections.add("a parameter is not bound: " + action.unbound());
    }
    ForbiddenRunbooks.objection(action.runbook()).ifPresent(objections::add);
    action
        .parameters()
        .forEach(
            (name, values) -> {
              if (values.stream().anyMatch(value -> UNSAFE.matcher(value).find())) {
                objections.add("the parameter " + name + " holds characters that are not allowed");
              }
            });
    Stream.of(
            Stream.of(action.runbook(), action.playbook(), action.account()),
            action.targets().stream(),
            action.parameters().values().stream().flatMap(List::stream))
        .flatMap(values -> values)
        .distinct()
        .filter(this::isDenied)
        .forEach(value -> objections.add(value + " is on the deny list"));
  }

  /** Whether a value is on the deny list, or is an ARN that ends in such a name. */
  private boolean isDenied(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return denied.stream()
        .anyMatch(
            entry ->
                lower.equals(entry)
                    || (lower.startsWith("arn:")
                        && (lower.endsWith("/" + entry) || lower.endsWith(":" + entry))));
  }

  private static void judgePlace(
      ProposedAction action, Incident incident, List<String> objections) {
    if (!action.incidentId().equals(incident.id())) {
      objections.add("the action was proposed for another incident");
    }
    if (!ACCOUNT.matcher(action.account()).matches()) {
      objections.add("the account is unknown");
    } else if (!shows(incident, action.account())) {
      objections.add("the incident does not show the account " + action.account());
    }
    if (!REGION.matcher(action.region()).matches()) {
      objections.add("the region is unknown");
    }
  }

  private static boolean shows(Incident incident, String account) {
    return incident.signals().stream().anyMatch(signal -> account.equals(signal.account()))
        || incident.observables().stream()
            .anyMatch(
                seen ->
                    seen.kind() == ObservableKind.ACCOUNT
                        ? seen.value().equals(account)
                        : seen.value().startsWith("arn:")
                            && seen.value().contains(":" + account + ":"));
  }

  private static void judgeEvidence(Incident incident, List<String> objections) {
    List<Finding> findings = new ArrayList<>();
    boolean openOffense = false;
    for (Signal signal : incident.signals()) {
      if (signal instanceof Finding finding) {
        findings.add(finding);
      } else if (signal instanceof Offense offense && !offense.status().equals("CLOSED")) {
        openOffense = true;
      }
    }
    findings.stream()
        .filter(Finding::sample)
        .forEach(finding -> objections.add("the finding " + finding.id() + " is a sample"));
    if (!findings.isEmpty()
        && !openOffense
        && findings.stream().noneMatch(finding -> finding.state() == Finding.State.ACTIVE)) {
      objections.add("no finding is active: all are suppressed, resolved or archived");
    }
  }

  private void judgeAssessment(Assessment assessment, List<String> objections) {
    if (assessment.score() < minScore * 100) {
      objections.add(
          String.format(
              Locale.ROOT, "the score %.2f is below %d", assessment.score() / 100.0, minScore));
    }
    if (assessment.confidence() < minConfidence) {
      objections.add(
          String.format(
              Locale.ROOT,
              "the confidence %.2f is below %.2f",
              assessment.confidence(),
              minConfidence));
    }
    if (assessment.disposition() == Disposition.SUPPRESS) {
      objections.add("the incident is suppressed");
    }
  }
}
