// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import io.qraws.scoring.Assessment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the playbooks that fit an incident and binds their parameters.
 *
 * <p>A value is bound only from a typed observable of a signal that the playbook fits, if the whole
 * value matches the playbook's pattern, or from the planner's settings. Immutable, and safe for use
 * by many threads.
 */
public final class Planner {
  private static final int MAX_ACTIONS = 5;

  private final PlaybookCatalog catalog;
  private final Map<String, String> settings;

  /** An action with what it is ranked by. */
  private record Ranked(ProposedAction action, Playbook playbook, int fit, boolean found) {}

  /**
   * Makes a planner.
   *
   * @param catalog the playbooks
   * @param settings what only the caller knows, by name: {@code AutomationAssumeRole}, {@code
   *     BackupS3BucketName} and the like, as the playbooks' {@code ${setting.NAME}} ask for
   */
  public Planner(PlaybookCatalog catalog, Map<String, String> settings) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.settings = Map.copyOf(settings);
  }

  /**
   * Proposes up to five actions, best first: those that are wholly bound, fit most closely, can be
   * undone, contain rather than mend, and hit least.
   *
   * @param incident what is answered; one with a sample finding has no plan, and a finding that is
   *     not active leads to none
   * @param assessment how it was judged
   * @param enrichments what is known about its observables, told in the impact
   */
  public List<ProposedAction> plan(
      Incident incident, Assessment assessment, List<Enrichment> enrichments) {
    requireNonNull(assessment, "assessment");
    for (Signal signal : incident.signals()) {
      if (signal instanceof Finding finding && finding.sample()) {
        return List.of();
      }
    }
    // One action for each playbook and value, the closest fit among the signals that show it.
    Map<String, Ranked> best = new LinkedHashMap<>();
    for (Playbook playbook : catalog.playbooks()) {
      for (Signal signal : incident.signals()) {
        for (Ranked ranked : bind(playbook, incident, signal, enrichments)) {
          String key = playbook.id() + '\n' + ranked.action().parameters();
          best.merge(key, ranked, (a, b) -> b.fit() > a.fit() ? b : a);
        }
      }
    }
    List<Ranked> all = new ArrayList<>(best.values());
    if (all.stream().anyMatch(Ranked::found)) {
      all.removeIf(ranked -> !ranked.found());
    }
    all.sort(
        Comparator.comparing((Ranked ranked) -> !ranked.action().unbound().isEmpty())
            .thenComparing(Comparator.comparingInt(Ranked::fit).reversed())
            .thenComparing(ranked -> !ranked.playbook().reversible())
            .thenComparing(ranked -> ranked.playbook().phase())
            .thenComparing(ranked -> ranked.playbook().blastRadius())
            .thenComparing(ranked -> ranked.playbook().id())
            .thenComparing(ranked -> ranked.action().parameters().toString()));
    return all.stream().limit(MAX_ACTIONS).map(Ranked::action).toList();
  }

  private List<Ranked> bind(
      Playbook playbook, Incident incident, Signal signal, List<Enrichment> enrichments) {
    int fit = fit(playbook, signal, incident.tactics().get(signal.id()));
    if (fit == 0) {
      return List.of();
    }
    List<Ranked> bound = new ArrayList<>();
    boolean attacked = false;
    for (Observable observable : signal.observables()) {
      if (observable.kind() != playbook.kind()) {
        continue;
      }
      if (!playsThePart(playbook, signal, observable)) {
        attacked = true;
        continue;
      }
      if (Binding.isSafe(observable.value())
          && playbook.pattern().matcher(observable.value()).matches()) {
        ProposedAction action =
            Binding.bind(playbook, incident.id(), signal, observable, settings, enrichments);
        bound.add(new Ranked(action, playbook, fit, true));
      }
    }
    // An attacked resource is left alone; that nothing was found is worth telling only where a
    // producer's own judgement asked for it.
    if (bound.isEmpty() && !attacked && fit >= 3) {
      bound.add(new Ranked(Binding.none(playbook, incident.id(), signal), playbook, fit, false));
    }
    return bound;
  }

  /** 3 for a finding's type or control, 2 for an operation, 1 for a tactic, 0 for no fit. */
  private static int fit(
      Playbook playbook, Signal signal, @org.jspecify.annotations.Nullable Tactic tactic) {
    if (signal instanceof Finding finding) {
      if (finding.state() != Finding.State.ACTIVE) {
        return 0;
      }
      String control = finding.control();
      if ((control != null && playbook.controls().contains(control))
          || finding.types().stream().anyMatch(type -> fitsType(playbook, type))) {
        return 3;
      }
    }
    if (signal instanceof ApiCall call) {
      if (call.errorCode() != null) {
        return 0;
      }
      if (playbook.operations().contains(call.operation())) {
        return 2;
      }
    }
    return tactic != null && playbook.tactics().contains(tactic) ? 1 : 0;
  }

  /**
   * Whether a type begins with one of the playbook's prefixes. Security Hub writes GuardDuty's
   * {@code Backdoor:EC2/C&CActivity.B} as {@code TTPs/Command and
   * Control/Backdoor:EC2-C&CActivity.B}.
   */
  private static boolean fitsType(Playbook playbook, String type) {
    String last = type.substring(type.lastIndexOf('/') + 1);
    return playbook.types().stream()
        .anyMatch(
            prefix ->
                type.startsWith(prefix)
                    || type.contains("/" + prefix)
                    || (prefix.contains(":") && last.startsWith(prefix.replace('/', '-'))));
  }

  /**
   * Whether a resource may be acted upon. GuardDuty's types read the same for attacker and victim;
   * only the role tells them apart, so an instance under SSHBruteForce is not contained for it.
   */
  private static boolean playsThePart(Playbook playbook, Signal signal, Observable observable) {
    if (playbook.kind() == ObservableKind.PRINCIPAL && signal instanceof ApiCall) {
      return observable.role() == Role.ACTOR;
    }
    if (!playbook.onlyActor()) {
      return true;
    }
    String told =
        signal instanceof Finding finding
            ? finding.attributes().getOrDefault(Finding.Attributes.RESOURCE_ROLE, "")
            : "";
    return switch (told) {
      case "ACTOR" -> true;
      case "TARGET" -> false;
      default -> observable.role() == Role.ACTOR;
    };
  }
}
