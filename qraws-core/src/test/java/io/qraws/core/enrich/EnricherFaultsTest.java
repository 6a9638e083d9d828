// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of one enricher beside each of another: what is said of each, and that it ends. */
class EnricherFaultsTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofMillis(20);
  private static final List<Observable> HOSTS =
      IntStream.range(0, 3)
          .mapToObj(i -> new Observable(ObservableKind.HOST, "h" + i, Role.TARGET))
          .toList();

  /** Opened by a task of this thread when it is stuck or has ended. */
  private final ThreadLocal<CountDownLatch> settled = new ThreadLocal<>();

  /** Never opened while a question is waited for: what waits for it is stuck. */
  private final CountDownLatch end = new CountDownLatch(1);

  /** How an enricher goes wrong, and what is then said of the first, second and third host. */
  private enum Fault {
    NONE("known", "known", "known"),
    STUCK("no answer within PT0.02S"),
    STUCK_AND_DEAF("no answer within PT0.02S"),
    TRICKLE("known", "no answer within PT0.02S", "no answer within PT0.02S"),
    THROTTLED(
        "known",
        "failed: IllegalStateException: Rate exceeded",
        "failed: IllegalStateException: Rate exceeded"),
    EXCEPTION("failed: UncheckedIOException: java.io.IOException: reset"),
    ERROR("failed: NoClassDefFoundError: software/amazon/awssdk/X"),
    NULL("failed: NullPointerException: it answered null"),
    NULL_FACT("failed: NullPointerException: a fact of its answer is null"),
    LIST_THAT_THROWS("failed: IllegalStateException: lazy"),
    ABOUT_ANOTHER,
    UNKNOWN("unknown: no permission", "unknown: no permission", "unknown: no permission"),
    SAYS_NOTHING;

    private final List<String> said;

    Fault(String... said) {
      this.said = said.length == 1 ? Collections.nCopies(3, said[0]) : Arrays.asList(said);
    }
  }

  private final class Faulty implements Enricher {
    private final String name;
    private final Fault fault;

    Faulty(String name, Fault fault) {
      this.name = name;
      this.fault = fault;
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
      return EnricherLimits.KEPT.withBatch(1);
    }

    @Override
    public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
      Observable asked = observables.iterator().next();
      boolean first = asked.equals(HOSTS.get(0));
      return switch (fault) {
        case NONE -> List.of(fact(asked));
        case STUCK -> stuck();
        case STUCK_AND_DEAF -> deaf();
        case TRICKLE -> first ? List.of(fact(asked)) : stuck();
        case THROTTLED -> {
          if (!first) {
            throw new IllegalStateException("Rate exceeded\n(Service: Config)");
          }
          yield List.of(fact(asked));
        }
        case EXCEPTION -> throw new java.io.UncheckedIOException(new java.io.IOException("reset"));
        case ERROR -> throw new NoClassDefFoundError("software/amazon/awssdk/X");
        case NULL -> none();
        case NULL_FACT -> Collections.singletonList(none());
        case LIST_THAT_THROWS -> lazy();
        case ABOUT_ANOTHER ->
            List.of(fact(new Observable(ObservableKind.HOST, "another", Role.TARGET)));
        case UNKNOWN ->
            List.of(new Enrichment(asked, Fact.OWNER, "no permission", false, name, NOON));
        case SAYS_NOTHING -> List.of();
      };
    }

    private Enrichment fact(Observable about) {
      return new Enrichment(about, Fact.OWNER, "team-a", true, name, NOON);
    }

    private List<Enrichment> stuck() {
      settled.get().countDown();
      try {
        end.await();
        return List.of();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    private List<Enrichment> deaf() {
      settled.get().countDown();
      while (true) {
        try {
          end.await();
          return List.of();
        } catch (InterruptedException e) {
          // Does not heed it, as some drivers do.
        }
      }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
      return null;
    }

    private static List<Enrichment> lazy() {
      return new java.util.AbstractList<>() {
        @Override
        public Enrichment get(int index) {
          throw new IllegalStateException("lazy");
        }

        @Override
        public int size() {
          return 3;
        }
      };
    }
  }

  @AfterEach
  void letGo() {
    end.countDown();
  }

  static Stream<Arguments> pairs() {
    return Arrays.stream(Fault.values())
        .flatMap(a -> Arrays.stream(Fault.values()).map(b -> Arguments.of(a, b)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @Timeout(60)
  void enrich_twoFaults_eachIsTold(Fault one, Fault other) {
    try (Enrichers enrichers =
        Enrichers.builder()
            .enricher(new Faulty("one", one))
            .enricher(new Faulty("other", other))
            .clock(Clock.fixed(NOON, ZoneOffset.UTC))
            .deadline(DEADLINE)
            .nanos(() -> 0)
            .executor(this::untilSettled)
            .build()) {
      // What is stuck is stuck until the test has ended: that this returns is the deadline's work.
      List<Enrichment> said = enrichers.enrich(HOSTS, List.of());
      assertThat(said).extracting(EnricherFaultsTest::line).isEqualTo(expected(one, other));
    }
  }

  /** Goes on when the task is stuck or has ended, so that a slow machine makes nothing late. */
  private void untilSettled(Runnable task) {
    CountDownLatch latch = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              settled.set(latch);
              task.run();
              latch.countDown();
            });
    thread.setDaemon(true);
    thread.start();
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> expected(Fault one, Fault other) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < one.said.size(); i++) {
      lines.add("one h" + i + " " + one.said.get(i));
    }
    for (int i = 0; i < other.said.size(); i++) {
      lines.add("other h" + i + " " + other.said.get(i));
    }
    return lines;
  }

  private static String line(Enrichment fact) {
    String value = fact.known() ? "known" : fact.value();
    String unknown = fact.fact() == Fact.ANY || fact.known() ? value : "unknown: " + value;
    return fact.provider() + " " + fact.observable().value() + " " + unknown;
  }
}
