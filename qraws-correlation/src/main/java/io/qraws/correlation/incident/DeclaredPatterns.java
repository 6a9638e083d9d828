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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What matches of declared patterns say of the signals in a round that are in no closed incident.
 */
final class DeclaredPatterns {
  private record Open(PatternMatch match, List<Signal> signals) {}

  private final List<PatternMatch> all;
  private final List<Open> matches = new ArrayList<>();
  private final Map<String, Tactic> tactics = new HashMap<>();

  /** What may relate a part of a match to others: what its whole step shows. */
  private final Map<String, Set<LinkKey>> parts = new HashMap<>();

  /**
   * Takes the matches whose level says that they are worth a look.
   *
   * @param keys under which a signal is compared
   */
  DeclaredPatterns(
      List<PatternMatch> matches, Predicate<Signal> open, Function<Signal, Set<LinkKey>> keys) {
    all = List.copyOf(matches);
    for (PatternMatch match : matches) {
      List<Signal> signals = match.signals().stream().filter(open).toList();
      if (match.pattern().level().compareTo(Level.MEDIUM) >= 0 && !signals.isEmpty()) {
        this.matches.add(new Open(match, signals));
        match.pattern().tactics().stream()
            .flatMap(name -> named(name).stream())
            .findFirst()
            .ifPresent(tactic -> signals.forEach(s -> tactics.putIfAbsent(s.key(), tactic)));
        for (PatternMatch.Step step : match.steps()) {
          Set<LinkKey> shown = new LinkedHashSet<>(keys.apply(step.signals().get(0)));
          step.signals().forEach(signal -> shown.retainAll(keys.apply(signal)));
          step.signals().stream()
              .filter(open)
              .map(Signal::key)
              .forEach(key -> parts.computeIfAbsent(key, k -> new HashSet<>(4)).addAll(shown));
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

  /** Whether it is part of a match that is worth an incident: of level medium or higher. */
  boolean holds(Signal signal) {
    return parts.containsKey(signal.key());
  }

  /**
   * Whether a signal that is a judgement by its pattern alone is related to others by one of these:
   * only by what all signals of its step show, or each of many users whose password was tried would
   * lead to whatever else is about that user.
   */
  boolean relates(Signal signal, List<LinkKey> keys) {
    Set<LinkKey> shown = parts.getOrDefault(signal.key(), Set.of());
    return keys.stream().anyMatch(shown::contains);
  }

  /** The first tactic that a pattern of the signal is tagged with. */
  Optional<Tactic> tactic(Signal signal) {
    return Optional.ofNullable(tactics.get(signal.key()));
  }

  /** The matches of any level that hold one of these signals, in the order of their ends. */
  List<PatternMatch> among(List<Signal> signals) {
    Set<String> keys = new HashSet<>();
    signals.forEach(signal -> keys.add(signal.key()));
    return all.stream()
        .filter(one -> one.signals().stream().anyMatch(s -> keys.contains(s.key())))
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
    String key = signal.key();
    for (int i = 0; i < match.steps().size(); i++) {
      if (match.steps().get(i).signals().stream().anyMatch(s -> s.key().equals(key))) {
        return i;
      }
    }
    return 0;
  }
}
