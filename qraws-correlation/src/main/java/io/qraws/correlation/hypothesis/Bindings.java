// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of an incident that conditions may take: of each kind the ones that most signals show,
 * at most {@value #MOST}. Immutable.
 */
final class Bindings {
  /** So many values a condition takes at most; more make a query that no one reads. */
  static final int MOST = 20;

  private final Map<Binding, List<String>> values;

  private Bindings(Map<Binding, List<String>> values) {
    this.values = values;
  }

  static Bindings of(Collection<Signal> signals) {
    Map<Binding, Map<String, Integer>> counts = new EnumMap<>(Binding.class);
    for (Signal signal : signals) {
      for (Observable observable : signal.observables()) {
        for (Binding binding : Binding.values()) {
          if (binding.takes(observable)) {
            counts
                .computeIfAbsent(binding, b -> new HashMap<>())
                .merge(observable.value(), 1, Integer::sum);
          }
        }
      }
    }
    Map<Binding, List<String>> values = new EnumMap<>(Binding.class);
    counts.forEach((binding, seen) -> values.put(binding, most(binding, seen)));
    return new Bindings(values);
  }

  private static List<String> most(Binding binding, Map<String, Integer> seen) {
    Set<String> forms = new LinkedHashSet<>();
    seen.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> forms.addAll(binding.forms(entry.getKey())));
    return forms.stream().limit(MOST).toList();
  }

  /** The values, most often shown first; none if the incident shows none. */
  List<String> values(Binding binding) {
    return values.getOrDefault(binding, List.of());
  }
}
