// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What waits for someone: dead letters, write-backs, queues; and the purge of what no longer does.
 */
final class WaitingTest extends OnEveryDatabase {
  /** Larger than what H2 holds in a row, and with every byte in it. */
  @Test
  void deadLetter_large_comesBackWhole() {
    byte[] raw = new byte[3 << 20];
    new Random(7).nextBytes(raw);
    long number = put("a\0", raw);
    byte[] back = in(tx -> tx.deadLetters().raw(number).orElseThrow());
    assertThat(back).isEqualTo(raw);
    Optional<DeadLetter> letter = in(tx -> tx.deadLetters().get(number));
    assertThat(letter)
        .contains(
            new DeadLetter(
                number, "q", "a\0", "here\uD800", "why", 3, raw.length, START, Optional.empty()));
  }

  @Test
  void deadLetters_paged_eachOnceInOrder() {
    List<Long> numbers = List.of(put("1"), put("2"), put("2"), put("4"), put("5"));
    store.inTransaction(tx -> tx.deadLetters().put("other", "1", "", "", 0, new byte[0]));
    List<DeadLetter> first = in(tx -> tx.deadLetters().waiting("q", 0, 2));
    List<DeadLetter> second = in(tx -> tx.deadLetters().waiting("q", first.get(1).number(), 9));
    assertThat(first).extracting(DeadLetter::number).isEqualTo(numbers.subList(0, 2));
    assertThat(second).extracting(DeadLetter::number).isEqualTo(numbers.subList(2, 5));
    assertThat(waiting()).isEqualTo(5);
  }

  @Test
  void deadLetter_replayedOnce_waitsNoMoreButIsKept() {
    long number = put("1");
    clock.advance(Duration.ofMinutes(1));
    assertThat(replayed(number)).isTrue();
    assertThat(replayed(number)).isFalse();
    assertThat(replayed(number + 100)).isFalse();
    assertThat(waiting()).isZero();
    List<DeadLetter> page = in(tx -> tx.deadLetters().waiting("q", 0, 9));
    assertThat(page).isEmpty();
    Optional<Instant> when = in(tx -> tx.deadLetters().get(number).orElseThrow().replayed());
    assertThat(when).contains(START.plusSeconds(60));
  }

  @Test
  void deadLetter_removed_isGone() {
    long number = put("1");
    boolean there = in(tx -> tx.deadLetters().remove(number));
    assertThat(there).isTrue();
    boolean again = in(tx -> tx.deadLetters().remove(number));
    assertThat(again).isFalse();
    Optional<byte[]> raw = in(tx -> tx.deadLetters().raw(number));
    assertThat(raw).isEmpty();
  }

  /** After a crash between intention and conclusion, what was intended must be known. */
  @Test
  void writeBack_intendedThenConcluded_onceEach() {
    assertThat(writeBack("k")).isEmpty();
    assertThat(conclude("k", "no")).isFalse();
    assertThat(intend("k", "a note")).isTrue();
    assertThat(intend("k", "another")).isFalse();
    assertThat(writeBack("k"))
        .contains(new WriteBack("a note", START, Optional.empty(), Optional.empty()));
    clock.advance(Duration.ofSeconds(1));
    assertThat(conclude("k", "")).isTrue();
    assertThat(conclude("k", "again")).isFalse();
    assertThat(withdraw("k")).isFalse();
    assertThat(writeBack("k"))
        .contains(
            new WriteBack("a note", START, Optional.of(""), Optional.of(START.plusSeconds(1))));
  }

  @Test
  void writeBack_withdrawn_mayBeIntendedAnew() {
    assertThat(withdraw("k")).isFalse();
    intend("k", "a note");
    assertThat(withdraw("k")).isTrue();
    assertThat(writeBack("k")).isEmpty();
    assertThat(intend("k", "a note")).isTrue();
  }

  @Test
  void queue_givesOldestFirst_untilRemoved() {
    List<Long> numbers =
        List.of(append("q", 1), append("q", 2), append("other", 3), append("q", 4));
    assertThat(first("q", 2)).containsExactly(numbers.get(0), numbers.get(1));
    // Another queue's entries are not this one's to remove.
    int removed = in(tx -> tx.queue("q").remove(numbers.subList(1, 3)));
    assertThat(removed).isEqualTo(1);
    assertThat(first("q", 9)).containsExactly(numbers.get(0), numbers.get(3));
    assertThat(first("other", 9)).containsExactly(numbers.get(2));
    long size = in(tx -> tx.queue("q").size());
    assertThat(size).isEqualTo(2);
    byte[] content = in(tx -> tx.queue("q").first(2).get(1).content());
    assertThat(content).containsExactly(4);
  }

  @Test
  void limits_beyond_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> in(tx -> tx.queue("q").append(new byte[SpillQueue.MAX_BYTES + 1])))
        .withMessageContaining("1048576");
    long number = in(tx -> tx.queue("q").append(new byte[SpillQueue.MAX_BYTES]));
    assertThat(first("q", 1)).containsExactly(number);
    for (int max : new int[] {0, Transaction.MAX_ROWS + 1}) {
      assertThatIllegalArgumentException().isThrownBy(() -> first("q", max));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> in(tx -> tx.purge(START, max)))
          .withMessageContaining("10000");
    }
  }

  @Test
  void purge_takesTheOldInBoundedSteps_andLeavesWhatStillMatters() {
    fill("old");
    Instant before = START.plusSeconds(60);
    clock.advance(Duration.ofSeconds(60));
    fill("new");
    assertThat(purge(before, 4)).isEqualTo(4);
    assertThat(purge(before, 4)).isEqualTo(2);
    assertThat(purge(before, 4)).isZero();

    for (String age : List.of("old", "new")) {
      boolean kept = age.equals("new");
      assertThat(seen("q", age)).isEqualTo(kept);
      boolean outcome = in(tx -> tx.outcome("q", age).isPresent());
      assertThat(outcome).isEqualTo(kept);
      int tries = in(tx -> tx.tries("q", age));
      assertThat(tries).isEqualTo(kept ? 1 : 0);
      assertThat(writeBack(age + " done").isPresent()).isEqualTo(kept);
      assertThat(writeBack(age + " open")).isPresent();
      assertThat(first(age, 9)).hasSize(1);
      Optional<String> checkpoint = in(tx -> tx.checkpoint(age));
      assertThat(checkpoint).contains("here");
    }
    assertThat(waiting()).isEqualTo(2);
    // Bounded by time: what was purged counts as never seen.
    assertThat(firstSight("q", "old")).isTrue();
  }

  /** Each row costs the same, however many there are. */
  @Test
  void purge_asManyAsAllowed_takesThem() {
    store.inTransaction(
        tx -> {
          for (int i = 0; i < Transaction.MAX_ROWS + 5; i++) {
            tx.firstSight("q", "" + i);
          }
          return null;
        });
    Instant later = START.plusSeconds(1);
    assertThat(purge(later, Transaction.MAX_ROWS)).isEqualTo(Transaction.MAX_ROWS);
    assertThat(purge(later, Transaction.MAX_ROWS)).isEqualTo(5);
  }

  /** Six rows that can grow old, and one of each kind that stays. */
  private void fill(String age) {
    store.inTransaction(
        tx -> {
          tx.firstSight("q", age);
          tx.firstSight("r", age);
          tx.recordOutcome("q", age, "handled", "here", 0);
          tx.failed("q", age, "why");
          tx.writeBacks().intend(age + " done", "");
          tx.writeBacks().conclude(age + " done", "");
          tx.writeBacks().intend(age + " open", "");
          tx.queue(age).append(new byte[] {1});
          tx.saveCheckpoint(age, null, "here");
          tx.deadLetters().put("q", age, "here", "why", 1, new byte[] {1});
          return tx.deadLetters()
              .replayed(tx.deadLetters().put("q", age, "here", "why", 1, new byte[] {1}));
        });
  }

  private int purge(Instant before, int max) {
    return in(tx -> tx.purge(before, max));
  }

  private long put(String id) {
    return put(id, new byte[] {1, 2});
  }

  private long put(String id, byte[] raw) {
    return in(tx -> tx.deadLetters().put("q", id, "here\uD800", "why", 3, raw));
  }

  private long waiting() {
    return in(tx -> tx.deadLetters().count("q"));
  }

  private boolean replayed(long number) {
    return in(tx -> tx.deadLetters().replayed(number));
  }

  private boolean intend(String key, String what) {
    return in(tx -> tx.writeBacks().intend(key, what));
  }

  private boolean conclude(String key, String result) {
    return in(tx -> tx.writeBacks().conclude(key, result));
  }

  private boolean withdraw(String key) {
    return in(tx -> tx.writeBacks().withdraw(key));
  }

  private Optional<WriteBack> writeBack(String key) {
    return in(tx -> tx.writeBacks().get(key));
  }

  private long append(String queue, int content) {
    return in(tx -> tx.queue(queue).append(new byte[] {(byte) content}));
  }

  private List<Long> first(String queue, int max) {
    return in(tx -> tx.queue(queue).first(max).stream().map(SpillQueue.Entry::number).toList());
  }
}
