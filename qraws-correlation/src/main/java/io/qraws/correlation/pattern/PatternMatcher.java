// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.pattern.Correlation.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the declared patterns among signals, as they come or all at once.
 *
 * <p>The time of the signals decides, not when they come: a signal waits until everything within
 * the {@linkplain Builder#disorder disorder} that is allowed has come, so that the same signals
 * give the same matches in any order. A pattern matches once in a group of shared values and time
 * span: nothing until the end of the time span that begins with a match's first signal is part of
 * another match there. A threshold matches as soon as it is reached, with the signals so far.
 *
 * <p>What it holds is bounded, and what it had to give up is told by {@link #stats}. Costs O(r) for
 * a signal and r rules of its kind, and for each rule that detects it about what its pattern holds
 * of the same group: at most its threshold. Not safe for several threads.
 */
public final class PatternMatcher {
  private static final Comparator<Signal> BY_ID =
      Comparator.comparing(Signal::kind).thenComparing(Signal::id);

  private final Map<SignalKind, List<Rule.Event>> events = new EnumMap<>(SignalKind.class);
  private final IdentityHashMap<Rule, CorrelationRun> runs = new IdentityHashMap<>();
  private final Set<Rule> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Rule> order = new ArrayList<>();
  private final Set<Rule> patterns = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Duration disorder;
  private final int capacity;

  /** What waits, by time. */
  private final TreeMap<Instant, Map<String, Waiting>> waiting = new TreeMap<>();

  private long waits;

  /** What happened before this has been looked at. */
  private Instant mark = Instant.MIN;

  private long signals;
  private long selected;
  private long matches;
  private long late;
  private long hurried;

  private record Waiting(Signal signal, List<Rule.Event> rules) {}

  private PatternMatcher(PatternCatalog catalog, Builder builder) {
    disorder = builder.disorder;
    capacity = builder.capacity;
    catalog.rules().forEach(this::add);
    patterns.addAll(catalog.rules());
    order.removeIf(rule -> !runs.containsKey(rule) && !patterns.contains(rule));
  }

  /** Puts a rule behind those that it refers to. */
  private void add(Rule rule) {
    if (!known.add(rule)) {
      return;
    }
    if (rule instanceof Correlation correlation) {
      correlation.inputs().stream().map(Input::rule).forEach(this::add);
      runs.put(rule, new CorrelationRun(correlation, capacity));
    } else if (rule instanceof Rule.Event event) {
      for (SignalKind kind : event.source().kinds()) {
        events.computeIfAbsent(kind, k -> new ArrayList<>()).add(event);
      }
    }
    order.add(rule);
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The matches among signals that are all there.
   *
   * @param catalog the patterns
   * @param signals in any order
   * @return in order of time
   */
  public static List<PatternMatch> match(PatternCatalog catalog, Collection<Signal> signals) {
    PatternMatcher matcher = builder().build(catalog);
    signals.forEach(matcher::hold);
    return matcher.finish();
  }

  /**
   * Takes a signal.
   *
   * @param signal a signal; again with the same kind, id and time it takes the place of the first
   * @param now the time by the caller's clock, so that a sender whose clock is ahead does not make
   *     all others late; for old signals any later time
   * @return the matches that are certain now, in order of time; mostly none
   */
  public List<PatternMatch> add(Signal signal, Instant now) {
    hold(signal);
    Instant told = signal.time().isBefore(now) ? signal.time() : now;
    Instant newest = Moments.before(told, disorder);
    mark = newest.isAfter(mark) ? newest : mark;
    List<PatternMatch> found = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.firstKey().isBefore(mark)) {
      next(found);
    }
    while (waits > capacity) {
      hurried++;
      mark = Moments.after(next(found), Duration.ofNanos(1));
    }
    return found;
  }

  /**
   * Looks at all that waits, since nothing more comes; what comes nevertheless is late unless it
   * happened later than all before.
   *
   * @return the matches that were not told yet, in order of time
   */
  public List<PatternMatch> finish() {
    List<PatternMatch> found = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Instant end = Moments.after(next(found), Duration.ofNanos(1));
      mark = end.isAfter(mark) ? end : mark;
    }
    return found;
  }

  /** What it has done so far, and what it could not keep. */
  public PatternStats stats() {
    return new PatternStats(
        signals,
        selected,
        matches,
        late,
        hurried,
        runs.values().stream().mapToLong(CorrelationRun::forgotten).sum(),
        runs.values().stream().mapToLong(CorrelationRun::crowded).sum(),
        waits + runs.values().stream().mapToLong(CorrelationRun::held).sum());
  }

  private void hold(Signal signal) {
    signals++;
    List<Rule.Event> rules = new ArrayList<>(2);
    for (Rule.Event rule : events.getOrDefault(signal.kind(), List.of())) {
      if (rule.matches(signal)) {
        rules.add(rule);
      }
    }
    if (rules.isEmpty()) {
      return;
    }
    selected++;
    if (signal.time().isBefore(mark)) {
      late++;
      return;
    }
    Map<String, Waiting> same =
        waiting.computeIfAbsent(signal.time(), time -> new LinkedHashMap<>(2));
    if (same.put(signal.key(), new Waiting(signal, rules)) == null) {
      waits++;
    }
  }

  /** Looks at what waits longest; returns its time. */
  private Instant next(List<PatternMatch> found) {
    Map.Entry<Instant, Map<String, Waiting>> first = requireNonNull(waiting.pollFirstEntry());
    waits -= first.getValue().size();
    IdentityHashMap<Rule, List<Item>> matched = new IdentityHashMap<>();
    first.getValue().values().stream()
        .sorted(Comparator.comparing(Waiting::signal, BY_ID))
        .forEach(
            one ->
                one.rules.forEach(
                    rule ->
                        matched
                            .computeIfAbsent(rule, r -> new ArrayList<>(2))
                            .add(Item.of(one.signal))));
    Set<String> told = new HashSet<>();
    for (Rule rule : order) {
      CorrelationRun run = runs.get(rule);
      if (run == null) {
        matched.getOrDefault(rule, List.of()).forEach(item -> tell(rule, item, told, found));
      } else if (run.waitsFor(matched.keySet())) {
        List<Item> items = new ArrayList<>(2);
        for (CorrelationRun.Found one : run.accept(first.getKey(), matched)) {
          items.add(one.item());
          tell(rule, one.match(), told, found);
        }
        if (!items.isEmpty()) {
          matched.put(rule, items);
        }
      }
    }
    return first.getKey();
  }

  private void tell(Rule rule, Item item, Set<String> told, List<PatternMatch> found) {
    if (patterns.contains(rule)) {
      PatternMatch.Step step = new PatternMatch.Step(rule.about().title(), item.signals());
      tell(rule, new PatternMatch(rule.about(), List.of(step), Map.of()), told, found);
    }
  }

  /** Tells a match, but once where the same signals share several groups of values. */
  private void tell(Rule rule, PatternMatch match, Set<String> told, List<PatternMatch> found) {
    if (patterns.contains(rule)) {
      StringBuilder key = new StringBuilder(rule.about().id());
      match.signals().forEach(signal -> key.append('\n').append(signal.key()));
      if (told.add(key.toString())) {
        matches++;
        found.add(match);
      }
    }
  }

  /** Gathers the settings of a matcher. */
  public static final class Builder {
    private Duration disorder = Duration.ofMinutes(15);
    private int capacity = 100_000;

    private Builder() {}

    /**
     * How much later than newer ones a signal may come. Matches are told that much later. Default:
     * 15 minutes, since CloudTrail delivers within about 5 on average.
     *
     * <p>Source: AWS CloudTrail user guide, How CloudTrail works.
     *
     * @throws IllegalArgumentException if negative or over 90 days
     */
    public Builder disorder(Duration disorder) {
      if (disorder.isNegative() || disorder.compareTo(Duration.ofDays(90)) > 0) {
        throw new IllegalArgumentException("disorder must be 0 to 90 days: " + disorder);
      }
      this.disorder = disorder;
      return this;
    }

    /**
     * How many signals may wait for others to come, and how many signals and groups of shared
     * values each correlation may hold. With more, those that wait longest are looked at early, or
     * the groups that were looked at longest ago are forgotten; {@link PatternMatcher#stats} tells
     * how often. Default: 100,000.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder capacity(int capacity) {
      if (capacity < 1) {
        throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
      }
      this.capacity = capacity;
      return this;
    }

    /**
     * Makes the matcher.
     *
     * @param catalog the patterns
     */
    public PatternMatcher build(PatternCatalog catalog) {
      return new PatternMatcher(requireNonNull(catalog, "catalog"), this);
    }
  }
}
