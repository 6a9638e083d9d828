// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import io.qraws.correlation.incident.Tactic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to look for, defined once for all dialects. Immutable; {@link HuntCatalog} reads it.
 *
 * <p>Its conditions speak of {@link HuntField}s. A dialect that can't express one of them is told
 * with a reason in {@link #absent()}; reading a definition that leaves this open fails.
 */
public final class Hunt {
  /** No window is longer, and no longer part of an incident counts. */
  static final Duration LONGEST = Duration.ofDays(31);

  private final String id;
  private final Text text;
  private final Tactic tactic;
  private final List<String> techniques;
  private final HuntSource source;
  private final Direction direction;
  private final Duration window;
  private final int rows;
  private final double weight;
  private final List<Condition> conditions;
  private final Map<Dialect, String> absent;

  /** What people read. */
  record Text(String title, String claim, String confirms, String refutes) {}

  /** Where and when to look, and how much to take. */
  record Scope(HuntSource source, Direction direction, Duration window, int rows) {}

  Hunt(
      String id,
      Text text,
      Tactic tactic,
      List<String> techniques,
      Scope scope,
      double weight,
      List<Condition> conditions,
      Map<Dialect, String> absent) {
    this.id = requireNonNull(id, "id");
    this.text = text;
    this.tactic = tactic;
    this.techniques = List.copyOf(techniques);
    source = scope.source();
    direction = scope.direction();
    window = scope.window();
    rows = scope.rows();
    this.weight = weight;
    this.conditions = List.copyOf(conditions);
    this.absent = Map.copyOf(absent);
  }

  /** Lower-case letters, digits and hyphens; unique in its catalog. */
  public String id() {
    return id;
  }

  /** A few words for people. */
  public String title() {
    return text.title();
  }

  /** The sentence that the queries would confirm or refute. */
  public String claim() {
    return text.claim();
  }

  /** Which rows would confirm the claim. */
  public String confirms() {
    return text.confirms();
  }

  /** What would speak against the claim, and what would not. */
  public String refutes() {
    return text.refutes();
  }

  /** The ATT&amp;CK tactic that it would show. */
  public Tactic tactic() {
    return tactic;
  }

  /** The ATT&amp;CK techniques that it would show, {@code T1098.001}; one at least. */
  public List<String> techniques() {
    return techniques;
  }

  /** What it looks through. */
  public HuntSource source() {
    return source;
  }

  /** When it would have happened, seen from the incident. */
  public Direction direction() {
    return direction;
  }

  /** How far it looks away from the incident: 1 minute to 31 days. */
  public Duration window() {
    return window;
  }

  /** How many rows it takes at most, 1 to 10,000. */
  public int rows() {
    return rows;
  }

  /** How much a match tells by itself, over 0 to 1; ours. */
  public double weight() {
    return weight;
  }

  /** Why a dialect has no query for it; a dialect that has one is not in the map. */
  public Map<Dialect, String> absent() {
    return absent;
  }

  /** The dialects in which it can be asked; one at least. */
  public Set<Dialect> dialects() {
    Set<Dialect> dialects = EnumSet.allOf(Dialect.class);
    dialects.removeAll(absent.keySet());
    return dialects;
  }

  List<Condition> conditions() {
    return conditions;
  }

  /** The fixed operations that it looks for, none if it does not name any. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    conditions.stream()
        .flatMap(Condition::comparisonsIn)
        .filter(one -> one.field() == HuntField.OPERATION)
        .forEach(one -> operations.addAll(one.values()));
    return operations;
  }

  /** The conditions with the incident's values, or null if it lacks some that are needed. */
  @Nullable List<Condition> bound(Bindings bindings) {
    List<Condition> bound = new ArrayList<>();
    for (Condition condition : conditions) {
      Optional<Condition> one = condition.bound(bindings);
      if (one.isEmpty()) {
        return null;
      }
      bound.add(one.get());
    }
    return bound;
  }

  /** When to look for it. */
  Span span(Instant first, Instant last) {
    Instant begin = first.isBefore(last.minus(LONGEST)) ? last.minus(LONGEST) : first;
    return switch (direction) {
      case BEFORE -> Span.of(first.minus(window), first);
      case AFTER -> Span.of(begin, last.plus(window));
      case BESIDE -> Span.of(begin.minus(window), last.plus(window));
    };
  }

  /** A stretch of time, not empty: its start is in it, its end is not. */
  record Span(Instant from, Instant to) {
    /** Nothing is older than 1970, which a signal without a time has. */
    static Span of(Instant from, Instant to) {
      Instant start = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
      return new Span(start, to.isAfter(start) ? to : start.plusSeconds(60));
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
