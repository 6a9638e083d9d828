// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EnrichersTest {
  private static final Observable HOST = new Observable(ObservableKind.HOST, "web1", Role.TARGET);
  private static final Observable IP = new Observable(ObservableKind.IP, "192.0.2.1", Role.SOURCE);

  private final Ticking clock = new Ticking();

  /** A clock that the test moves. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-01-02T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** An enricher of hosts that remembers what it was asked. */
  private static final class Fake implements Enricher {
    private final String name;
    private final boolean cacheable;
    private final Function<Observable, List<Enrichment>> answer;
    private final List<Set<Observable>> asked = new ArrayList<>();

    Fake(String name, boolean cacheable, Function<Observable, List<Enrichment>> answer) {
      this.name = name;
      this.cacheable = cacheable;
      this.answer = answer;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<ObservableKind> kinds() {
      return Set.of(ObservableKind.HOST);
    }

    @Override
    public boolean cacheable() {
      return cacheable;
    }

    @Override
    public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
      asked.add(observables);
      return observables.stream().flatMap(o -> answer.apply(o).stream()).toList();
    }
  }

  private List<Enrichment> owner(Observable observable, String owner, boolean known) {
    return List.of(new Enrichment(observable, Fact.OWNER, owner, known, "fake", clock.instant()));
  }

  private Fake good(String name, boolean cacheable) {
    return new Fake(name, cacheable, o -> owner(o, name, true));
  }

  private Enrichers.Builder with(Enricher... enrichers) {
    Enrichers.Builder builder = Enrichers.builder().clock(clock);
    List.of(enrichers).forEach(builder::enricher);
    return builder;
  }

  private static List<String> values(Enrichers enrichers) {
    return enrichers.enrich(List.of(IP, HOST), List.of()).stream()
        .map(e -> (e.known() ? "" : e.provider() + " " + e.fact() + " ") + e.value())
        .toList();
  }

  @Test
  void enrich_eachEnricher_isAskedForItsKindsInOrder() {
    Fake first = good("first", true);
    try (Enrichers enrichers = with(first, good("second", true)).build()) {
      assertThat(values(enrichers)).containsExactly("first", "second");
      assertThat(first.asked).containsExactly(Set.of(HOST));
    }
  }

  @Test
  void enrich_oneFails_isUnknownAndTheRestAnswers() {
    Fake bad =
        new Fake(
            "bad",
            true,
            o -> {
              throw new IllegalStateException("no route\nat some.Stack");
            });
    try (Enrichers enrichers = with(bad, good("good", true)).build()) {
      assertThat(values(enrichers))
          .containsExactly("bad ANY failed: IllegalStateException: no route", "good");
    }
  }

  @Test
  void enrich_answerAboutSomethingElse_isDropped() {
    Fake stray = new Fake("stray", true, o -> owner(IP, "stray", true));
    try (Enrichers enrichers = with(stray).build()) {
      assertThat(values(enrichers)).isEmpty();
    }
  }

  @Test
  void enrich_sameThreadAfterTheDeadline_asksNoMore() {
    Fake slow =
        new Fake(
            "slow",
            true,
            o -> {
              clock.now = clock.now.plusSeconds(3);
              return owner(o, "slow", true);
            });
    Fake next = good("next", true);
    try (Enrichers enrichers = with(slow, next).build()) {
      assertThat(values(enrichers))
          .containsExactly("slow", "next ANY not asked: the deadline of PT2S had passed");
      assertThat(next.asked).isEmpty();
    }
  }

  @Test
  void enrich_lateOnExecutor_isUnknownAndDoesNotDelayTheRest() {
    CountDownLatch never = new CountDownLatch(1);
    Fake late =
        new Fake(
            "late",
            true,
            o -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            });
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try (Enrichers enrichers =
        with(late, good("good", true))
            .clock(Clock.systemUTC())
            .executor(executor)
            .deadline(Duration.ofMillis(500))
            .build()) {
      assertThat(values(enrichers)).containsExactly("late ANY no answer within PT0.5S", "good");
    } finally {
      never.countDown();
      executor.shutdownNow();
    }
  }

  @Test
  void enrich_executorThatRefuses_isUnknown() {
    try (Enrichers enrichers =
        with(good("a", true))
            .executor(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .build()) {
      assertThat(values(enrichers))
          .containsExactly("a ANY not asked: the executor took no more work");
    }
  }

  @Test
  void enrich_again_isCachedUntilItsTimeIsUp() {
    Fake kept = good("kept", true);
    Fake fresh = good("fresh", false);
    try (Enrichers enrichers = with(kept, fresh).cacheTtl(Duration.ofMinutes(1)).build()) {
      List<String> first = values(enrichers);
      assertThat(values(enrichers)).isEqualTo(first);
      assertThat(kept.asked).hasSize(1);
      assertThat(fresh.asked).hasSize(2);
      clock.now = clock.now.plusSeconds(61);
      values(enrichers);
      assertThat(kept.asked).hasSize(2);
    }
  }

  @Test
  void enrich_unknownAnswerOrNoCache_isAskedAgain() {
    Fake unsure = new Fake("unsure", true, o -> owner(o, "throttled", false));
    Fake good = good("good", true);
    try (Enrichers enrichers = with(unsure).build();
        Enrichers uncached = with(good).cacheSize(0).build()) {
      values(enrichers);
      values(enrichers);
      values(uncached);
      values(uncached);
      assertThat(unsure.asked).hasSize(2);
      assertThat(good.asked).hasSize(2);
    }
  }

  @Test
  void builder_wrongValues_areRefused() {
    assertThatThrownBy(() -> with(good("a", true), good("a", true)))
        .hasMessageContaining("two enrichers are named a");
    assertThatThrownBy(() -> Enrichers.builder().deadline(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Enrichers.builder().cacheSize(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void enrich_afterClose_isRefused() {
    Enrichers enrichers = with(good("a", true)).build();
    enrichers.close();
    enrichers.close();
    assertThatThrownBy(() -> enrichers.enrich(List.of())).isInstanceOf(IllegalStateException.class);
  }
}
