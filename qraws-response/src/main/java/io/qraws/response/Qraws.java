// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichers;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.TagEnricher;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalSet;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.baseline.Baseline;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import io.qraws.response.playbook.Planner;
import io.qraws.response.playbook.PlaybookCatalog;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.policy.Gate;
import io.qraws.response.report.Case;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.RiskScorer;
import io.qraws.scoring.factor.FactorRiskScorer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole chain: signals in, ranked and explained cases out.
 *
 * <p>Holds every distinct signal in memory until it is closed, so it is for a batch, a day say, and
 * not yet for an endless stream. Safe for use by many threads; each call holds one lock. Starts no
 * thread, opens no file and starts no action by itself. Without an enricher the tags in the
 * findings are read; without a gate everything is denied.
 *
 * <pre>{@code
 * try (Qraws qraws = Qraws.builder().build()) {
 *   qraws.read("findings.json", Files.newInputStream(path));
 *   for (Case c : qraws.cases(Instant.now())) {
 *     System.out.println(c.assessment().score() / 100 + " " + c.title());
 *   }
 * }
 * }</pre>
 */
public final class Qraws implements AutoCloseable {
  /** Guards signals, correlator and reported. */
  private final Object lock = new Object();

  private final SignalSet signals = new SignalSet();
  private final Map<String, Case> reported = new HashMap<>();
  private final SignalReader reader = SignalReader.create();
  private final @Nullable Baseline baseline;
  private final IncidentCorrelator correlator;
  private final Enrichers enrichers;
  private final RiskScorer scorer;
  private final Planner planner;
  private final Gate gate;
  private final List<QrawsListener> listeners;

  private Qraws(Builder builder) {
    baseline = builder.baseline;
    correlator = builder.correlator;
    enrichers = builder.enrichers.build();
    scorer = builder.scorer;
    planner = builder.planner;
    gate = builder.gate;
    listeners = List.copyOf(builder.listeners);
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Takes a signal.
   *
   * @param signal new, a repetition, or another version of one already taken
   */
  public void accept(Signal signal) {
    synchronized (lock) {
      if (signals.add(requireNonNull(signal, "signal")) && baseline != null) {
        baseline.observe(signal).ifPresent(signals::add);
      }
    }
  }

  /**
   * Reads a stream of any known format to its end.
   *
   * @param name what to call it in {@link SourceRef#file()}
   * @param in not closed here
   * @throws IOException if the stream itself fails; unreadable content goes to the listeners
   */
  public void read(String name, InputStream in) throws IOException {
    reader.read(
        name,
        in,
        new ReadListener() {
          @Override
          public void signal(Signal signal) {
            accept(signal);
          }

          @Override
          public void rejected(Rejected rejected) {
            listeners.forEach(listener -> listener.rejected(rejected));
          }
        });
  }

  /** The distinct signals, in order of first arrival. */
  public List<Signal> signals() {
    synchronized (lock) {
      return signals.signals();
    }
  }

  /**
   * Where a signal was read again.
   *
   * @param signal one of {@link #signals()}
   */
  public List<SourceRef> repeats(Signal signal) {
    synchronized (lock) {
      return List.copyOf(signals.repeats(signal));
    }
  }

  /**
   * Judges all incidents, most urgent first, and tells the listeners which are new or changed.
   *
   * @param now the time from which age is counted
   */
  public List<Case> cases(Instant now) {
    List<Case> changed = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    synchronized (lock) {
      for (Incident incident : correlator.correlate(signals.signals(), now)) {
        Case judged = judge(incident);
        cases.add(judged);
        if (!judged.equals(reported.put(incident.id(), judged))) {
          changed.add(judged);
        }
      }
      reported.keySet().retainAll(cases.stream().map(c -> c.incident().id()).toList());
    }
    cases.sort(Case.mostUrgentFirst());
    changed.sort(Case.mostUrgentFirst());
    for (Case judged : changed) {
      listeners.forEach(listener -> listener.incident(judged));
    }
    return cases;
  }

  private Case judge(Incident incident) {
    List<Enrichment> known = enrichers.enrich(incident.observables(), incident.signals());
    Assessment assessment = scorer.assess(incident, known);
    List<Case.Step> plan = new ArrayList<>();
    for (ProposedAction action : planner.plan(incident, assessment, known)) {
      plan.add(
          new Case.Step(
              action, gate.review(action, incident, assessment, known, Optional.empty())));
    }
    CaseText text = new CaseText(incident);
    return new Case(incident, known, assessment, text.title(), text.summary(), plan);
  }

  /** Ends what this made; what the caller gave stays open. Twice is harmless. */
  @Override
  public void close() {
    enrichers.close();
  }

  /** Gathers the parts; each has a default. */
  public static final class Builder {
    private @Nullable Baseline baseline;
    private IncidentCorrelator correlator = IncidentCorrelator.create();
    private Enrichers.Builder enrichers = Enrichers.builder().enricher(TagEnricher.create());
    private RiskScorer scorer = FactorRiskScorer.create();
    private Planner planner = new Planner(PlaybookCatalog.builtIn(), Map.of());
    private Gate gate = Gate.builder().build();
    private final List<QrawsListener> listeners = new ArrayList<>();

    private Builder() {}

    /**
     * What is usual, so that what is not becomes a signal too. It is asked as signals come; whoever
     * passes it in lets it learn, with the signals of the cases. Default: none.
     */
    public Builder baseline(Baseline baseline) {
      this.baseline = requireNonNull(baseline, "baseline");
      return this;
    }

    /** How signals are related. Default: {@link IncidentCorrelator#create()}. */
    public Builder correlator(IncidentCorrelator correlator) {
      this.correlator = requireNonNull(correlator, "correlator");
      return this;
    }

    /** What is known about observables. Default: the tags that stand in the findings. */
    public Builder enrichers(Enrichers.Builder enrichers) {
      this.enrichers = requireNonNull(enrichers, "enrichers");
      return this;
    }

    /** How incidents are judged. Default: {@link FactorRiskScorer#create()}. */
    public Builder scorer(RiskScorer scorer) {
      this.scorer = requireNonNull(scorer, "scorer");
      return this;
    }

    /** What could be done. Default: the built-in playbooks. */
    public Builder planner(Planner planner) {
      this.planner = requireNonNull(planner, "planner");
      return this;
    }

    /** What may be done. Default: nothing. */
    public Builder gate(Gate gate) {
      this.gate = requireNonNull(gate, "gate");
      return this;
    }

    /** Adds one who hears what comes of the signals. */
    public Builder listener(QrawsListener listener) {
      listeners.add(requireNonNull(listener, "listener"));
      return this;
    }

    /** Makes the chain. */
    public Qraws build() {
      return new Qraws(this);
    }
  }
}
