// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks several enrichers at once, each for the observables of its kinds, up to a deadline.
 *
 * <p>One that is late or fails yields an unknown enrichment for each observable that it was asked
 * about, and neither delays nor spoils what the others say. One of which half of the last 10
 * questions failed (5 at least) is left alone for 30 seconds, then tried with one. Answers are kept
 * for as long as the enricher's {@link EnricherLimits} say; a stale one is given at once while a
 * newer one is fetched. Several threads that ask for the same observable at once share one
 * question, if its answer may be kept.
 *
 * <p>Answers are in the order of the enrichers, and for each in the order of the observables. Safe
 * for use by many threads. An answer that is kept costs less than a microsecond an observable and
 * enricher.
 */
public final class Enrichers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Enrichers.class);

  private final List<GuardedEnricher> enrichers;
  private final List<AutoCloseable> owned;
  private final @Nullable ExecutorService ownExecutor;
  private final Duration deadline;
  private final Clock clock;
  private final LongSupplier nanos;
  private volatile boolean closed;

  private Enrichers(Builder builder) {
    this.ownExecutor =
        builder.executor == null ? Executors.newCachedThreadPool(Enrichers::thread) : null;
    Executor executor = builder.executor == null ? requireNonNull(ownExecutor) : builder.executor;
    this.enrichers =
        builder.enrichers.entrySet().stream()
            .map(
                one ->
                    new GuardedEnricher(
                        one.getKey(),
                        one.getValue(),
                        builder.cacheSize,
                        executor,
                        builder.clock,
                        builder.nanos))
            .toList();
    this.owned = List.copyOf(builder.made);
    this.deadline = builder.deadline;
    this.clock = builder.clock;
    this.nanos = builder.nanos;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "qraws-enrich");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts without any enricher. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What is known about the observables of some signals; waits up to the deadline.
   *
   * @param signals those of one incident
   * @throws IllegalStateException if it is closed
   */
  public List<Enrichment> enrich(List<Signal> signals) {
    Set<Observable> observables = new LinkedHashSet<>();
    signals.forEach(signal -> observables.addAll(signal.observables()));
    return enrich(observables, signals);
  }

  /**
   * What is known about observables; waits up to the deadline. If the thread is interrupted, what
   * has not been answered is unknown, and the thread's flag is set again.
   *
   * @param observables those of one incident, whose order the answers follow
   * @param signals the incident's signals
   * @throws IllegalStateException if it is closed
   */
  public List<Enrichment> enrich(Collection<Observable> observables, List<Signal> signals) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    long end = nanos.getAsLong() + deadline.toNanos();
    List<Signal> fixed = List.copyOf(signals);
    Set<Observable> distinct = new LinkedHashSet<>(observables);
    List<List<GuardedEnricher.Part>> asked = new ArrayList<>();
    for (GuardedEnricher enricher : enrichers) {
      // With an executor that runs at once, those before may have used the time up.
      boolean over = nanos.getAsLong() - end >= 0;
      String refusal = over ? "not asked: the deadline of " + deadline + " had passed" : "";
      asked.add(enricher.ask(distinct, fixed, refusal));
    }
    List<Enrichment> answers = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      for (GuardedEnricher.Part part : asked.get(i)) {
        List<Enrichment> facts = part.facts();
        if (facts != null) {
          answers.addAll(facts);
        } else {
          add(enrichers.get(i), part, end, answers);
        }
      }
    }
    return List.copyOf(answers);
  }

  private void add(
      GuardedEnricher enricher, GuardedEnricher.Part part, long end, List<Enrichment> answers) {
    Inquiry inquiry = part.inquiry();
    Inquiry.Outcome outcome =
        inquiry == null
            ? new Inquiry.Outcome(List.of(), part.reason())
            : await(enricher, inquiry, part.observable(), end);
    String unknown = outcome.unknown();
    answers.addAll(outcome.facts());
    if (unknown != null) {
      answers.add(
          new Enrichment(
              part.observable(),
              Enrichment.Fact.ANY,
              unknown,
              false,
              enricher.name(),
              clock.instant()));
    }
  }

  private Inquiry.Outcome await(
      GuardedEnricher enricher, Inquiry inquiry, Observable observable, long end) {
    CompletableFuture<Inquiry.Outcome> outcome = inquiry.outcome(observable);
    try {
      long now = nanos.getAsLong();
      long left = Math.min(end - now, inquiry.endNanos() - now);
      return outcome.get(outcome.isDone() ? 0 : Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String why = "no answer within " + deadline;
      if (nanos.getAsLong() - inquiry.endNanos() >= 0) {
        enricher.late(inquiry);
      } else {
        enricher.leave(inquiry, why);
      }
      return outcome.getNow(new Inquiry.Outcome(List.of(), why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String why = "interrupted while waiting";
      enricher.leave(inquiry, why);
      return outcome.getNow(new Inquiry.Outcome(List.of(), why));
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome never fails", e);
    }
  }

  /**
   * Gives up what is under way, forgets all answers, takes no more questions, ends its own threads,
   * and closes the enrichers that it made by name. Other enrichers and an executor that was handed
   * in are the caller's.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    enrichers.forEach(GuardedEnricher::close);
    if (ownExecutor != null) {
      ownExecutor.shutdownNow();
    }
    for (AutoCloseable one : owned) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed", one.getClass().getName(), e);
      }
    }
  }

  /** Gathers settings; not safe for several threads. */
  public static final class Builder {
    private final Map<Enricher, EnricherLimits> enrichers = new LinkedHashMap<>();
    private final List<AutoCloseable> made = new ArrayList<>();
    private @Nullable Executor executor;
    private Duration deadline = Duration.ofSeconds(2);
    private long cacheSize = 10_000;
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanos = System::nanoTime;

    private Builder() {}

    /**
     * Adds an enricher, which the caller closes, with its own limits.
     *
     * @throws IllegalArgumentException if one of the same name is there
     */
    public Builder enricher(Enricher enricher) {
      return enricher(enricher, enricher.limits());
    }

    /**
     * Adds an enricher, which the caller closes, with other limits than its own.
     *
     * @throws IllegalArgumentException if one of the same name is there, or if its answers are to
     *     be kept and its own limits say that they must not be
     */
    public Builder enricher(Enricher enricher, EnricherLimits limits) {
      for (Enricher other : enrichers.keySet()) {
        if (other.name().equals(enricher.name())) {
          throw new IllegalArgumentException(
              "two enrichers are named " + enricher.name() + ": " + classes(other, enricher));
        }
      }
      if (enricher.limits().freshFor().isZero() && !limits.freshFor().isZero()) {
        throw new IllegalArgumentException(
            "freshFor must be zero: the answers of " + enricher.name() + " must not be kept");
      }
      enrichers.put(enricher, limits);
      return this;
    }

    /**
     * Adds an enricher of a plug-in on the class path or module path, as {@link ServiceLoader}
     * finds it with the thread's context class loader.
     *
     * @param name the plug-in's name
     * @param settings the plug-in's own keys
     * @throws IllegalArgumentException if there is no plug-in or more than one of that name, if a
     *     setting is wrong, or if an enricher of the same name is there
     * @throws java.util.ServiceConfigurationError if a plug-in can't be loaded
     */
    public Builder plugIn(String name, Map<String, String> settings) {
      List<EnricherProvider> all =
          ServiceLoader.load(EnricherProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .toList();
      List<EnricherProvider> named = all.stream().filter(p -> p.name().equals(name)).toList();
      if (named.isEmpty()) {
        throw new IllegalArgumentException(
            "no plug-in is named "
                + name
                + "; there are "
                + all.stream().map(EnricherProvider::name).sorted().toList());
      }
      if (named.size() > 1) {
        throw new IllegalArgumentException(
            "two plug-ins are named " + name + ": " + classes(named.get(0), named.get(1)));
      }
      Enricher enricher = named.get(0).create(Map.copyOf(settings));
      if (enricher instanceof AutoCloseable closeable) {
        made.add(closeable);
      }
      return enricher(enricher);
    }

    private static String classes(Object one, Object other) {
      return one.getClass().getName() + " and " + other.getClass().getName();
    }

    /**
     * What the enrichers run on; the caller shuts it down. It needs a thread for each question that
     * is under way: one that runs everything on the asking thread works, but can't leave a slow
     * enricher behind. Default: daemon threads of its own, as many as are needed, which {@link
     * Enrichers#close} ends.
     */
    public Builder executor(Executor executor) {
      this.executor = requireNonNull(executor, "executor");
      return this;
    }

    /**
     * How long to wait for all of them together. Default: 2 seconds.
     *
     * @throws IllegalArgumentException if it is zero, negative or more than a day
     */
    public Builder deadline(Duration deadline) {
      if (!positive(deadline) || deadline.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("deadline must be positive, at most a day: " + deadline);
      }
      this.deadline = deadline;
      return this;
    }

    /**
     * How many answers to keep for each enricher; 0 keeps none. Default: 10,000.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder cacheSize(long cacheSize) {
      if (cacheSize < 0) {
        throw new IllegalArgumentException("cacheSize must not be negative: " + cacheSize);
      }
      this.cacheSize = cacheSize;
      return this;
    }

    /**
     * What tells how old answers are; waiting is measured apart from it, so that it may jump.
     * Default: the system's clock.
     */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** What waiting is measured by, for tests. */
    Builder nanos(LongSupplier nanos) {
      this.nanos = nanos;
      return this;
    }

    /** Makes it. */
    public Enrichers build() {
      return new Enrichers(this);
    }

    private static boolean positive(Duration duration) {
      return !duration.isZero() && !duration.isNegative();
    }
  }
}
