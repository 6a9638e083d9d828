// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.IdentityResolver;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.pattern.PatternCatalog;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.PatternMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds which signals belong together.
 *
 * <p>Judgements (findings, offenses, anomalies, API calls that are telling by themselves, and what
 * matches a {@linkplain Builder#patterns declared pattern}) are joined along links whose weight
 * says how rare the shared observable is and how close in time they are, or that a pattern
 * declares; then API calls, flows and events that share something rare with a cluster are laid
 * beside it, never as a bridge between two. That two come from one place which hardly anybody else
 * comes from adds to what they share; with a failed log-in first, or names that are much the same,
 * it makes a weak link, and only with both one that joins two groups. An incident keeps its id
 * while it grows; when two grow together, the one that began first keeps its own, and {@link
 * #changes} tells it. Signals older than {@link Builder#maxAge} have left. What belongs to a
 * {@linkplain #close closed} incident is part of no other: what comes later begins a new one.
 *
 * <p>Not safe for several threads. Costs O(n·k·m) for n signals of k keys and at most m postings
 * looked at under each, plus sorting: each round looks at all signals anew. Between rounds it keeps
 * no signal, only in which incident each judgement was.
 */
public final class IncidentCorrelator {
  private final Stages stages = new Stages();
  private final IncidentIds ids = new IncidentIds();
  private final Map<String, Set<String>> closed = new HashMap<>();
  private final Duration window;
  private final Duration maxAge;
  private final int maxSignals;
  private final @Nullable IdentityResolver identities;
  private final @Nullable PatternCatalog patterns;
  private final @Nullable PlaceLookup places;

  private IncidentCorrelator(Builder builder) {
    window = builder.window;
    maxAge = builder.maxAge;
    maxSignals = builder.maxSignals;
    identities = builder.identities;
    patterns = builder.patterns;
    places = builder.places;
  }

  /** A correlator with the defaults. */
  public static IncidentCorrelator create() {
    return builder().build();
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The incidents among the signals, in order of their first signal.
   *
   * @param signals distinct, in any order
   * @param now the time from which age is counted
   */
  public List<Incident> correlate(Collection<Signal> signals, Instant now) {
    List<Signal> ordered =
        signals.stream()
            .filter(signal -> !signal.time().isBefore(now.minus(maxAge)))
            .sorted(Round.BY_TIME)
            .toList();
    ids.begin();
    Predicate<Signal> open = open(ordered);
    // Closed ones too, since what was seen in them is not absent.
    List<PatternMatch> matches =
        patterns == null ? List.of() : PatternMatcher.match(patterns, ordered);
    Round round =
        new Round(
            ordered,
            open,
            new Lineage(identities),
            places,
            stages,
            ids,
            window,
            maxSignals,
            matches);
    round.link();
    round.layBeside();
    List<Incident> incidents = round.incidents();
    ids.retain(round.judgements());
    return incidents;
  }

  /**
   * What came together and apart when {@link #correlate} was asked last: closed incidents and those
   * that only grew are not told.
   */
  public List<IncidentChange> changes() {
    return ids.changes();
  }

  /**
   * Closes an incident. Its signals are no longer related to others, though they still count where
   * it is judged how rare something is.
   *
   * @param incident as {@link #correlate} gave it
   */
  public void close(Incident incident) {
    Set<String> keys = new HashSet<>();
    incident.signals().forEach(signal -> keys.add(signal.key()));
    closed.put(incident.id(), keys);
  }

  /**
   * Opens a closed incident again: its signals are related as if it had never been closed.
   *
   * @param id the incident's
   * @return whether it was closed
   */
  public boolean reopen(String id) {
    Set<String> keys = closed.remove(id);
    if (keys != null) {
      ids.remember(keys, id);
    }
    return keys != null;
  }

  /**
   * Which of these signals are in no closed incident; those whose signals all left are forgotten.
   */
  private Predicate<Signal> open(List<Signal> signals) {
    if (closed.isEmpty()) {
      return signal -> true;
    }
    Set<String> here = new HashSet<>();
    signals.forEach(signal -> here.add(signal.key()));
    closed.values().forEach(keys -> keys.retainAll(here));
    closed.values().removeIf(Set::isEmpty);
    Set<String> all = new HashSet<>();
    closed.values().forEach(all::addAll);
    return signal -> !all.contains(signal.key());
  }

  /** Gathers the settings of a correlator. */
  public static final class Builder {
    private Duration window = Duration.ofHours(24);
    private Duration maxAge = Duration.ofDays(3650);
    private int maxSignals = 500;
    private @Nullable IdentityResolver identities;
    private @Nullable PatternCatalog patterns;
    private @Nullable PlaceLookup places;

    private Builder() {}

    /**
     * How far apart two judgements may lie and still be linked. Default: 24 hours.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder window(Duration window) {
      if (window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException("window must be positive: " + window);
      }
      this.window = window;
      return this;
    }

    /**
     * How old a signal may be and still count. Default: ten years, so that old files are read
     * whole; a stream sets days.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder maxAge(Duration maxAge) {
      if (maxAge.isZero() || maxAge.isNegative()) {
        throw new IllegalArgumentException("maxAge must be positive: " + maxAge);
      }
      this.maxAge = maxAge;
      return this;
    }

    /**
     * How many judgements one incident may hold. Default: 500.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder maxSignals(int maxSignals) {
      if (maxSignals < 1) {
        throw new IllegalArgumentException("maxSignals must be at least 1: " + maxSignals);
      }
      this.maxSignals = maxSignals;
      return this;
    }

    /**
     * Who the names in signals mean. The resolver must have learned from the signals before they
     * are correlated. Default: none, so that only names that are spelled alike are one.
     */
    public Builder identities(IdentityResolver identities) {
      this.identities = requireNonNull(identities, "identities");
      return this;
    }

    /**
     * Declared patterns. Signals that match one of level medium or higher are judgements, belong
     * together whatever is rare, and are an incident even where the calls alone would not be.
     * Others are only told in {@link Incident#patterns}. Default: none.
     */
    public Builder patterns(PatternCatalog patterns) {
      this.patterns = requireNonNull(patterns, "patterns");
      return this;
    }

    /**
     * Where addresses are, {@code places(geoEnricher::place)} say: then signals that come from one
     * rare country or network of a provider are nearer to each other. Each address is asked for
     * once in a round; where that fails, its place is unknown. Default: none, so that only the
     * networks around addresses are compared (/24, or /48 in IPv6).
     */
    public Builder places(PlaceLookup places) {
      this.places = requireNonNull(places, "places");
      return this;
    }

    /** Makes the correlator. */
    public IncidentCorrelator build() {
      return new IncidentCorrelator(this);
    }
  }
}
