// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.baseline.Baseline;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import io.qraws.correlation.pattern.PatternCatalog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows a baseline the signals day by day, and has it learn each day but for its incidents. */
final class BaselineDays {
  private final Baseline baseline;
  private final PatternCatalog patterns;

  BaselineDays(Baseline baseline, PatternCatalog patterns) {
    this.baseline = baseline;
    this.patterns = patterns;
  }

  /**
   * What there is to judge: the signals, and behind each the anomaly that it is.
   *
   * @param signals in any order
   * @param now days that are over by then are learned; the last one stays open until then
   */
  List<Signal> observe(List<Signal> signals, Instant now) {
    Map<Instant, List<Signal>> days =
        signals.stream()
            .collect(
                Collectors.groupingBy(
                    signal -> signal.time().truncatedTo(ChronoUnit.DAYS),
                    TreeMap::new,
                    Collectors.toList()));
    List<Signal> all = new ArrayList<>();
    days.forEach(
        (start, day) -> {
          Instant end = start.plus(1, ChronoUnit.DAYS);
          List<Signal> seen = observe(day);
          List<Incident> incidents =
              IncidentCorrelator.builder().patterns(patterns).build().correlate(seen, end);
          baseline.learn(
              end.isBefore(now) ? end : now,
              incidents.stream().flatMap(incident -> incident.signals().stream()).toList());
          all.addAll(seen);
        });
    return all;
  }

  private List<Signal> observe(List<Signal> day) {
    List<Signal> seen = new ArrayList<>();
    day.stream()
        .sorted(Comparator.comparing(Signal::time))
        .forEach(
            signal -> {
              seen.add(signal);
              baseline.observe(signal).ifPresent(seen::add);
            });
    return seen;
  }
}
