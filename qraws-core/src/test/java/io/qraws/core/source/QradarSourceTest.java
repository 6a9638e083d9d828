// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.qraws.core.qradar.QradarClient;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Signal;
import io.qraws.core.testing.Fault;
import io.qraws.core.testing.ManualClock;
import io.qraws.core.testing.QradarServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class QradarSourceTest {
  private static final long SECOND = 1_000;
  private static final long START = Instant.parse("2026-03-17T08:00:00Z").toEpochMilli();

  private final QradarServer server = QradarServer.start();
  private final ManualClock clock = new ManualClock(Instant.ofEpochMilli(START));
  private final QradarClient client =
      QradarClient.builder(server.base(), HttpClient.newHttpClient(), () -> QradarServer.TOKEN)
          .clock(clock)
          .pause(clock)
          .seed(1)
          .build();
  private final QradarSource source = QradarSource.builder("qradar", client).page(10).build();
  private final List<String> handed = new ArrayList<>();
  private String position;

  @AfterEach
  void close() {
    source.close();
    server.close();
  }

  /** An offense made at a second, changed at another, with a body that tells its states apart. */
  private static String offense(long id, long made, long changed, long state, Long closed) {
    return """
        {"id":%d,"description":"Odd traffic\\n","status":"%s","offense_type":0,\
        "offense_source":"192.0.2.7","magnitude":5,"credibility":4,"categories":["Misc"],\
        "source_network":"other","event_count":%d,"start_time":%d,"last_updated_time":%d,\
        "first_persisted_time":%d,"last_persisted_time":%d,"close_time":%s}"""
        .formatted(
            id,
            closed == null ? "OPEN" : "CLOSED",
            state,
            START + made * SECOND + 123,
            START + made * SECOND + 456,
            START + made * SECOND,
            START + changed * SECOND,
            closed == null ? "null" : String.valueOf(START + closed * SECOND + 77));
  }

  /** Polls until nothing comes, and gives the texts of what came. */
  private List<String> drain() throws InterruptedException, IOException {
    List<String> came = new ArrayList<>();
    for (int polls = 0; ; polls++) {
      assertThat(polls).as("polls without an end").isLessThan(2_000);
      Optional<Batch> batch = source.poll(position, Duration.ZERO);
      if (batch.isEmpty()) {
        handed.addAll(came);
        return came;
      }
      try (Batch taken = batch.get()) {
        for (RawInput input : taken.inputs()) {
          came.add(new String(input.open().readAllBytes(), StandardCharsets.UTF_8));
          taken.done(input);
        }
        position = taken.position();
        assertThat(position).hasSizeLessThanOrEqualTo(8_000);
      }
    }
  }

  @Test
  void poll_firstTime_handsOverAllAsSentByPages() throws InterruptedException, IOException {
    Set<String> put = new HashSet<>();
    for (long id = 1; id <= 25; id++) {
      String offense = offense(id, -id, -id, 1, id % 5 == 0 ? -id : null);
      server.offenses().put(offense);
      put.add(offense);
    }
    assertThat(drain()).hasSize(25).containsExactlyInAnyOrderElementsOf(put);
    assertThat(drain()).isEmpty();
  }

  @Test
  void poll_input_isReadAsAnOffense() throws InterruptedException, IOException {
    server.offenses().put(offense(7, 0, 0, 42, null));
    RawInput input = source.poll(null, Duration.ZERO).orElseThrow().inputs().get(0);
    List<Signal> signals = new ArrayList<>();
    SignalReader.create()
        .read(
            input.location(),
            input.open(),
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
    assertThat(signals).singleElement().isInstanceOf(Offense.class);
    assertThat(signals.get(0).id()).isEqualTo("offense:7");
  }

  @Test
  void poll_none_isEmptyAfterTheWait() throws InterruptedException {
    position = source.poll(null, Duration.ZERO).orElseThrow().position();
    Instant before = clock.instant();
    assertThat(source.poll(position, Duration.ofSeconds(25))).isEmpty();
    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void poll_changedAndClosed_comeOnceEach() throws InterruptedException, IOException {
    server.offenses().put(offense(1, 0, 0, 1, null));
    server.offenses().put(offense(2, 0, 0, 1, null));
    drain();
    String changed = offense(1, 0, 9, 2, null);
    server.offenses().put(changed);
    assertThat(drain()).containsExactly(changed);
    String closed = offense(2, 0, 12, 1, 12L);
    server.offenses().put(closed);
    assertThat(drain()).containsExactly(closed);
    assertThat(drain()).isEmpty();
  }

  /** Old releases do not move last_persisted_time when an offense is closed. */
  @Test
  void poll_closedWithoutAnotherSign_isFoundByItsCloseTime()
      throws InterruptedException, IOException {
    server.offenses().put(offense(1, 0, 0, 1, null));
    server.offenses().put(offense(2, 0, 500, 1, null));
    drain();
    clock.pause(Duration.ofMinutes(5));
    drain();
    String closed = offense(1, 0, 0, 1, 700L);
    server.offenses().put(closed);
    assertThat(drain()).containsExactly(closed);
    assertThat(drain()).isEmpty();
  }

  @Test
  void poll_changedTwiceInOneSecond_handsOverBoth() throws InterruptedException, IOException {
    server.offenses().put(offense(1, 0, 5, 1, null));
    drain();
    server.offenses().put(offense(1, 0, 5, 2, null));
    assertThat(drain()).hasSize(1);
    server.offenses().put(offense(1, 0, 5, 3, null));
    assertThat(drain()).hasSize(1);
  }

  @Test
  void poll_moreThanAPageShareATime_handsOverAllOnce() throws InterruptedException, IOException {
    for (long id = 1; id <= 55; id++) {
      server.offenses().put(offense(id, -60, -60, 1, null));
    }
    drain();
    for (long id = 1; id <= 55; id++) {
      server.offenses().put(offense(id, -60, 30, 2, null));
    }
    assertThat(drain()).hasSize(55).doesNotHaveDuplicates();
    assertThat(drain()).isEmpty();
  }

  /** A transaction that took long: a lower id, or an earlier time, shows after a later one. */
  @Test
  void poll_lateToBecomeVisible_isFound() throws InterruptedException, IOException {
    server.offenses().put(offense(1, 0, 0, 1, null));
    server.offenses().put(offense(3, 20, 20, 1, null));
    drain();
    String late = offense(2, 10, 10, 1, null);
    server.offenses().put(late);
    assertThat(drain()).containsExactly(late);
  }

  @Test
  void poll_quietForAWhile_readsNothingAgain() throws InterruptedException, IOException {
    for (long id = 1; id <= 30; id++) {
      server.offenses().put(offense(id, 0, 0, 1, null));
    }
    drain();
    clock.pause(Duration.ofMinutes(1));
    drain();
    long asked = server.count("GET");
    assertThat(source.poll(position, Duration.ZERO)).isEmpty();
    // One look a cursor: what was read before is behind the position.
    assertThat(server.count("GET") - asked).isEqualTo(3);
    assertThat(position).hasSizeLessThan(300);
  }

  /** More than the position can remember: some may come twice, none is lost. */
  @Test
  void poll_moreChangedAtOnceThanCanBeRemembered_losesNone()
      throws InterruptedException, IOException {
    QradarSource large = QradarSource.builder("qradar", client).page(500).build();
    for (long id = 1; id <= 2_000; id++) {
      server.offenses().put(offense(id, 0, 0, 1, null));
    }
    Set<String> ids = new HashSet<>();
    for (int polls = 0; polls < 40; polls++) {
      Optional<Batch> batch = large.poll(position, Duration.ZERO);
      if (batch.isPresent()) {
        batch.get().inputs().forEach(input -> ids.add(input.id()));
        position = batch.get().position();
        assertThat(position).hasSizeLessThanOrEqualTo(8_000);
      }
    }
    assertThat(ids).hasSize(2_000);
    clock.pause(Duration.ofMinutes(1));
    for (int polls = 0; polls < 20; polls++) {
      position = large.poll(position, Duration.ZERO).map(Batch::position).orElse(position);
    }
    assertThat(large.poll(position, Duration.ZERO)).isEmpty();
  }

  @Test
  void poll_idsStartAnew_areFoundAndSaidOnce() throws InterruptedException, IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(QradarSource.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    for (long id = 1; id <= 20; id++) {
      server.offenses().put(offense(id, id, id, 1, null));
    }
    drain();
    server.offenses().clear();
    String first = offense(1, 5_000, 5_000, 9, null);
    server.offenses().put(first);
    assertThat(drain()).containsExactly(first);
    String next = offense(2, 5_020, 5_020, 9, null);
    server.offenses().put(next);
    assertThat(drain()).containsExactly(next);
    logger.detachAppender(log);
    assertThat(log.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("offense 1 is younger than 20");
  }

  @Test
  void poll_answerBreaksOff_losesNothing() throws InterruptedException, IOException {
    for (long id = 1; id <= 20; id++) {
      server.offenses().put(offense(id, 0, 0, 1, null));
    }
    for (int i = 0; i < 3; i++) {
      server.fail("GET /siem/offenses", Fault.cut());
    }
    assertThat(drain()).hasSize(20).doesNotHaveDuplicates();
  }

  /** What was not stored comes again, under the same id. */
  @Test
  void poll_positionNotStored_handsOverTheSameAgain() throws InterruptedException {
    server.offenses().put(offense(1, 0, 0, 1, null));
    RawInput first = source.poll(null, Duration.ZERO).orElseThrow().inputs().get(0);
    RawInput again = source.poll(null, Duration.ZERO).orElseThrow().inputs().get(0);
    assertThat(again.id()).isEqualTo(first.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"v\":2}", "{\"v\":1,\"changed\":\"x\"}", "not json"})
  void poll_positionOfAnother_isRefused(String other) {
    assertThatThrownBy(() -> source.poll(other, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The trial {@code offenses} in small: changes fall between the pages, at random. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void poll_changingWhilePaged_eachStateOnceAndTheLastAlways(long seed)
      throws InterruptedException, IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Long, String> last = new HashMap<>();
    Set<String> states = new HashSet<>();
    int size = 120;
    for (long id = 1; id <= size; id++) {
      // A third of them share one second.
      long time = id % 3 == 0 ? -300 : -600 + random.nextInt(500);
      put(offense(id, time, time, 1, null), last, states);
    }
    long[] now = {0};
    long[] next = {size + 1};
    server.watch(
        request -> {
          now[0] += random.nextInt(3);
          for (int i = random.nextInt(4); i > 0 && states.size() < 400; i--) {
            boolean fresh = random.nextInt(4) == 0;
            long id = fresh ? next[0]++ : 1 + random.nextLong(next[0] - 1);
            Long closed = random.nextInt(5) == 0 ? now[0] : null;
            put(offense(id, fresh ? now[0] : -700, now[0], states.size(), closed), last, states);
          }
        });
    drain();
    server.watch(request -> {});
    drain();
    assertThat(handed).doesNotHaveDuplicates();
    assertThat(states).containsAll(handed);
    assertThat(handed).containsAll(last.values());
    assertThat(states).hasSize(400);
  }

  private void put(String offense, Map<Long, String> last, Set<String> states) {
    server.offenses().put(offense);
    states.add(offense);
    last.put(Long.parseLong(offense.replaceAll("\\{\"id\":(\\d+).*(?s:.*)", "$1")), offense);
  }
}
