// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.operation.Operations;
import io.qraws.correlation.pattern.PatternMatch;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Signals that belong together.
 *
 * @param id stable while the incident grows
 * @param signals in order of time, at least one; ids are unique within
 * @param links why they belong together; empty for a single signal
 * @param stages the ATT&amp;CK tactics seen, in the order of the matrix
 * @param tactics the tactic of each signal that has one, by signal id
 * @param novel ids of signals that show something not seen before in the input, such as a principal
 *     in a new region or from a new network
 * @param salience how telling an API call is here by itself, over 0 to 1, by signal id; what many
 *     do here, or one does all day, tells little; a call that is absent tells nothing
 * @param patterns the declared patterns that its signals match
 * @param omitted how many more signals lie beside it than it has room for; those that it holds are
 *     some of each thing that was done
 */
public record Incident(
    String id,
    List<Signal> signals,
    List<Link> links,
    List<Tactic> stages,
    Map<String, Tactic> tactics,
    Set<String> novel,
    Map<String, Double> salience,
    List<PatternMatch> patterns,
    int omitted) {

  /** Copies the collections and refuses an empty incident, and less than none omitted. */
  public Incident {
    requireNonNull(id, "id");
    signals = List.copyOf(signals);
    links = List.copyOf(links);
    stages = List.copyOf(stages);
    tactics = Map.copyOf(tactics);
    novel = Set.copyOf(novel);
    salience = Map.copyOf(salience);
    patterns = List.copyOf(patterns);
    if (signals.isEmpty()) {
      throw new IllegalArgumentException("an incident needs a signal");
    }
    if (omitted < 0) {
      throw new IllegalArgumentException("omitted must not be negative: " + omitted);
    }
  }

  /** An incident that omits nothing, and whose signals match no declared pattern. */
  public Incident(
      String id,
      List<Signal> signals,
      List<Link> links,
      List<Tactic> stages,
      Map<String, Tactic> tactics,
      Set<String> novel,
      Map<String, Double> salience) {
    this(id, signals, links, stages, tactics, novel, salience, List.of(), 0);
  }

  /**
   * Signals that are looked at together without a link between them.
   *
   * @param id how it is called
   * @param signals distinct, one at least, in any order
   * @return with the stages and the salience that the signals have by themselves
   */
  public static Incident of(String id, Collection<Signal> signals) {
    List<Signal> ordered = signals.stream().sorted(Round.BY_TIME).toList();
    Stages stages = new Stages();
    Map<String, Tactic> tactics = new HashMap<>();
    Map<String, Double> salience = new HashMap<>();
    for (Signal signal : ordered) {
      stages.of(signal).ifPresent(tactic -> tactics.put(signal.id(), tactic));
      if (signal instanceof ApiCall call && Operations.salience(call) > 0) {
        salience.put(signal.id(), Operations.salience(call));
      }
    }
    List<Tactic> seen = List.copyOf(new TreeSet<>(tactics.values()));
    return new Incident(id, ordered, List.of(), seen, tactics, Set.of(), salience);
  }

  /** When the earliest signal happened. */
  public Instant firstSeen() {
    return signals.get(0).time();
  }

  /** When the latest signal happened. */
  public Instant lastSeen() {
    return signals.get(signals.size() - 1).time();
  }

  /** The values that its signals show, in order of first appearance. */
  public Set<Observable> observables() {
    Set<Observable> all = new LinkedHashSet<>();
    signals.forEach(signal -> all.addAll(signal.observables()));
    return all;
  }

  /** Whether it holds both AWS signals and QRadar signals. */
  public boolean crossEnvironment() {
    return signals.stream().anyMatch(Incident::fromQradar)
        && signals.stream().anyMatch(signal -> !fromQradar(signal));
  }

  /**
   * Whether QRadar saw it.
   *
   * @param signal any
   */
  public static boolean fromQradar(Signal signal) {
    return signal.kind() == SignalKind.OFFENSE
        || signal.kind() == SignalKind.SIEM_EVENT
        || signal.format() == io.qraws.core.signal.Format.QRADAR_FLOW;
  }
}
