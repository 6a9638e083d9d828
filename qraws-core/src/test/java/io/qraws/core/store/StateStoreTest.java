// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The ledgers of inputs, and transactions. */
final class StateStoreTest extends OnEveryDatabase {
  @Test
  void checkpoint_savedMovedRemoved_isWhereItWasPut() {
    assertThat(checkpoint("s3")).isNull();
    save("s3", null, "a");
    save("s3", "a", "b");
    assertThat(checkpoint("s3")).isEqualTo("b");
    store.inTransaction(
        tx -> {
          tx.removeCheckpoint("s3", "b");
          return null;
        });
    assertThat(checkpoint("s3")).isNull();
    save("s3", null, "");
    assertThat(checkpoint("s3")).isEmpty();
  }

  /** Two processes on one source: the second must not take the first's progress back. */
  @Test
  void saveCheckpoint_movedByAnother_failsAndUndoesTheBatch() {
    save("s3", null, "a");
    save("s3", "a", "c");
    for (String expected : new String[] {null, "a"}) {
      assertThatThrownBy(
              () ->
                  store.inTransaction(
                      tx -> {
                        tx.firstSight("s3", "x");
                        tx.saveCheckpoint("s3", expected, "b");
                        return null;
                      }))
          .isInstanceOfSatisfying(
              CheckpointMovedException.class,
              e -> {
                assertThat(e.name()).isEqualTo("s3");
                assertThat(e.retryable()).isFalse();
              });
    }
    assertThat(checkpoint("s3")).isEqualTo("c");
    assertThat(seen("s3", "x")).isFalse();
  }

  @Test
  void inTransaction_checkpointConflictCaught_isUndoneAllTheSame() {
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    tx -> {
                      tx.firstSight("s3", "x");
                      try {
                        tx.removeCheckpoint("s3", "a");
                      } catch (CheckpointMovedException e) {
                        return "went on";
                      }
                      return "removed";
                    }))
        .isInstanceOf(CheckpointMovedException.class);
    assertThat(seen("s3", "x")).isFalse();
  }

  @Test
  void firstSight_again_isFalseWithinItsScopeOnly() {
    assertThat(firstSight("a", "1")).isTrue();
    assertThat(firstSight("a", "1")).isFalse();
    assertThat(firstSight("b", "1")).isTrue();
    assertThat(seen("a", "1")).isTrue();
    assertThat(seen("a", "2")).isFalse();
  }

  @Test
  void firstSight_twiceInOneTransaction_isFalseTheSecondTimeAndTheRestIsKept() {
    List<Boolean> sights =
        store.inTransaction(
            tx ->
                List.of(tx.firstSight("a", "1"), tx.firstSight("a", "1"), tx.firstSight("a", "2")));
    assertThat(sights).containsExactly(true, false, true);
    assertThat(seen("a", "2")).isTrue();
  }

  /** Names that differ only where they are joined, or in what a database cannot store. */
  @Test
  void firstSight_namesThatLookAlike_areDifferent() {
    List<String> ids =
        List.of(
            "bc",
            "b",
            "\0",
            "\u00100000",
            "\uD800",
            "\uDC00",
            "?",
            "\uFFFD",
            "a\0",
            "\u00E9",
            "e\u0301");
    for (String id : ids) {
      assertThat(firstSight("a", id)).as(Names.escaped(id)).isTrue();
    }
    assertThat(firstSight("ab", "c")).isTrue();
    assertThat(firstSight("ab", "'; DROP TABLE qraws_seen; --")).isTrue();
    assertThat(firstSight("ab", "c")).isFalse();
  }

  @Test
  void names_longestAllowed_areTakenAndLongerRefused() {
    String longest = "\u20AC".repeat(Names.MAX_NAME);
    assertThat(firstSight(longest, longest)).isTrue();
    assertThat(firstSight(longest, longest)).isFalse();
    save(longest, null, "\0".repeat(Names.MAX_TEXT));
    assertThat(checkpoint(longest)).isEqualTo("\0".repeat(Names.MAX_TEXT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> firstSight("a", longest + "x"))
        .withMessageContaining("2500");
    assertThatIllegalArgumentException().isThrownBy(() -> firstSight("", "a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> save("a", null, "x".repeat(Names.MAX_TEXT + 1)))
        .withMessageContaining("8000");
  }

  @Test
  void recordOutcome_again_firstStands() {
    assertThat(record("1", "handled")).isTrue();
    assertThat(record("1", "rejected")).isFalse();
    assertThat(outcome("1")).contains(new Outcome("handled", "where", 7, START));
    assertThat(outcome("2")).isEmpty();
  }

  @Test
  void changeOutcome_fromWhatItWasOnly() {
    record("1", "dead-lettered");
    record("2", "handled");
    clock.advance(Duration.ofSeconds(5));
    assertThat(change("1", "dead-lettered", "handled")).isTrue();
    assertThat(change("1", "dead-lettered", "handled")).isFalse();
    assertThat(change("3", "dead-lettered", "handled")).isFalse();
    record("3", "rejected");
    assertThat(outcomes()).isEqualTo(Map.of("handled", 2L, "rejected", 1L));
    assertThat(outcome("1")).contains(new Outcome("handled", "where", 7, START.plusSeconds(5)));
  }

  @Test
  void failed_counts_untilCleared() {
    assertThat(tries("1")).isZero();
    assertThat(failed("1")).isEqualTo(1);
    assertThat(failed("1")).isEqualTo(2);
    assertThat(failed("2")).isEqualTo(1);
    assertThat(tries("1")).isEqualTo(2);
    store.inTransaction(
        tx -> {
          tx.clearTries("q", "1");
          tx.clearTries("q", "never failed");
          return null;
        });
    assertThat(tries("1")).isZero();
    assertThat(failed("1")).isEqualTo(1);
  }

  @Test
  void inTransaction_workThrows_nothingIsKept() {
    IOException failure = new IOException("the handler failed");
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    tx -> {
                      tx.firstSight("a", "1");
                      tx.saveCheckpoint("a", null, "1");
                      tx.recordOutcome("a", "1", "handled", "here", 0);
                      tx.failed("a", "1", "why");
                      tx.deadLetters().put("a", "1", "here", "why", 1, new byte[] {1});
                      tx.writeBacks().intend("a", "note");
                      tx.queue("a").append(new byte[] {1});
                      throw failure;
                    }))
        .isSameAs(failure);
    store.inTransaction(
        tx -> {
          assertThat(tx.seen("a", "1")).isFalse();
          assertThat(tx.checkpoint("a")).isEmpty();
          assertThat(tx.outcome("a", "1")).isEmpty();
          assertThat(tx.tries("a", "1")).isZero();
          assertThat(tx.deadLetters().count("a")).isZero();
          assertThat(tx.writeBacks().get("a")).isEmpty();
          assertThat(tx.queue("a").size()).isZero();
          return null;
        });
  }

  @Test
  void inTransaction_nested_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> store.inTransaction(tx -> store.inTransaction(inner -> null)))
        .withMessageContaining("inside a transaction");
    assertThat(firstSight("a", "1")).isTrue();
  }

  @Test
  void transaction_afterItsEndOrInAnotherThread_isRefused() {
    Transaction over = store.inTransaction(tx -> tx);
    assertThatIllegalStateException().isThrownBy(() -> over.seen("a", "1"));
    store.inTransaction(
        tx -> {
          assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> tx.seen("a", "1")).join())
              .hasCauseInstanceOf(IllegalStateException.class);
          return null;
        });
  }

  @Test
  void inTransaction_afterClose_isRefused() {
    store.close();
    store.close();
    assertThatIllegalStateException().isThrownBy(() -> seen("a", "1"));
  }

  @Test
  void open_again_findsWhatWasThere() {
    firstSight("a", "1");
    try (StateStore again = StateStore.open(database.source(), clock)) {
      assertThat(again.<Boolean, RuntimeException>inTransaction(tx -> tx.firstSight("a", "1")))
          .isFalse();
    }
  }

  private String checkpoint(String name) {
    return in(tx -> tx.checkpoint(name)).orElse(null);
  }

  private void save(String name, String expected, String position) {
    store.inTransaction(
        tx -> {
          tx.saveCheckpoint(name, expected, position);
          return null;
        });
  }

  private boolean record(String id, String outcome) {
    return store.inTransaction(tx -> tx.recordOutcome("q", id, outcome, "where", 7));
  }

  private boolean change(String id, String from, String to) {
    return store.inTransaction(tx -> tx.changeOutcome("q", id, from, to));
  }

  private Optional<Outcome> outcome(String id) {
    return in(tx -> tx.outcome("q", id));
  }

  private Map<String, Long> outcomes() {
    return in(tx -> tx.outcomes("q"));
  }

  private int failed(String id) {
    return store.inTransaction(tx -> tx.failed("q", id, "it would not"));
  }

  private int tries(String id) {
    return store.inTransaction(tx -> tx.tries("q", id));
  }
}
