// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.triage;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Role;
import io.qraws.correlation.incident.Incident;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the owner of the most critical target. */
final class Owners {
  private static final int MAX_LENGTH = 80;

  private Owners() {}

  static Optional<String> of(Incident incident, List<Enrichment> enrichments) {
    Set<Observable> shown = incident.observables();
    Map<String, Integer> criticality = new HashMap<>();
    enrichments.stream()
        .filter(e -> e.known() && e.fact() == Fact.CRITICALITY)
        .forEach(e -> criticality.merge(key(e.observable()), level(e.value()), Math::max));
    return enrichments.stream()
        .filter(e -> e.known() && e.fact() == Fact.OWNER && !clean(e.value()).isEmpty())
        .filter(e -> actedOn(e.observable()) && shown.contains(e.observable()))
        .min(
            Comparator.comparingInt(
                    (Enrichment e) -> -criticality.getOrDefault(key(e.observable()), 0))
                .thenComparing(e -> e.observable().kind())
                .thenComparing(e -> e.observable().value())
                .thenComparing(Enrichment::value))
        .map(e -> clean(e.value()));
  }

  /** The owner of where an attack came from answers for nothing that was attacked. */
  private static boolean actedOn(Observable observable) {
    return observable.role() == Role.TARGET || observable.role() == Role.DESTINATION;
  }

  private static String key(Observable observable) {
    return observable.kind() + " " + observable.value().toLowerCase(Locale.ROOT);
  }

  private static int level(String value) {
    return switch (value.strip().toUpperCase(Locale.ROOT)) {
      case "CRITICAL" -> 4;
      case "HIGH" -> 3;
      case "MEDIUM" -> 2;
      case "LOW" -> 1;
      default -> 0;
    };
  }

  private static String clean(String owner) {
    String line = owner.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").strip();
    return line.codePointCount(0, line.length()) <= MAX_LENGTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH)).strip();
  }
}
