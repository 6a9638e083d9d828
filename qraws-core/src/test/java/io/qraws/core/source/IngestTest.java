// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.Raw;
import io.qraws.core.store.DeadLetter;
import io.qraws.core.store.StateStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IngestTest {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final List<String> handled = new ArrayList<>();
  private final Scripted source = new Scripted();
  private JdbcConnectionPool database;
  private StateStore store;
  private SignalHandler handler =
      (signal, once) -> {
        handled.add(signal.id());
        return "kept";
      };

  @BeforeEach
  void open() {
    String name = "jdbc:h2:mem:ingest" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    database = JdbcConnectionPool.create(name, "qraws", "");
    store = StateStore.open(database, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  @AfterEach
  void close() throws java.sql.SQLException {
    store.close();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    database.dispose();
  }

  @Test
  void step_nothingThere_isIdle() throws Exception {
    assertThat(ingest().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.IDLE);
  }

  @Test
  void step_batch_storesOutcomesAndPositionAndTellsTheSource() throws Exception {
    RawInput input = input("page", trail(0, 3));
    source.deliver("7", input);
    assertThat(ingest().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.DONE);
    assertThat(handled).containsExactly("event-0", "event-1", "event-2");
    assertThat(outcomes()).isEqualTo(Map.of("kept", 3L));
    assertThat(source.done).containsExactly(input.id());
    assertThat(position()).contains("7");
  }

  @Test
  void step_sameSignalAgain_isNotHandledAgain() throws Exception {
    source.deliver(null, input("one", trail(0, 2)), input("two", trail(1, 3)));
    source.deliver(null, input("one", trail(0, 2)));
    Ingest ingest = ingest();
    ingest.step(source, Duration.ZERO);
    ingest.step(source, Duration.ZERO);
    assertThat(handled).containsExactly("event-0", "event-1", "event-2");
    assertThat(outcomes()).isEqualTo(Map.of("kept", 3L));
  }

  @Test
  void step_unreadableRecord_isKeptWithReasonAndBytes() throws Exception {
    source.deliver(null, input("page", "{\"Records\":[" + event(0) + ",{\"no\":\"signal\"}]}"));
    ingest().step(source, Duration.ZERO);
    assertThat(outcomes()).isEqualTo(Map.of("kept", 1L, "rejected", 1L));
    DeadLetter letter = letters().get(0);
    assertThat(letter.reason()).contains("not a recognised format");
    assertThat(raw(letter)).isEqualTo("{\"no\":\"signal\"}");
    assertThat(ingest().replay(source, letter.number())).isFalse();
    assertThat(letters()).hasSize(1);
  }

  @Test
  void step_failureThatMayPass_isNeverADeadLetter() throws Exception {
    SignalHandler works = handler;
    handler =
        (signal, once) -> {
          throw new SourceException("ticket system", "busy", true, null);
        };
    Ingest ingest = ingest();
    for (int i = 0; i < 20; i++) {
      source.deliver("1", input("page", trail(0, 1)));
      assertThat(ingest.step(source, Duration.ZERO)).isEqualTo(Ingest.Step.HELD_UP);
    }
    assertThat(source.done).isEmpty();
    assertThat(position()).isEmpty();
    handler = works;
    source.deliver("1", input("page", trail(0, 1)));
    assertThat(ingest().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.DONE);
    assertThat(outcomes()).isEqualTo(Map.of("kept", 1L));
  }

  @Test
  void step_poison_isADeadLetterAfterItsTriesAndCostsNoOther() throws Exception {
    SignalHandler works = handler;
    handler =
        (signal, once) -> {
          if (signal.id().equals("event-1")) {
            throw new IllegalStateException("poison");
          }
          return works.handle(signal, once);
        };
    Ingest ingest = ingest();
    for (int i = 0; i < 2; i++) {
      source.deliver("1", input("page", trail(0, 3)));
      assertThat(ingest.step(source, Duration.ZERO)).isEqualTo(Ingest.Step.HELD_UP);
    }
    source.deliver("1", input("page", trail(0, 3)));
    assertThat(ingest.step(source, Duration.ZERO)).isEqualTo(Ingest.Step.DONE);
    assertThat(handled).containsExactly("event-0", "event-2");
    assertThat(outcomes()).isEqualTo(Map.of("kept", 2L, "dead", 1L));
    DeadLetter letter = letters().get(0);
    assertThat(letter.reason()).isEqualTo("IllegalStateException: poison");
    assertThat(letter.tries()).isEqualTo(3);

    handler = works;
    assertThat(ingest().replay(source, letter.number())).isTrue();
    assertThat(outcomes()).isEqualTo(Map.of("kept", 3L));
    assertThat(letters()).isEmpty();
    assertThat(handled).containsExactly("event-0", "event-2", "event-1");
    assertThat(ingest().replay(source, letter.number())).isTrue();
    assertThat(handled).hasSize(3);
  }

  /** As if the process were killed: nothing after the last stored piece is left. */
  @Test
  void step_killedInALargeInput_goesOnBehindTheLastStoredPiece() throws Exception {
    handler =
        (signal, once) -> {
          if (handled.size() == 25) {
            throw new Killed();
          }
          handled.add(signal.id());
          return "kept";
        };
    source.deliver("1", input("large", trail(0, 40)));
    Ingest first = builder().piece(10).build();
    assertThatThrownBy(() -> first.step(source, Duration.ZERO)).isInstanceOf(Killed.class);
    assertThat(outcomes()).isEqualTo(Map.of("kept", 20L));
    List<String> again = new ArrayList<>();
    handler =
        (signal, once) -> {
          again.add(signal.id());
          return "kept";
        };
    source.deliver("1", input("large", trail(0, 40)));
    assertThat(builder().piece(10).build().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.DONE);
    assertThat(again.get(0)).isEqualTo("event-20");
    assertThat(outcomes()).isEqualTo(Map.of("kept", 40L));
    assertThat(position()).contains("1");
  }

  @Test
  void step_nothingToReadOrGone_isRecorded() throws Exception {
    RawInput.Opener gone =
        () -> {
          throw new GoneException("the object is not there");
        };
    source.deliver(
        null,
        RawInput.passedOver("a", "a", Raw.EMPTY, "a test message"),
        RawInput.of("b", "b", Raw.EMPTY, gone));
    assertThat(ingest().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.DONE);
    assertThat(inputOutcomes())
        .isEqualTo(Map.of("passed over: a test message", 1L, "gone: the object is not there", 1L));
  }

  @Test
  void step_inputThatCanNotBeOpened_isADeadLetterThatCanBeReplayed() throws Exception {
    RawInput.Opener denied =
        () -> {
          throw new IOException("AccessDenied (403)");
        };
    Ingest ingest = ingest();
    for (int i = 0; i < 3; i++) {
      source.deliver(null, RawInput.of("b", "b", Raw.of("where it is"), denied));
      ingest.step(source, Duration.ZERO);
    }
    assertThat(inputOutcomes()).isEqualTo(Map.of("dead", 1L));
    DeadLetter letter = letters().get(0);
    assertThat(raw(letter)).isEqualTo("where it is");
    source.replayed =
        RawInput.of(
            "b", "b", Raw.EMPTY, () -> new ByteArrayInputStream(trail(0, 2).getBytes("UTF-8")));
    assertThat(ingest.replay(source, letter.number())).isTrue();
    assertThat(outcomes()).isEqualTo(Map.of("kept", 2L));
    assertThat(inputOutcomes()).isEqualTo(Map.of("read", 1L));
    assertThat(letters()).isEmpty();
  }

  /** One that ends the process leaves no failure behind, only a count of deliveries. */
  @Test
  void step_inputThatEndsTheProcessEachTime_isADeadLetter() throws Exception {
    handler =
        (signal, once) -> {
          throw new Killed();
        };
    int delivered = 0;
    while (letters().isEmpty()) {
      delivered++;
      source.deliver(null, input("bomb", trail(0, 1)).withDeliveries(delivered));
      try {
        ingest().step(source, Duration.ZERO);
      } catch (Killed expected) {
        assertThat(delivered).isLessThan(20);
      }
    }
    assertThat(letters().get(0).reason()).isEqualTo("the process ended each time it was read");
  }

  @Test
  void step_anotherProcessMovedThePosition_isHeldUp() throws Exception {
    source.meanwhile =
        () ->
            store.inTransaction(
                tx -> {
                  tx.saveCheckpoint("scripted", null, "5");
                  return true;
                });
    source.deliver("1", input("page", trail(0, 1)));
    assertThat(ingest().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.HELD_UP);
    assertThat(position()).contains("5");
    assertThat(source.done).isEmpty();
  }

  /** Progress that is stored without the effects before it would lose them for good. */
  @Test
  void step_storingAPieceFails_storesNoProgressBehindIt() throws Exception {
    RawInput input = input("large", trail(0, 30));
    String progress = "signals/progress/" + input.id();
    handler =
        (signal, once) -> {
          handled.add(signal.id());
          if (handled.size() == 5) {
            store.inTransaction(
                tx -> {
                  tx.saveCheckpoint(progress, null, "3");
                  return true;
                });
          }
          return "kept";
        };
    source.deliver("1", input, input("small", trail(50, 51)));
    assertThat(builder().piece(10).build().step(source, Duration.ZERO))
        .isEqualTo(Ingest.Step.HELD_UP);
    assertThat(outcomes()).isEmpty();
    assertThat(checkpoint(progress)).contains("3");
    source.deliver("1", input, input("small", trail(50, 51)));
    assertThat(builder().piece(10).build().step(source, Duration.ZERO)).isEqualTo(Ingest.Step.DONE);
    assertThat(outcomes()).isEqualTo(Map.of("kept", 28L));
  }

  private Ingest ingest() {
    return builder().build();
  }

  private Ingest.Builder builder() {
    return Ingest.builder(store, handler).tries(3);
  }

  private Map<String, Long> outcomes() {
    return store.inTransaction(tx -> tx.outcomes("signals"));
  }

  private Map<String, Long> inputOutcomes() {
    return store.inTransaction(tx -> tx.outcomes("signals/inputs"));
  }

  private Optional<String> checkpoint(String name) {
    return store.inTransaction(tx -> tx.checkpoint(name));
  }

  private Optional<String> position() {
    return store.inTransaction(tx -> tx.checkpoint("scripted"));
  }

  private List<DeadLetter> letters() {
    return store.inTransaction(tx -> tx.deadLetters().waiting("scripted", 0, 100));
  }

  private String raw(DeadLetter letter) {
    return Raw.of(store.inTransaction(tx -> tx.deadLetters().raw(letter.number())).orElseThrow())
        .text();
  }

  private static RawInput input(String location, String content) {
    return RawInput.of(location, Raw.of(content));
  }

  private static String trail(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(IngestTest::event)
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static String event(int number) {
    return """
        {"eventVersion":"1.08","eventID":"event-%d","eventTime":"2026-03-17T09:00:00Z",\
        "eventName":"ListUsers","eventSource":"iam.amazonaws.com","awsRegion":"eu-central-1",\
        "recipientAccountId":"111122223333","sourceIPAddress":"203.0.113.9",\
        "userIdentity":{"type":"IAMUser","userName":"ann",\
        "arn":"arn:aws:iam::111122223333:user/ann"}}"""
        .formatted(number);
  }

  /** No exception that anything catches. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Delivers what it is told to. */
  private static final class Scripted implements Source {
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private @Nullable RawInput replayed;
    private Runnable meanwhile = () -> {};

    void deliver(@Nullable String position, RawInput... inputs) {
      batches.add(
          new Batch() {
            @Override
            public List<RawInput> inputs() {
              return List.of(inputs);
            }

            @Override
            public @Nullable String position() {
              return position;
            }

            @Override
            public void done(RawInput input) {
              done.add(input.id());
            }

            @Override
            public void abandon(RawInput input, String reason) {}

            @Override
            public void close() {}
          });
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public Optional<Batch> poll(@Nullable String position, Duration wait) {
      meanwhile.run();
      return Optional.ofNullable(batches.poll());
    }

    @Override
    public List<RawInput> replay(String location, Raw raw) {
      return replayed == null ? Source.super.replay(location, raw) : List.of(replayed);
    }

    @Override
    public void close() {}
  }
}
