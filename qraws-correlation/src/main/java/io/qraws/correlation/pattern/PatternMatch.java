// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Signal;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * That signals match a declared pattern.
 *
 * @param pattern which
 * @param steps its steps in order, one at least; a threshold is one step with all that was counted
 * @param shared what the signals share, by the name in {@code group-by}: names folded as for
 *     comparing, text from outside
 */
public record PatternMatch(SignalPattern pattern, List<Step> steps, Map<String, String> shared) {
  private static final Comparator<Signal> BY_TIME =
      Comparator.comparing(Signal::time).thenComparing(Signal::kind).thenComparing(Signal::id);

  /** Copies the collections and refuses a match without a step. */
  public PatternMatch {
    requireNonNull(pattern, "pattern");
    steps = List.copyOf(steps);
    shared = Collections.unmodifiableMap(new LinkedHashMap<>(shared));
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a match needs a step");
    }
  }

  /**
   * What matched one step.
   *
   * @param title the title of the step's rule
   * @param signals one at least, in order of time
   */
  public record Step(String title, List<Signal> signals) {
    /** Copies the list and refuses a step without a signal. */
    public Step {
      requireNonNull(title, "title");
      signals = List.copyOf(signals);
      if (signals.isEmpty()) {
        throw new IllegalArgumentException("a step needs a signal");
      }
    }
  }

  /** All of its signals in order of time, each once. */
  public List<Signal> signals() {
    return ordered(steps.stream().flatMap(step -> step.signals().stream()).toList());
  }

  /** These in order of time, each once. */
  static List<Signal> ordered(List<Signal> signals) {
    Map<String, Signal> distinct = new LinkedHashMap<>();
    signals.forEach(signal -> distinct.put(signal.key(), signal));
    return distinct.values().stream().sorted(BY_TIME).toList();
  }

  /** When the earliest of its signals happened. */
  public Instant first() {
    return signals().get(0).time();
  }

  /** When the signal happened that completed it. */
  public Instant last() {
    List<Signal> all = signals();
    return all.get(all.size() - 1).time();
  }
}
