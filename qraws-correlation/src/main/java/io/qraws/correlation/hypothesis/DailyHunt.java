// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.IdentityResolver;
import io.qraws.correlation.identity.LinkKey;
import io.qraws.correlation.incident.Incident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hunts without being asked: from a day's signals that became no incident, the subjects whose weak
 * signals tell most together, each with hypotheses and queries.
 *
 * <pre>{@code
 * List<Incident> incidents = correlator.correlate(signals, now);
 * List<Lead> leads = DailyHunt.of(hypotheses).leads(signals, incidents);
 * }</pre>
 *
 * <p>Signals are put together by who acted, else by where it came from, by the host or by what it
 * was done to. Of a subject each sort of signal (an operation, a type of finding, a category)
 * counts once, by how telling it is; what many subjects do tells little. A subject whose signals
 * tell less than 0.2 together is no lead.
 *
 * <p>Immutable and safe for use by many threads, as the resolver is; does no I/O. The same input in
 * any order gives the same list. Costs O(s·o + n·log n) for s signals of o observables and n
 * subjects, and then {@link Hypotheses#about} for each lead.
 */
public final class DailyHunt {
  private static final int MOST_SIGNALS = 50;
  private static final int MOST_REASONS = 5;

  private static final Comparator<Lead> STRONGEST =
      Comparator.comparingDouble(Lead::weight).reversed().thenComparing(Lead::subject);

  private final Hypotheses hypotheses;
  private final @Nullable IdentityResolver identities;
  private final int most;
  private final int mostHypotheses;

  private DailyHunt(
      Hypotheses hypotheses, @Nullable IdentityResolver identities, int most, int mostHypotheses) {
    this.hypotheses = requireNonNull(hypotheses, "hypotheses");
    this.identities = identities;
    this.most = most;
    this.mostHypotheses = mostHypotheses;
  }

  /**
   * At most 20 leads with 3 hypotheses each; names that are spelled alike are one.
   *
   * @param hypotheses what may be looked for, and where
   */
  public static DailyHunt of(Hypotheses hypotheses) {
    return new DailyHunt(hypotheses, null, 20, 3);
  }

  /**
   * The same with identities.
   *
   * @param identities who the names mean; it must have learned from the signals before
   */
  public DailyHunt identities(IdentityResolver identities) {
    return new DailyHunt(
        hypotheses, requireNonNull(identities, "identities"), most, mostHypotheses);
  }

  /**
   * The same with other bounds.
   *
   * @param leads how many at most, 1 to 1,000
   * @param hypothesesEach how many for each lead at most, 1 to 100
   * @throws IllegalArgumentException if one is outside its range
   */
  public DailyHunt atMost(int leads, int hypothesesEach) {
    if (leads < 1 || leads > 1_000 || hypothesesEach < 1 || hypothesesEach > 100) {
      throw new IllegalArgumentException(
          "leads must be 1 to 1000 and hypotheses 1 to 100: " + leads + ", " + hypothesesEach);
    }
    return new DailyHunt(hypotheses, identities, leads, hypothesesEach);
  }

  /**
   * The leads, most telling first; of equal ones by subject.
   *
   * @param signals a day's, distinct, in any order; those of the incidents may be among them
   * @param incidents what became of that day's signals
   */
  public List<Lead> leads(Collection<Signal> signals, Collection<Incident> incidents) {
    Set<String> known = new HashSet<>();
    incidents.forEach(incident -> incident.signals().forEach(signal -> known.add(signal.key())));
    Map<String, List<Signal>> bySubject = new TreeMap<>();
    Map<String, Set<String>> subjectsOf = new HashMap<>();
    for (Signal signal : signals) {
      if (Weakness.of(signal) > 0) {
        Optional<String> subject = subject(signal);
        if (subject.isPresent()) {
          subjectsOf
              .computeIfAbsent(Weakness.sort(signal), sort -> new HashSet<>())
              .add(subject.get());
          if (!known.contains(signal.key())) {
            bySubject.computeIfAbsent(subject.get(), s -> new ArrayList<>()).add(signal);
          }
        }
      }
    }
    List<Lead> leads = new ArrayList<>();
    bySubject.forEach(
        (subject, own) -> {
          Lead lead = lead(subject, own, subjectsOf);
          if (lead != null) {
            leads.add(lead);
          }
        });
    leads.sort(STRONGEST);
    return leads.stream().limit(most).map(this::withHypotheses).toList();
  }

  private @Nullable Lead lead(
      String subject, List<Signal> own, Map<String, Set<String>> subjectsOf) {
    Weakness.Sum sum = new Weakness.Sum();
    for (Signal signal : own) {
      String sort = Weakness.sort(signal);
      sum.add(signal, sort, subjectsOf.getOrDefault(sort, Set.of()).size());
    }
    if (!sum.worthALook()) {
      return null;
    }
    return new Lead(
        subject, sum.weight(), sum.reasons(MOST_REASONS), sum.signals(MOST_SIGNALS), List.of());
  }

  private Lead withHypotheses(Lead lead) {
    Incident together = Incident.of("lead", lead.signals());
    return new Lead(
        lead.subject(),
        lead.weight(),
        lead.reasons(),
        lead.signals(),
        hypotheses.about(together, mostHypotheses));
  }

  /** Whom or what a signal is about; nothing if it does not say. */
  private Optional<String> subject(Signal signal) {
    Observable best = null;
    int rank = Integer.MAX_VALUE;
    for (Observable observable : signal.observables()) {
      int its = rank(observable);
      if (its < rank) {
        best = observable;
        rank = its;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    if (identities != null) {
      return Optional.of(identities.resolve(best, signal.time()).id());
    }
    return LinkKey.of(best).map(link -> link.kind().label() + ':' + link.value());
  }

  /** Who acted before where from, and that before what was hit; the rest is no subject. */
  private static int rank(Observable observable) {
    boolean actor = observable.role() == Role.ACTOR;
    ObservableKind kind = observable.kind();
    if (actor && kind == ObservableKind.USER) {
      return 0;
    }
    if (actor && (kind == ObservableKind.PRINCIPAL || kind == ObservableKind.ACCESS_KEY)) {
      return kind == ObservableKind.PRINCIPAL ? 1 : 2;
    }
    if (kind == ObservableKind.IP && observable.role() == Role.SOURCE) {
      return 3;
    }
    if (kind == ObservableKind.HOST) {
      return 4;
    }
    return kind == ObservableKind.RESOURCE && observable.role() == Role.TARGET
        ? 5
        : Integer.MAX_VALUE;
  }
}
