// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An enricher with what keeps it from harming others: answers that are kept, one question at a time
 * for one observable, no more than so many at once, and none for a while after too many failed.
 */
final class GuardedEnricher {
  /** More facts of one observable than these are left out, which is told. */
  private static final int MOST_FACTS = 64;

  /** Longer values are cut: they are shown to people and kept with the case. */
  private static final int LONGEST_TEXT = 4096;

  /** Of the last so many questions, half failed: then it is left alone for a while. */
  private static final int WINDOW = 10;

  private static final int LEAST = 5;
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private final Enricher enricher;
  private final String name;
  private final Set<ObservableKind> kinds;
  private final EnricherLimits limits;
  private final Executor executor;
  private final Clock clock;
  private final LongSupplier nanos;
  private final @Nullable Cache<Observable, Kept> cache;
  private final ConcurrentMap<Observable, Inquiry> underWay = new ConcurrentHashMap<>();
  private final Set<Inquiry> running = ConcurrentHashMap.newKeySet();
  private final Semaphore permits;
  private final CircuitBreaker breaker;

  /** An answer that is kept. */
  private record Kept(List<Enrichment> facts, Instant freshUntil, Instant staleUntil) {}

  /**
   * What is to be said of one observable: facts that are at hand, a reason why there are none, or
   * an inquiry that will tell.
   */
  record Part(
      Observable observable,
      @Nullable List<Enrichment> facts,
      @Nullable Inquiry inquiry,
      String reason) {}

  GuardedEnricher(
      Enricher enricher,
      EnricherLimits limits,
      long cacheSize,
      Executor executor,
      Clock clock,
      LongSupplier nanos) {
    this.enricher = enricher;
    this.name = requireNonNull(enricher.name(), "name");
    this.kinds = Set.copyOf(enricher.kinds());
    this.limits = limits;
    this.executor = executor;
    this.clock = clock;
    this.nanos = nanos;
    this.cache =
        limits.freshFor().isZero() || cacheSize == 0
            ? null
            : Caffeine.newBuilder().maximumSize(cacheSize).executor(Runnable::run).build();
    this.permits = new Semaphore(limits.concurrency());
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST)
                .waitDurationInOpenState(LEFT_ALONE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .build());
  }

  String name() {
    return name;
  }

  /**
   * Begins to find out; does not wait.
   *
   * @param observables any, without duplicates
   * @param signals the incident's
   * @param refusal why nothing more may be asked, or empty
   * @return those of its kinds, in their order
   */
  List<Part> ask(Set<Observable> observables, List<Signal> signals, String refusal) {
    List<Part> parts = new ArrayList<>();
    Set<Observable> missing = new LinkedHashSet<>();
    Set<Observable> stale = new LinkedHashSet<>();
    Instant now = clock.instant();
    for (Observable observable : observables) {
      if (!kinds.contains(observable.kind())) {
        continue;
      }
      Kept kept = kept(observable, now);
      if (kept == null) {
        missing.add(observable);
        parts.add(new Part(observable, null, null, refusal));
      } else {
        if (!now.isBefore(kept.freshUntil)) {
          stale.add(observable);
        }
        parts.add(new Part(observable, kept.facts, null, ""));
      }
    }
    if (!refusal.isEmpty()) {
      return parts;
    }
    if (!stale.isEmpty()) {
      begin(stale, List.of());
    }
    if (!missing.isEmpty()) {
      Map<Observable, Part> begun = begin(missing, signals);
      parts.replaceAll(part -> begun.getOrDefault(part.observable, part));
    }
    return parts;
  }

  private @Nullable Kept kept(Observable observable, Instant now) {
    Kept kept = cache == null ? null : cache.getIfPresent(observable);
    return kept != null && now.isBefore(kept.staleUntil) ? kept : null;
  }

  /** Joins what is under way, and asks about the rest. */
  private Map<Observable, Part> begin(Set<Observable> wanted, List<Signal> signals) {
    Map<Observable, Part> parts = new HashMap<>();
    Inquiry inquiry;
    // Locked, so that no two threads ask for the same observable.
    synchronized (running) {
      long now = nanos.getAsLong();
      List.copyOf(running).stream().filter(one -> now - one.endNanos() >= 0).forEach(this::late);
      Set<Observable> rest = join(wanted, parts);
      String refusal = rest.isEmpty() ? "" : refusal();
      if (rest.isEmpty() || !refusal.isEmpty()) {
        rest.forEach(one -> parts.put(one, new Part(one, null, null, refusal)));
        return parts;
      }
      inquiry = inquiry(rest, cache == null ? signals : List.of(), now);
      rest.forEach(one -> parts.put(one, new Part(one, null, inquiry, "")));
    }
    try {
      executor.execute(inquiry.task());
    } catch (RejectedExecutionException e) {
      inquiry.giveUp("not asked: the executor took no more work", e);
    }
    return parts;
  }

  /** Puts in what is under way, or was answered a moment ago; the rest is returned. */
  private Set<Observable> join(Set<Observable> wanted, Map<Observable, Part> parts) {
    Set<Observable> rest = new LinkedHashSet<>();
    Instant now = clock.instant();
    for (Observable observable : wanted) {
      Inquiry other = underWay.get(observable);
      Kept kept = other == null ? kept(observable, now) : null;
      if (other != null) {
        parts.put(observable, new Part(observable, null, other, ""));
      } else if (kept != null && now.isBefore(kept.freshUntil)) {
        parts.put(observable, new Part(observable, kept.facts, null, ""));
      } else {
        rest.add(observable);
      }
    }
    return rest;
  }

  /** Takes a permit of both kinds, or says why there is none. */
  private String refusal() {
    if (!permits.tryAcquire()) {
      return "not asked: " + limits.concurrency() + " questions to it are under way";
    }
    if (!breaker.tryAcquirePermission()) {
      permits.release();
      return "not asked: it failed too often and is left alone for up to " + LEFT_ALONE;
    }
    return "";
  }

  private Inquiry inquiry(Set<Observable> asked, List<Signal> signals, long now) {
    Inquiry inquiry =
        new Inquiry(
            asked,
            limits.batch(),
            now + limits.timeout().toNanos(),
            batch -> answers(batch, signals),
            this::judge,
            this::ended);
    running.add(inquiry);
    if (cache != null) {
      asked.forEach(observable -> underWay.put(observable, inquiry));
    }
    return inquiry;
  }

  private void ended(Inquiry inquiry) {
    permits.release();
    forget(inquiry);
  }

  private void forget(Inquiry inquiry) {
    running.remove(inquiry);
    inquiry.observables().forEach(observable -> underWay.remove(observable, inquiry));
  }

  private void judge(@Nullable Throwable fault) {
    if (fault == null) {
      breaker.onSuccess(0, breaker.getTimestampUnit());
    } else if (fault instanceof RejectedExecutionException) {
      breaker.releasePermission();
    } else {
      breaker.onError(0, breaker.getTimestampUnit(), fault);
    }
  }

  /**
   * Gives up what took too long. A thread that does not heed its interrupt keeps its permit, but
   * nobody waits for it any more.
   */
  void late(Inquiry inquiry) {
    inquiry.giveUp("no answer within " + limits.timeout(), new TimeoutException());
    forget(inquiry);
  }

  /** Nobody waits any longer: an answer that can't be kept would be for nobody. */
  void leave(Inquiry inquiry, String why) {
    if (cache == null) {
      inquiry.giveUp(why, new TimeoutException());
      forget(inquiry);
    }
  }

  /** One call, checked: what it may say, and no more. */
  private Map<Observable, List<Enrichment>> answers(Set<Observable> asked, List<Signal> signals) {
    List<Enrichment> said = enricher.enrich(asked, signals);
    Instant now = clock.instant();
    Map<Observable, List<Enrichment>> facts = new LinkedHashMap<>();
    Map<Observable, Integer> tooMany = new LinkedHashMap<>();
    for (Enrichment one : requireNonNull(said, "it answered null")) {
      Observable about = requireNonNull(one, "a fact of its answer is null").observable();
      if (!asked.contains(about)) {
        continue;
      }
      List<Enrichment> own = facts.computeIfAbsent(about, o -> new ArrayList<>());
      if (own.size() < MOST_FACTS) {
        own.add(bounded(one, now));
      } else {
        tooMany.merge(about, 1, Integer::sum);
      }
    }
    tooMany.forEach(
        (about, more) ->
            requireNonNull(facts.get(about))
                .add(
                    new Enrichment(
                        about,
                        Enrichment.Fact.ANY,
                        more + " more facts are left out",
                        false,
                        name,
                        now)));
    keep(asked, facts, now);
    return facts;
  }

  private Enrichment bounded(Enrichment fact, Instant now) {
    boolean told = fact.freshUntil().isAfter(fact.time());
    return new Enrichment(
            fact.observable(),
            fact.fact(),
            cut(fact.value()),
            cut(fact.detail()),
            fact.known(),
            fact.provider(),
            fact.time(),
            fact.freshUntil())
        .withFreshUntil(told ? fact.freshUntil() : now.plus(limits.freshFor()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /** What is unknown for the moment is asked again, so it is not kept. */
  private void keep(Set<Observable> asked, Map<Observable, List<Enrichment>> facts, Instant now) {
    if (cache == null) {
      return;
    }
    for (Observable observable : asked) {
      List<Enrichment> own = List.copyOf(facts.getOrDefault(observable, List.of()));
      if (own.stream().allMatch(Enrichment::known)) {
        Instant limit = now.plus(own.isEmpty() ? limits.absentFor() : limits.freshFor());
        Instant fresh =
            own.stream().map(Enrichment::freshUntil).reduce(limit, GuardedEnricher::earlier);
        cache.put(observable, new Kept(own, fresh, fresh.plus(limits.staleFor())));
      }
    }
  }

  /** Gives up all that is under way and forgets all answers. */
  void close() {
    List.copyOf(running)
        .forEach(inquiry -> inquiry.giveUp("closed", new RejectedExecutionException("closed")));
    if (cache != null) {
      cache.invalidateAll();
    }
  }
}
