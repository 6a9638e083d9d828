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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnrichersTest {
  private static final Observable HOST = new Observable(ObservableKind.HOST, "web1", Role.TARGET);
  private static final Observable IP = new Observable(ObservableKind.IP, "192.0.2.1", Role.SOURCE);

  private final Ticking clock = new Ticking();

  /** A clock that the test moves. */
  private static final class Ticking extends Clock {
    private volatile Instant now = Instant.parse("2026-01-02T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    long nanos() {
      return ChronoUnit.NANOS.between(Instant.EPOCH, now);
    }

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
    private final boolean kept;
    private final Function<Observable, List<Enrichment>> answer;
    private final List<Set<Observable>> asked = new CopyOnWriteArrayList<>();

    Fake(String name, boolean kept, Function<Observable, List<Enrichment>> answer) {
      this.name = name;
      this.kept = kept;
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
    public EnricherLimits limits() {
      return kept ? EnricherLimits.KEPT : EnricherLimits.UNKEPT;
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

  private Fake good(String name, boolean kept) {
    return new Fake(name, kept, o -> owner(o, name, true));
  }

  private Enrichers.Builder with(Enricher... enrichers) {
    Enrichers.Builder builder =
        Enrichers.builder().clock(clock).nanos(clock::nanos).executor(Runnable::run);
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
            .nanos(System::nanoTime)
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
  void enrich_again_isKeptUntilItsTimeIsUp() {
    Fake kept = good("kept", true);
    Fake unkept = good("unkept", false);
    try (Enrichers enrichers = with(kept, unkept).build()) {
      List<String> first = values(enrichers);
      clock.pass(Duration.ofMinutes(4));
      assertThat(values(enrichers)).isEqualTo(first);
      assertThat(kept.asked).hasSize(1);
      assertThat(unkept.asked).hasSize(2);
      clock.pass(Duration.ofMinutes(7));
      values(enrichers);
      assertThat(kept.asked).hasSize(2);
    }
  }

  @Test
  void enrich_absence_isKeptForItsOwnTime() {
    Fake none = new Fake("none", true, o -> List.of());
    EnricherLimits limits =
        EnricherLimits.KEPT.withAbsentFor(Duration.ofSeconds(10)).withStaleFor(Duration.ZERO);
    try (Enrichers enrichers = with().enricher(none, limits).build()) {
      assertThat(values(enrichers)).isEmpty();
      clock.pass(Duration.ofSeconds(9));
      assertThat(values(enrichers)).isEmpty();
      assertThat(none.asked).hasSize(1);
      clock.pass(Duration.ofSeconds(1));
      values(enrichers);
      assertThat(none.asked).hasSize(2);
    }
  }

  @Test
  void enrich_stale_isGivenAtOnceAndRenewedBehind() {
    List<Runnable> later = new ArrayList<>();
    AtomicReference<String> owner = new AtomicReference<>("before");
    Fake changing = new Fake("changing", true, o -> owner(o, owner.get(), true));
    AtomicReference<Executor> executor = new AtomicReference<>(Runnable::run);
    try (Enrichers enrichers =
        with(changing).executor(task -> executor.get().execute(task)).build()) {
      values(enrichers);
      owner.set("after");
      executor.set(later::add);
      clock.pass(Duration.ofMinutes(6));
      Enrichment stale = enrichers.enrich(List.of(HOST), List.of()).get(0);
      assertThat(stale.value()).isEqualTo("before");
      assertThat(stale.freshUntil()).isBefore(clock.instant());
      assertThat(values(enrichers)).containsExactly("before");
      assertThat(later).as("one renewal").hasSize(1);
      later.get(0).run();
      assertThat(values(enrichers)).containsExactly("after");
      assertThat(enrichers.enrich(List.of(HOST), List.of()).get(0).freshUntil())
          .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }
  }

  @Test
  void enrich_factThatEndsEarlier_isAskedForThen() {
    Fake brief =
        new Fake(
            "brief",
            true,
            o ->
                owner(o, "brief", true).stream()
                    .map(e -> e.withFreshUntil(clock.instant().plusSeconds(5)))
                    .toList());
    EnricherLimits limits = EnricherLimits.KEPT.withStaleFor(Duration.ZERO);
    try (Enrichers enrichers = with().enricher(brief, limits).build()) {
      values(enrichers);
      clock.pass(Duration.ofSeconds(5));
      values(enrichers);
      assertThat(brief.asked).hasSize(2);
    }
  }

  @Test
  void enrich_severalAtOnce_askOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Fake slow =
        new Fake(
            "slow",
            true,
            o -> {
              begun.countDown();
              await(go);
              return owner(o, "slow", true);
            });
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Enrichers enrichers =
        with(slow).executor(Executors.newCachedThreadPool()).nanos(() -> 0).build()) {
      List<Future<List<String>>> all = new ArrayList<>();
      all.add(callers.submit(() -> values(enrichers)));
      begun.await();
      for (int i = 0; i < 3; i++) {
        all.add(callers.submit(() -> values(enrichers)));
      }
      go.countDown();
      for (Future<List<String>> one : all) {
        assertThat(one.get()).containsExactly("slow");
      }
      assertThat(slow.asked).hasSize(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void enrich_more_isAskedInBatches() {
    Fake good = good("good", true);
    List<Observable> hosts =
        IntStream.range(0, 7)
            .mapToObj(i -> new Observable(ObservableKind.HOST, "h" + i, Role.TARGET))
            .toList();
    try (Enrichers enrichers = with().enricher(good, EnricherLimits.KEPT.withBatch(3)).build()) {
      assertThat(enrichers.enrich(hosts, List.of())).hasSize(7);
      assertThat(good.asked).extracting(Set::size).containsExactly(3, 3, 1);
    }
  }

  @Test
  void enrich_laterBatchFails_theFirstAnswers() {
    Fake half =
        new Fake(
            "half",
            true,
            o -> {
              if (o.value().equals("h1")) {
                throw new IllegalStateException("throttled");
              }
              return owner(o, o.value(), true);
            });
    List<Observable> hosts =
        IntStream.range(0, 3)
            .mapToObj(i -> new Observable(ObservableKind.HOST, "h" + i, Role.TARGET))
            .toList();
    try (Enrichers enrichers = with().enricher(half, EnricherLimits.KEPT.withBatch(1)).build()) {
      assertThat(enrichers.enrich(hosts, List.of()))
          .extracting(Enrichment::value)
          .containsExactly(
              "h0",
              "failed: IllegalStateException: throttled",
              "failed: IllegalStateException: throttled");
    }
  }

  @Test
  void enrich_failsOften_isLeftAloneAndTriedAgain() {
    AtomicReference<Boolean> down = new AtomicReference<>(true);
    Fake shaky =
        new Fake(
            "shaky",
            false,
            o -> {
              if (down.get()) {
                throw new IllegalStateException("down");
              }
              return owner(o, "shaky", true);
            });
    try (Enrichers enrichers = with(shaky).build()) {
      for (int i = 0; i < 5; i++) {
        assertThat(values(enrichers))
            .containsExactly("shaky ANY failed: IllegalStateException: down");
      }
      assertThat(values(enrichers))
          .containsExactly(
              "shaky ANY not asked: it failed too often and is left alone for up to PT30S");
      assertThat(shaky.asked).hasSize(5);
      clock.pass(Duration.ofSeconds(31));
      down.set(false);
      assertThat(values(enrichers)).containsExactly("shaky");
      assertThat(values(enrichers)).containsExactly("shaky");
    }
  }

  @Test
  void enrich_tooManyUnderWay_isNotAsked() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Fake stuck =
        new Fake(
            "stuck",
            true,
            o -> {
              begun.countDown();
              await(go);
              return owner(o, o.value(), true);
            });
    ExecutorService executor = Executors.newCachedThreadPool();
    try (Enrichers enrichers =
        with()
            .enricher(stuck, EnricherLimits.KEPT.withConcurrency(1))
            .executor(executor)
            .nanos(() -> 0)
            .build()) {
      Future<List<String>> first = executor.submit(() -> values(enrichers));
      begun.await();
      Observable other = new Observable(ObservableKind.HOST, "other", Role.TARGET);
      assertThat(enrichers.enrich(List.of(other), List.of()))
          .extracting(Enrichment::value)
          .containsExactly("not asked: 1 questions to it are under way");
      go.countDown();
      assertThat(first.get()).containsExactly("web1");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void enrich_stuckBeyondItsTime_isGivenUpByTheNextQuestion() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Fake stuck =
        new Fake(
            "stuck",
            true,
            o -> {
              if (o.value().equals("other")) {
                return owner(o, "other", true);
              }
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return List.of();
            });
    ExecutorService executor = Executors.newCachedThreadPool();
    try (Enrichers enrichers =
        with()
            .enricher(stuck, EnricherLimits.KEPT.withTimeout(Duration.ofSeconds(30)))
            .deadline(Duration.ofNanos(1))
            .executor(executor)
            .build()) {
      assertThat(values(enrichers)).containsExactly("stuck ANY no answer within PT0.000000001S");
      begun.await();
      clock.pass(Duration.ofSeconds(31));
      Observable other = new Observable(ObservableKind.HOST, "other", Role.TARGET);
      enrichers.enrich(List.of(other), List.of());
      assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void enrich_endlessFacts_areCutAndTold() {
    Fake endless =
        new Fake(
            "endless",
            true,
            o ->
                IntStream.range(0, 1000)
                    .mapToObj(
                        i -> new Enrichment(o, Fact.OWNER, "x".repeat(9999), true, "e", clock.now))
                    .toList());
    try (Enrichers enrichers = with(endless).build()) {
      List<Enrichment> facts = enrichers.enrich(List.of(HOST), List.of());
      assertThat(facts).hasSize(65).allMatch(e -> e.value().length() <= 4096);
      assertThat(facts.get(64).value()).isEqualTo("936 more facts are left out");
      assertThat(facts.get(64).known()).isFalse();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    assertThatThrownBy(() -> with().enricher(good("a", false), EnricherLimits.KEPT))
        .hasMessageContaining("the answers of a must not be kept");
    assertThatThrownBy(() -> with().plugIn("none-such", Map.of()))
        .hasMessageContaining("no plug-in is named none-such; there are []");
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
