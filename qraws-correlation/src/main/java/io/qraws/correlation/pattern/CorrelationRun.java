// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.pattern.Correlation.Form;
import io.qraws.correlation.pattern.Correlation.Input;
import io.qraws.correlation.pattern.Correlation.Join;
import io.qraws.correlation.pattern.GroupState.Arrival;
import io.qraws.correlation.pattern.PatternMatch.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One correlation at work: its groups, those that were looked at longest ago first.
 *
 * <p>Not safe for several threads.
 */
final class CorrelationRun {
  /** An item with more combinations of shared values than this is followed under the first. */
  private static final int MOST_GROUPS = 16;

  private static final Comparator<Arrival> BY_SIGNAL =
      Comparator.<Arrival, Signal>comparing(
          arrival -> arrival.item().last(),
          Comparator.comparing(Signal::kind).thenComparing(Signal::id));

  private final Correlation rule;
  private final int most;
  private final Map<String, GroupState> groups = new LinkedHashMap<>(16, 0.75f, true);
  private long held;
  private long forgotten;
  private long crowded;

  /** Holds at most so many items and groups. */
  CorrelationRun(Correlation rule, int most) {
    this.rule = rule;
    this.most = most;
  }

  /** That it matched: for whoever reads it, and for another correlation. */
  record Found(PatternMatch match, Item item) {}

  /** Whether one of these is something that it waits for. */
  boolean waitsFor(Set<Rule> matched) {
    for (Input input : rule.inputs()) {
      if (matched.contains(input.rule())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at all that happened at one time, later than what it saw before.
   *
   * @param matched what matched each of the rules
   */
  List<Found> accept(Instant time, IdentityHashMap<Rule, List<Item>> matched) {
    Map<String, List<Arrival>> arrivals = new LinkedHashMap<>();
    Map<String, List<String>> shared = new LinkedHashMap<>();
    for (int i = 0; i < rule.inputs().size(); i++) {
      Input input = rule.inputs().get(i);
      for (Item item : matched.getOrDefault(input.rule(), List.of())) {
        for (List<String> values : combinations(input, item)) {
          String key = key(values);
          shared.put(key, values);
          arrivals.computeIfAbsent(key, k -> new ArrayList<>(2)).add(new Arrival(i, item));
        }
      }
    }
    List<Found> found = new ArrayList<>();
    if (!arrivals.isEmpty()) {
      forgetOld(time);
    }
    arrivals.forEach(
        (key, some) -> {
          some.sort(BY_SIGNAL);
          GroupState state = groups.get(key);
          if (state == null) {
            state = state(shared.getOrDefault(key, List.of()));
            groups.put(key, state);
          } else {
            held -= state.size();
          }
          List<Arrival> match = state.accept(time, some, rule);
          held += state.size();
          if (state.isIdle()) {
            held -= state.size();
            groups.remove(key);
          }
          if (match != null) {
            found.add(found(state.group(), match));
          }
          forgetMost();
        });
    return found;
  }

  private GroupState state(List<String> values) {
    return rule.form() == Form.TEMPORAL_ORDERED
        ? new SequenceState(values, rule.threshold())
        : new CountState(values);
  }

  /** What no later signal can be within a time span of. */
  private void forgetOld(Instant time) {
    Instant from = Moments.before(time, rule.timespan());
    Iterator<GroupState> oldest = groups.values().iterator();
    while (oldest.hasNext()) {
      GroupState state = oldest.next();
      if (!state.touched().isBefore(from)) {
        return;
      }
      held -= state.size();
      oldest.remove();
    }
  }

  /** The groups that were looked at longest ago, while it holds too much. */
  private void forgetMost() {
    Iterator<GroupState> oldest = groups.values().iterator();
    while (held > most && groups.size() > 1) {
      held -= oldest.next().size();
      oldest.remove();
      forgotten++;
    }
  }

  private List<List<String>> combinations(Input input, Item item) {
    List<List<String>> all = List.of(List.of());
    for (Join join : input.joins()) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> values : all) {
        for (String value : join.values(item)) {
          List<String> one = new ArrayList<>(values);
          one.add(value);
          longer.add(one);
        }
      }
      all = longer;
      if (all.size() > MOST_GROUPS) {
        crowded++;
        all = all.subList(0, MOST_GROUPS);
      }
    }
    return all;
  }

  /** One text for all values, which no other values have. */
  private static String key(List<String> values) {
    StringBuilder key = new StringBuilder();
    values.forEach(value -> key.append(value.length()).append(':').append(value));
    return key.toString();
  }

  private Found found(List<String> values, List<Arrival> match) {
    Map<String, String> shared = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      shared.put(rule.keys().get(i).name(), values.get(i));
    }
    List<Signal> signals =
        PatternMatch.ordered(match.stream().flatMap(one -> one.item().signals().stream()).toList());
    List<Step> steps = new ArrayList<>();
    if (rule.form() == Form.TEMPORAL || rule.form() == Form.TEMPORAL_ORDERED) {
      for (Arrival one : match) {
        steps.add(
            new Step(rule.inputs().get(one.input()).rule().about().title(), one.item().signals()));
      }
    } else {
      String title =
          rule.inputs().stream()
              .map(input -> input.rule().about().title())
              .collect(Collectors.joining(" or "));
      steps.add(new Step(title, signals));
    }
    Item item = new Item(signals.get(signals.size() - 1), signals, values);
    return new Found(new PatternMatch(rule.about(), steps, shared), item);
  }

  long held() {
    return held;
  }

  long forgotten() {
    return forgotten;
  }

  long crowded() {
    return crowded;
  }
}
