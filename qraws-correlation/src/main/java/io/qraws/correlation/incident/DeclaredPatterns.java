// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What matches of declared patterns say of the signals in a round that are in no closed incident.
 */
final class DeclaredPatterns {
  private record Open(PatternMatch match, List<Signal> signals) {}

  private final List<Open> matches = new ArrayList<>();
  private final Set<String> parts = new HashSet<>();
  private final Set<String> alarming = new HashSet<>();
  private final Map<String, Tactic> tactics = new HashMap<>();

  /** What the counted signals of a match share: all that relates them to others. */
  private final Map<String, Set<String>> shared = new HashMap<>();

  /** Signals that are steps by themselves. */
  private final Set<String> steps = new HashSet<>();

  DeclaredPatterns(List<PatternMatch> matches, Predicate<Signal> open) {
    for (PatternMatch match : matches) {
      Level level = match.pattern().level();
      List<Signal> signals = match.signals().stream().filter(open).toList();
      if (level != Level.INFORMATIONAL && !signals.isEmpty()) {
        this.matches.add(new Open(match, signals));
        Optional<Tactic> tactic =
            match.pattern().tactics().stream().flatMap(name -> named(name).stream()).findFirst();
        for (Signal signal : signals) {
          String key = IncidentIds.key(signal);
          parts.add(key);
          if (level != Level.LOW) {
            alarming.add(key);
          }
          tactic.ifPresent(one -> tactics.putIfAbsent(key, one));
          shared.computeIfAbsent(key, k -> new HashSet<>(4)).addAll(match.shared().values());
        }
        for (PatternMatch.Step step : match.steps()) {
          if (step.signals().size() == 1) {
            steps.add(IncidentIds.key(step.signals().get(0)));
          }
        }
      }
    }
  }

  private static Optional<Tactic> named(String name) {
    for (Tactic tactic : Tactic.values()) {
      if (tactic.title().replace(' ', '-').equalsIgnoreCase(name)) {
        return Optional.of(tactic);
      }
    }
    return Optional.empty();
  }

  /** Whether it is part of a match that relates signals: of any level but informational. */
  boolean holds(Signal signal) {
    return parts.contains(IncidentIds.key(signal));
  }

  /**
   * Whether a signal that is a judgement by its pattern alone may be related to others by these:
   * one of many that were counted by what they all share alone, or each user whose password was
   * tried would lead to whatever else is about that user.
   */
  boolean relates(Signal signal, List<LinkKey> keys) {
    String key = IncidentIds.key(signal);
    Set<String> values = shared.getOrDefault(key, Set.of());
    return steps.contains(key) || keys.stream().anyMatch(one -> values.contains(one.value()));
  }

  /** Whether it is part of a match that is worth an incident: of level medium or higher. */
  boolean alarms(Signal signal) {
    return alarming.contains(IncidentIds.key(signal));
  }

  /** The first tactic that a pattern of the signal is tagged with. */
  Optional<Tactic> tactic(Signal signal) {
    return Optional.ofNullable(tactics.get(IncidentIds.key(signal)));
  }

  /** The matches that hold one of these signals, in the order in which they were found. */
  List<PatternMatch> among(List<Signal> signals) {
    Set<String> keys = new HashSet<>();
    signals.forEach(signal -> keys.add(IncidentIds.key(signal)));
    return matches.stream()
        .filter(one -> one.signals.stream().anyMatch(s -> keys.contains(IncidentIds.key(s))))
        .map(Open::match)
        .toList();
  }

  /**
   * Two signals that follow each other in a match.
   *
   * @param reason why they belong together
   */
  record Pair(Signal a, Signal b, String reason) {}

  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (Open one : matches) {
      for (int i = 1; i < one.signals.size(); i++) {
        Signal a = one.signals.get(i - 1);
        Signal b = one.signals.get(i);
        pairs.add(new Pair(a, b, reason(one.match, a, b)));
      }
    }
    return pairs;
  }

  private static String reason(PatternMatch match, Signal a, Signal b) {
    StringBuilder reason = new StringBuilder("pattern '");
    reason.append(match.pattern().title()).append("': ");
    int first = step(match, a);
    int second = step(match, b);
    if (first == second) {
      reason.append("both in ").append(step(match, first));
    } else {
      reason.append(step(match, first)).append(", then ").append(step(match, second));
    }
    Set<String> shared = new LinkedHashSet<>();
    match.shared().forEach((name, value) -> shared.add(name + ' ' + value));
    return reason
        .append(shared.isEmpty() ? "" : "; both with " + String.join(", ", shared))
        .toString();
  }

  private static String step(PatternMatch match, int step) {
    return "step "
        + (step + 1)
        + " of "
        + match.steps().size()
        + " ("
        + match.steps().get(step).title()
        + ')';
  }

  private static int step(PatternMatch match, Signal signal) {
    String key = IncidentIds.key(signal);
    for (int i = 0; i < match.steps().size(); i++) {
      if (match.steps().get(i).signals().stream().anyMatch(s -> IncidentIds.key(s).equals(key))) {
        return i;
      }
    }
    return 0;
  }
}
