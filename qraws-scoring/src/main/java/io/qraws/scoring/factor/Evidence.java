// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An incident and its enrichments, arranged for the factors. */
final class Evidence {
  private static final Comparator<Enrichment> ORDER =
      Comparator.comparing((Enrichment e) -> e.observable().kind())
          .thenComparing(e -> e.observable().value())
          .thenComparing(e -> e.observable().role())
          .thenComparing(Enrichment::fact)
          .thenComparing(Enrichment::value)
          .thenComparing(Enrichment::provider);

  private final Incident incident;
  private final List<Signal> signals;
  private final List<Enrichment> enrichments;
  private final Map<String, List<Enrichment>> byValue = new HashMap<>();
  private final Map<Observable, List<Signal>> byObservable = new HashMap<>();
  private final List<Observable> targets;
  private final Map<String, Double> shares = new HashMap<>();

  Evidence(Incident incident, List<Enrichment> enrichments) {
    this.incident = incident;
    this.signals =
        incident.signals().stream().filter(signal -> Standing.of(signal).evidence()).toList();
    // Sorted, since providers answer in any order and the judgement must not depend on it.
    this.enrichments = enrichments.stream().sorted(ORDER).toList();
    for (Enrichment enrichment : this.enrichments) {
      byValue
          .computeIfAbsent(key(enrichment.observable()), key -> new ArrayList<>())
          .add(enrichment);
    }
    for (Signal signal : signals) {
      for (Observable observable : signal.observables()) {
        byObservable.computeIfAbsent(observable, o -> new ArrayList<>()).add(signal);
      }
    }
    this.targets = targetsOf(incident);
    for (Signal signal : signals) {
      double share = share(signal);
      signal.observables().forEach(o -> shares.merge(key(o), share, Math::max));
      if (signal.account() != null) {
        shares.merge(key(ObservableKind.ACCOUNT, signal.account()), share, Math::max);
      }
    }
  }

  Incident incident() {
    return incident;
  }

  /** The signals without samples and passing controls, which say nothing of the world. */
  List<Signal> signals() {
    return signals;
  }

  /**
   * How much of what is known of a signal's asset and actor counts, 0 to 1: all of it from a medium
   * signal on. A critical database makes an attack worse, not a curiosity an attack.
   */
  double share(Signal signal) {
    double own = SeverityFactors.own(signal, incident.tactics().get(signal.id()));
    return Math.min(1, own / SeverityFactors.MEDIUM);
  }

  /** The largest share of the signals that show a value. */
  double share(Observable value) {
    return shares.getOrDefault(key(value), 0.0);
  }

  /** The findings among {@link #signals()}. */
  List<Finding> findings() {
    return signals.stream().filter(Finding.class::isInstance).map(Finding.class::cast).toList();
  }

  /** What it was done to: resources and hosts, or else addresses, or else users. */
  List<Observable> targets() {
    return targets;
  }

  /** The values of a fact, of whatever observable, without duplicates, in a fixed order. */
  List<Enrichment> known(Fact fact) {
    return enrichments.stream().filter(e -> e.known() && e.fact() == fact).toList();
  }

  /** The values of a fact about one value, whichever part it plays. */
  List<String> known(Observable about, Fact fact) {
    return byValue.getOrDefault(key(about), List.of()).stream()
        .filter(e -> e.known() && e.fact() == fact)
        .map(Enrichment::value)
        .toList();
  }

  /** Why a fact about a value is unknown, in words. */
  String whyUnknown(Observable about, Fact fact) {
    return byValue.getOrDefault(key(about), List.of()).stream()
        .filter(e -> !e.known() && (e.fact() == fact || e.fact() == Fact.ANY))
        .map(e -> Text.line(e.provider()) + ": " + Text.line(e.value()))
        .findFirst()
        .orElse("no provider answered");
  }

  /** The signals that show a value as what was acted on. */
  List<Signal> showing(Observable target) {
    return byObservable.getOrDefault(target, List.of());
  }

  private static String key(Observable observable) {
    return key(observable.kind(), observable.value());
  }

  private static String key(ObservableKind kind, String value) {
    return kind + " " + Text.lower(value);
  }

  private static List<Observable> targetsOf(Incident incident) {
    List<Set<ObservableKind>> preferred =
        List.of(
            EnumSet.of(ObservableKind.RESOURCE, ObservableKind.HOST),
            EnumSet.of(ObservableKind.IP),
            EnumSet.of(ObservableKind.USER, ObservableKind.PRINCIPAL));
    for (Set<ObservableKind> kinds : preferred) {
      Map<String, Observable> found = new LinkedHashMap<>();
      for (Observable observable : incident.observables()) {
        boolean actedOn = observable.role() == Role.TARGET;
        boolean reached =
            observable.role() == Role.DESTINATION && observable.kind() != ObservableKind.RESOURCE;
        if (kinds.contains(observable.kind()) && (actedOn || reached)) {
          found.putIfAbsent(key(observable), observable);
        }
      }
      if (!found.isEmpty()) {
        return List.copyOf(found.values());
      }
    }
    return List.of();
  }
}
