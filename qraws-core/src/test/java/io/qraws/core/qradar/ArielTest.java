// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.testing.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArielTest {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String RESULTS = "GET /ariel/searches/5ea2c4-1/results";

  private final Console console = new Console();
  private final Ariel ariel = console.client().ariel();

  @BeforeEach
  void fill() {
    console.server.ariel().engine(query -> rows(2_500));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private static List<String> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"start_time\":%d,\"qid\":28250001,\"source_ip\":\"192.0.2.7\",\"number\":%d,"
                        .formatted(1773734400000L + i, i)
                    + "\"event_name\":\"Login\",\"magnitude\":5,\"user_name\":null}")
        .toList();
  }

  private static Aql query(int limit) {
    return Aql.events()
        .column("sourceip", "source_ip")
        .last(Duration.ofMinutes(15))
        .limit(limit)
        .build();
  }

  @Test
  void search_manyRows_comeInPagesOnceEach() throws InterruptedException {
    ArielResult result = ariel.search(query(10_000), DEADLINE);
    assertThat(result.rows())
        .extracting(row -> row.whole("number"))
        .containsExactlyElementsOf(IntStream.range(0, 2_500).mapToObj(Long::valueOf).toList());
    assertThat(result.atLimit()).isFalse();
    ArielRow row = result.rows().get(0);
    assertThat(row.text("source_ip")).isEqualTo("192.0.2.7");
    assertThat(row.text("user_name")).isNull();
    assertThat(row.time("start_time")).isEqualTo("2026-03-17T08:00:00Z");
    assertThat(row.raw().text()).isEqualTo(rows(1).get(0));
    assertThat(console.server.count(RESULTS)).isEqualTo(3);
  }

  @Test
  void search_atItsLimit_saysSo() throws InterruptedException {
    ArielResult result = ariel.search(query(1_500), DEADLINE);
    assertThat(result.rows()).hasSize(1_500);
    assertThat(result.atLimit()).isTrue();
  }

  @Test
  void search_longQuery_travelsInTheBody() throws InterruptedException {
    List<String> names = IntStream.range(0, 300).mapToObj(i -> "user-number-" + i).toList();
    Aql query =
        Aql.events()
            .column("username", "user_name")
            .where(AqlCondition.in("username", names))
            .last(Duration.ofHours(1))
            .build();
    assertThat(query.toString()).hasSizeGreaterThan(4_000);
    assertThat(ariel.search(query, DEADLINE).rows()).hasSize(1_000);
  }

  @Test
  void search_notRunnable_isRefusedWithQradarsWords() {
    console
        .server
        .ariel()
        .engine(
            query -> {
              throw new IllegalArgumentException("no column \"Nope\"");
            });
    QradarException.Refused e =
        catchThrowableOfType(
            QradarException.Refused.class, () -> ariel.search(query(10), DEADLINE));
    assertThat(e.status()).isEqualTo(422);
    assertThat(e.code()).isEqualTo(2000);
    assertThat(e.serverMessage()).contains("no column \"Nope\"");
  }

  @Test
  void search_tooSlow_isDeletedAndNamed() {
    console.server.ariel().outcome("EXECUTE");
    QradarException.SearchFailed e =
        catchThrowableOfType(
            QradarException.SearchFailed.class, () -> ariel.search(query(10), DEADLINE));
    assertThat(e.searchId()).isEqualTo("5ea2c4-1");
    assertThat(e.searchStatus()).isEqualTo("EXECUTE");
    assertThat(e.retryable()).isTrue();
    assertThat(console.server.ariel().running()).isEmpty();
    assertThat(console.server.count("DELETE /ariel/searches/5ea2c4-1")).isEqualTo(1);
    assertThat(console.clock.instant()).isEqualTo(console.server.now().plus(DEADLINE));
  }

  @Test
  void search_error_tellsWhy() {
    console.server.ariel().outcome("ERROR");
    QradarException.SearchFailed e =
        catchThrowableOfType(
            QradarException.SearchFailed.class, () -> ariel.search(query(10), DEADLINE));
    assertThat(e.searchErrors()).containsExactly("The disk is full");
    assertThat(e.retryable()).isFalse();
    assertThat(e).hasMessageContaining("The disk is full");
  }

  @Test
  void search_interrupted_isDeletedOnTheServer() throws InterruptedException, ExecutionException {
    console.server.ariel().outcome("EXECUTE");
    var executor = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> interrupted =
          executor.submit(
              () -> {
                console.server.watch(
                    request -> {
                      if (request.line().equals("GET /ariel/searches/5ea2c4-1")) {
                        executor.shutdownNow();
                      }
                    });
                try {
                  ariel.search(query(10), DEADLINE);
                  return false;
                } catch (InterruptedException e) {
                  return true;
                }
              });
      assertThat(interrupted.get()).isTrue();
    } finally {
      executor.shutdownNow();
    }
    assertThat(console.server.count("DELETE /ariel/searches/5ea2c4-1")).isEqualTo(1);
    assertThat(console.server.ariel().running()).isEmpty();
  }

  @Test
  void search_vanished_isStartedAnew() throws InterruptedException {
    int[] results = {0};
    console.server.watch(
        request -> {
          if (request.path().endsWith("/results") && ++results[0] == 2) {
            console.server.ariel().forget();
          }
        });
    assertThat(ariel.search(query(10_000), DEADLINE).rows()).hasSize(2_500);
    assertThat(console.server.count("POST /ariel/searches")).isEqualTo(2);
  }

  /** The server gives the search that somebody cancelled, and would do so again and again. */
  @Test
  void search_cancelledBefore_isDeletedAndStartedAnew() throws InterruptedException {
    console.server.ariel().outcome("CANCELED");
    assertThatThrownBy(() -> ariel.search(query(10), DEADLINE))
        .isInstanceOf(QradarException.SearchFailed.class);
    console.server.ariel().outcome("COMPLETED");
    assertThat(ariel.search(query(10), DEADLINE).rows()).hasSize(10);
  }

  @Test
  void search_startsAnswerLost_takesTheSameSearch() throws InterruptedException {
    console.server.fail("POST /ariel/searches", Fault.resetAfter());
    assertThat(ariel.search(query(10), DEADLINE).searchId()).isEqualTo("5ea2c4-1");
    assertThat(console.server.ariel().running()).isEmpty();
  }

  @Test
  void search_busy_isRepeated() throws InterruptedException {
    console.server.fail("POST /ariel/searches", Fault.error(503, 1010, "Ariel is offline"));
    console.server.fail(RESULTS, Fault.cut());
    console.server.fail(RESULTS, Fault.error(500, 1020, "oops"));
    assertThat(ariel.search(query(10), DEADLINE).rows()).hasSize(10);
  }

  @Test
  void search_manyThreads_neverExceedTheLimit() throws InterruptedException, ExecutionException {
    Ariel limited = console.builder().searchesAtOnce(3).build().ariel();
    var executor = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 1; i <= 24; i++) {
        int limit = i;
        calls.add(() -> limited.search(query(limit), DEADLINE).rows().size());
      }
      int rows = 0;
      for (Future<Integer> future : executor.invokeAll(calls)) {
        rows += future.get();
      }
      assertThat(rows).isEqualTo(24 * 25 / 2);
    } finally {
      executor.shutdownNow();
    }
    assertThat(console.server.ariel().mostAtOnce()).isBetween(1, 3);
  }

  @Test
  void problems_andColumns_areQradars() throws InterruptedException {
    console.server.ariel().column("sourceip");
    console.server.ariel().column("Custom Property");
    assertThat(ariel.eventColumns()).containsExactly("sourceip", "Custom Property");
    assertThat(ariel.flowColumns()).hasSize(2);
    assertThat(ariel.problems(query(10))).isEmpty();
    console
        .server
        .ariel()
        .engine(
            query -> {
              throw new IllegalArgumentException("no");
            });
    assertThat(ariel.problems(query(10))).containsExactly("no");
  }

  @Test
  void events_ofAnOffense_areBoundedAndReadAsEvents() throws InterruptedException, IOException {
    List<String> queries = new ArrayList<>();
    console
        .server
        .ariel()
        .engine(
            query -> {
              queries.add(query);
              return rows(30);
            });
    console.server.offenses().put(Console.offense(16));
    QradarClient client = console.client();
    QradarOffense offense = client.offenses().find(16).orElseThrow();
    OffenseEvents events = OffenseEvents.of(client, 20, DEADLINE);
    ArielResult result = events.events(offense);
    assertThat(result.rows()).hasSize(20);
    assertThat(result.atLimit()).isTrue();
    // Five minutes before the offense's start; QRadar's own window would be a minute.
    assertThat(queries.get(0))
        .contains(" FROM events WHERE (INOFFENSE(16)) LIMIT 20 START ")
        .contains("UTF8(payload) AS payload");
    List<Signal> signals = new ArrayList<>();
    SignalReader.create()
        .read(
            "ariel",
            new ByteArrayInputStream(result.json().bytes()),
            new ReadListener() {
              @Override
              public void signal(Signal signal) {
                signals.add(signal);
              }

              @Override
              public void rejected(Rejected rejected) {
                throw new AssertionError(rejected.reason());
              }
            });
    assertThat(signals).hasSize(20).allMatch(SiemEvent.class::isInstance);
    assertThat(events.flows(offense).rows()).hasSize(20);
    assertThat(queries.get(1)).contains(" FROM flows ");
  }

  /** Events become visible late, and QRadar gives the same search for the same text. */
  @Test
  void events_askedAgainLater_isAnotherSearch() throws InterruptedException {
    console.server.offenses().put(Console.offense(16));
    QradarClient client = console.client();
    QradarOffense offense = client.offenses().find(16).orElseThrow();
    OffenseEvents events = OffenseEvents.of(client, 20, DEADLINE);
    String first = events.events(offense).searchId();
    assertThat(events.events(offense).searchId()).isNotEqualTo(first);
  }
}
