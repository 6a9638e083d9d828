// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks several enrichers at once, each for the observables of its kinds, up to a deadline.
 *
 * <p>One that is late or fails yields an unknown enrichment for each observable that it was asked
 * about, and neither delays nor spoils what the others say. Answers are in the order of the
 * enrichers, and for each in the order of the observables. Safe for use by many threads.
 */
public final class Enrichers implements AutoCloseable {
  private final List<Slot> slots;
  private final Executor executor;
  private final Duration deadline;
  private final Clock clock;
  private final Cache<Key, List<Enrichment>> cache;
  private volatile boolean closed;

  /** An enricher with what it says of itself, asked once. */
  private record Slot(
      int number, Enricher enricher, String name, Set<ObservableKind> kinds, boolean cacheable) {}

  /** What an answer is kept under. */
  private record Key(int slot, Observable observable) {}

  /** A question on its way. */
  private record Pending(Question question, FutureTask<List<Enrichment>> task, String refusal) {}

  private Enrichers(Builder builder) {
    List<Slot> made = new ArrayList<>();
    for (Enricher enricher : builder.enrichers) {
      made.add(
          new Slot(
              made.size(),
              enricher,
              enricher.name(),
              Set.copyOf(enricher.kinds()),
              enricher.cacheable()));
    }
    this.slots = List.copyOf(made);
    this.executor = builder.executor;
    this.deadline = builder.deadline;
    this.clock = builder.clock;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(builder.cacheSize)
            .expireAfterWrite(builder.cacheTtl)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(builder.clock.millis()))
            .executor(Runnable::run)
            .build();
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
    Instant end = clock.instant().plus(deadline);
    List<Signal> fixed = List.copyOf(signals);
    List<Pending> pending = new ArrayList<>();
    for (Slot slot : slots) {
      Question question = question(slot, observables, fixed);
      if (!question.asked.isEmpty()) {
        pending.add(start(question, end));
      }
    }
    List<Enrichment> answers = new ArrayList<>();
    pending.forEach(one -> answers.addAll(finish(one, end)));
    return List.copyOf(answers);
  }

  private Question question(Slot slot, Collection<Observable> all, List<Signal> signals) {
    Set<Observable> asked = new LinkedHashSet<>();
    Set<Observable> missing = new LinkedHashSet<>();
    List<Enrichment> kept = new ArrayList<>();
    for (Observable observable : all) {
      if (!slot.kinds.contains(observable.kind()) || !asked.add(observable)) {
        continue;
      }
      List<Enrichment> known =
          slot.cacheable ? cache.getIfPresent(new Key(slot.number, observable)) : null;
      if (known == null) {
        missing.add(observable);
      } else {
        kept.addAll(known);
      }
    }
    return new Question(slot, asked, Collections.unmodifiableSet(missing), kept, signals);
  }

  /** What one enricher is asked: of all, those not in the cache. */
  private record Question(
      Slot slot,
      Set<Observable> asked,
      Set<Observable> missing,
      List<Enrichment> kept,
      List<Signal> signals) {}

  private Pending start(Question question, Instant end) {
    FutureTask<List<Enrichment>> task = new FutureTask<>(() -> ask(question));
    if (question.missing.isEmpty()) {
      return new Pending(question, task, "");
    }
    // With an executor that runs at once, those before may have used the time up.
    if (!clock.instant().isBefore(end)) {
      return new Pending(question, task, "not asked: the deadline of " + deadline + " had passed");
    }
    try {
      executor.execute(task);
      return new Pending(question, task, "");
    } catch (RejectedExecutionException e) {
      return new Pending(question, task, "not asked: the executor took no more work");
    }
  }

  private List<Enrichment> finish(Pending pending, Instant end) {
    Question question = pending.question;
    List<Enrichment> answers = new ArrayList<>(question.kept);
    if (!pending.refusal.isEmpty()) {
      answers.addAll(unknown(question, pending.refusal));
    } else if (!question.missing.isEmpty()) {
      answers.addAll(await(question, pending.task, end));
    }
    Map<Observable, List<Enrichment>> grouped = grouped(answers);
    List<Enrichment> sorted = new ArrayList<>();
    for (Observable observable : question.asked) {
      sorted.addAll(grouped.getOrDefault(observable, List.of()));
    }
    return sorted;
  }

  private static Map<Observable, List<Enrichment>> grouped(List<Enrichment> answers) {
    return answers.stream().collect(Collectors.groupingBy(Enrichment::observable));
  }

  private List<Enrichment> await(
      Question question, FutureTask<List<Enrichment>> task, Instant end) {
    try {
      long left = task.isDone() ? 0 : Math.max(0, Duration.between(clock.instant(), end).toNanos());
      return task.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return unknown(question, "no answer within " + deadline);
    } catch (CancellationException e) {
      return unknown(question, "cancelled");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return unknown(question, "interrupted while waiting");
    } catch (ExecutionException e) {
      return unknown(question, "failed: " + reason(requireNonNull(e.getCause())));
    }
  }

  private List<Enrichment> ask(Question question) {
    List<Enrichment> answers =
        List.copyOf(question.slot.enricher.enrich(question.missing, question.signals)).stream()
            .filter(e -> question.missing.contains(e.observable()))
            .toList();
    if (question.slot.cacheable) {
      Map<Observable, List<Enrichment>> grouped = grouped(answers);
      for (Observable observable : question.missing) {
        List<Enrichment> own = List.copyOf(grouped.getOrDefault(observable, List.of()));
        // What is unknown for the moment is asked again.
        if (own.stream().allMatch(Enrichment::known)) {
          cache.put(new Key(question.slot.number, observable), own);
        }
      }
    }
    return answers;
  }

  private List<Enrichment> unknown(Question question, String reason) {
    Instant now = clock.instant();
    return question.missing.stream()
        .map(
            observable ->
                new Enrichment(
                    observable, Enrichment.Fact.ANY, reason, false, question.slot.name, now))
        .toList();
  }

  /** The kind of fault and the first line of its message, which may be long and hold anything. */
  private static String reason(Throwable fault) {
    String message = fault.getMessage() == null ? "" : fault.getMessage().strip();
    String line = message.lines().findFirst().orElse("");
    String cut = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    return fault.getClass().getSimpleName() + (cut.isEmpty() ? "" : ": " + cut);
  }

  /** Forgets all answers and takes no more questions. Enrichers and executor are the caller's. */
  @Override
  public void close() {
    closed = true;
    cache.invalidateAll();
  }

  /** Gathers settings; not safe for several threads. */
  public static final class Builder {
    private final List<Enricher> enrichers = new ArrayList<>();
    private Executor executor = Runnable::run;
    private Duration deadline = Duration.ofSeconds(2);
    private long cacheSize = 10_000;
    private Duration cacheTtl = Duration.ofMinutes(5);
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Adds an enricher, which the caller closes.
     *
     * @throws IllegalArgumentException if one of the same name is there
     */
    public Builder enricher(Enricher enricher) {
      for (Enricher other : enrichers) {
        if (other.name().equals(enricher.name())) {
          throw new IllegalArgumentException(
              "two enrichers are named "
                  + enricher.name()
                  + ": "
                  + other.getClass().getName()
                  + " and "
                  + enricher.getClass().getName());
        }
      }
      enrichers.add(enricher);
      return this;
    }

    /**
     * What the enrichers run on; the caller shuts it down. Default: the asking thread, one enricher
     * after the other, where the deadline is looked at between them.
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
     * How many answers to keep; 0 keeps none. Default: 10,000.
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
     * How long an answer is kept. Default: 5 minutes.
     *
     * @throws IllegalArgumentException if it is zero or negative
     */
    public Builder cacheTtl(Duration cacheTtl) {
      if (!positive(cacheTtl)) {
        throw new IllegalArgumentException("cacheTtl must be positive: " + cacheTtl);
      }
      this.cacheTtl = cacheTtl;
      return this;
    }

    /** What tells the time. Default: the system's clock. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
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
