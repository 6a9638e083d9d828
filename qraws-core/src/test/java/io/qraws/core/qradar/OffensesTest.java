// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qraws.core.testing.Fault;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffensesTest {
  private static final String NOTES = "POST /siem/offenses/16/notes";
  private static final String MARKER = "qraws-7f3a91c2";
  private static final String TEXT = "QRAWS " + MARKER + ": score 82/100, ürgent & new\nsee 50%";

  private final Console console = new Console();
  private final Offenses offenses = console.client().offenses();

  @BeforeEach
  void fill() {
    console.server.offenses().put(Console.offense(16));
    console.server.offenses().add("assignable_actors", "{\"user_id\":5,\"username\":\"ann o'x\"}");
    for (String reason :
        List.of(
            "{\"id\":1,\"text\":\"Non-Issue\",\"is_deleted\":false,\"is_reserved\":false}",
            "{\"id\":7,\"text\":\"Old\",\"is_deleted\":true,\"is_reserved\":false}",
            "{\"id\":9,\"text\":\"System\",\"is_deleted\":false,\"is_reserved\":true}")) {
      console.server.offenses().add("offense_closing_reasons", reason);
    }
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void find_offense_isTypedAndKeepsItsBytes() throws InterruptedException {
    QradarOffense offense = offenses.find(16).orElseThrow();
    assertThat(offense.status()).isEqualTo("OPEN");
    assertThat(offense.isClosed()).isFalse();
    assertThat(offense.assignedTo()).isNull();
    assertThat(offense.closeTime()).isNull();
    assertThat(offense.lastPersistedTime()).isEqualTo(Instant.ofEpochMilli(1773734503000L));
    assertThat(offense.sourceAddressIds()).containsExactly(3L);
    assertThat(offense.raw().text()).isEqualTo(Console.offense(16));
    assertThat(offenses.list(Filter.eq("id", 16), "+id", 1).offenses()).containsExactly(offense);
  }

  /** What an old or later release sends must not end the reading. */
  @Test
  void find_fieldsMissingOrOdd_areAbsent() throws InterruptedException {
    console
        .server
        .offenses()
        .put("{\"id\":17,\"status\":\"PARKED\",\"magnitude\":\"high\",\"close_time\":0,\"x\":{}}");
    QradarOffense offense = offenses.find(17).orElseThrow();
    assertThat(offense.status()).isEqualTo("PARKED");
    assertThat(offense.magnitude()).isEqualTo(-1);
    assertThat(offense.closeTime()).isNull();
    assertThat(offense.startTime()).isNull();
    assertThat(offense.description()).isEmpty();
    assertThat(offense.sourceAddressIds()).isEmpty();
  }

  @Test
  void find_goneOrProxysNotFound_areToldApart() throws InterruptedException {
    assertThat(offenses.find(99)).isEmpty();
    console.server.fail("GET /siem/offenses/16", Fault.html(404));
    assertThatThrownBy(() -> offenses.find(16)).isInstanceOf(QradarException.NotFound.class);
  }

  @Test
  void update_assignAndFollowUp_changesAndComparesOnce() throws InterruptedException {
    OffenseUpdate update = OffenseUpdate.builder().assignTo("ann o'x").followUp(true).build();
    QradarOffense after = offenses.update(16, update);
    assertThat(after.assignedTo()).isEqualTo("ann o'x");
    assertThat(after.followUp()).isTrue();
    assertThat(after.lastPersistedTime()).isEqualTo(console.server.now());
    offenses.update(16, update);
    assertThat(console.server.count("POST /siem/offenses/16")).isEqualTo(1);
    // Only parameters count, and only the ones that are to change.
    assertThat(console.server.requests().get(1).query())
        .containsOnlyKeys("assigned_to", "follow_up");
    assertThat(console.server.requests().get(1).body()).isEmpty();
  }

  @Test
  void update_answerLost_isRepeated() throws InterruptedException {
    console.server.fail("POST /siem/offenses/16", Fault.resetAfter());
    assertThat(offenses.update(16, OffenseUpdate.builder().hide().build()).status())
        .isEqualTo("HIDDEN");
  }

  @Test
  void update_close_takesAReasonByItsText() throws InterruptedException {
    List<ClosingReason> reasons = offenses.closingReasons();
    assertThat(reasons).extracting(ClosingReason::text).containsExactly("Non-Issue");
    QradarOffense after =
        offenses.update(16, OffenseUpdate.builder().close(reasons.get(0)).build());
    assertThat(after.isClosed()).isTrue();
    assertThat(after.closingReasonId()).isEqualTo(1);
    assertThat(after.closeTime()).isEqualTo(console.server.now());
    QradarException.Conflict e =
        catchThrowableOfType(
            QradarException.Conflict.class,
            () -> offenses.update(16, OffenseUpdate.builder().show().build()));
    assertThat(e.code()).isEqualTo(1008);
  }

  @Test
  void update_somebodyElseWins_isAConflict() {
    console.server.fail(
        "POST /siem/offenses/16",
        new Fault(
            Fault.Kind.ANSWER,
            200,
            java.util.Map.of("Content-Type", "application/json"),
            Console.offense(16)));
    assertThatThrownBy(() -> offenses.update(16, OffenseUpdate.builder().hide().build()))
        .isInstanceOf(QradarException.Conflict.class)
        .hasMessageContaining("[status]");
  }

  @Test
  void update_unknownUserOrOffense_isTyped() {
    OffenseUpdate update = OffenseUpdate.builder().assignTo("bob").build();
    assertThatThrownBy(() -> offenses.update(16, update))
        .isInstanceOf(QradarException.Refused.class);
    assertThatThrownBy(() -> offenses.update(99, update))
        .isInstanceOf(QradarException.NotFound.class);
  }

  @Test
  void builder_reservedReasonOrNothingOrTwice_isRefused() {
    ClosingReason reserved = new ClosingReason(9, "System", true, false);
    OffenseUpdate.Builder builder = OffenseUpdate.builder();
    assertThatThrownBy(() -> builder.close(reserved)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder.hide().show()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void addNote_twice_writesOnce() throws InterruptedException {
    OffenseNote first = offenses.addNote(16, TEXT, MARKER);
    assertThat(first.text()).isEqualTo(TEXT);
    assertThat(offenses.addNote(16, TEXT, MARKER)).isEqualTo(first);
    assertThat(console.server.offenses().notes(16)).containsExactly(TEXT);
  }

  /** The write was applied and its answer lost: repeating it would write a second note. */
  @Test
  void addNote_answerLost_isFoundNotRepeated() throws InterruptedException {
    console.server.fail(NOTES, Fault.resetAfter());
    offenses.addNote(16, TEXT, MARKER);
    assertThat(console.server.offenses().notes(16)).containsExactly(TEXT);
    assertThat(console.server.count(NOTES)).isEqualTo(1);
  }

  @Test
  void addNote_answerBroken_isFoundNotRepeated() throws InterruptedException {
    console.server.fail(NOTES, Fault.cut());
    offenses.addNote(16, TEXT, MARKER);
    assertThat(console.server.offenses().notes(16)).hasSize(1);
  }

  @Test
  void addNote_neverArrived_isRepeatedAfterALook() throws InterruptedException {
    console.server.fail(NOTES, Fault.reset());
    console.server.fail(NOTES, Fault.error(503, -1, "later"));
    offenses.addNote(16, TEXT, MARKER);
    assertThat(console.server.offenses().notes(16)).containsExactly(TEXT);
    assertThat(console.server.count("GET /siem/offenses/16/notes")).isEqualTo(3);
  }

  /** With more notes than a page, and one whose marker only begins like ours. */
  @Test
  void addNote_manyNotes_looksAtAll() throws InterruptedException {
    offenses.addNote(16, "of another run: " + MARKER + "0", MARKER + "0");
    for (int i = 0; i < 120; i++) {
      offenses.addNote(16, "other-note-" + i + "-x", "other-note-" + i + "-x");
    }
    offenses.addNote(16, TEXT, MARKER);
    offenses.addNote(16, TEXT, MARKER);
    assertThat(console.server.offenses().notes(16)).hasSize(122).last().isEqualTo(TEXT);
  }

  @Test
  void addNote_textThatDoesNotFit_isRefusedWithTheLimit() {
    String mark = MARKER + " ";
    for (String text :
        List.of(
            mark + "x".repeat(1_900),
            mark + "ü".repeat(1_100),
            mark + "\u0000",
            mark + "\ud800",
            "no marker",
            "x" + MARKER)) {
      assertThatThrownBy(() -> offenses.addNote(16, text, MARKER))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> offenses.addNote(16, mark + "x".repeat(1_900), MARKER))
        .hasMessage("a note has 1 to 1900 characters and 6000 bytes encoded: 1915, 1917");
    assertThatThrownBy(() -> offenses.addNote(16, "short", "short"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(console.server.requests()).isEmpty();
  }

  @Test
  void addresses_manyIds_areAskedForInBatches() throws InterruptedException {
    for (int i = 1; i <= 250; i++) {
      console
          .server
          .offenses()
          .add(
              "source_addresses",
              "{\"id\":%d,\"source_ip\":\"192.0.2.%d\",\"offense_ids\":[16]}"
                  .formatted(i, i % 250));
    }
    List<Long> ids = LongStream.rangeClosed(1, 260).boxed().toList();
    List<OffenseAddress> found = offenses.sourceAddresses(ids);
    assertThat(found).hasSize(250);
    assertThat(found.get(3).ip()).isEqualTo("192.0.2.4");
    assertThat(console.server.requests())
        .extracting(r -> r.query().get("filter"))
        .allMatch(filter -> filter.startsWith("id in ("));
    assertThat(offenses.localDestinationAddresses(List.of())).isEmpty();
  }

  @Test
  void types_andAssignableUsers_areRead() throws InterruptedException {
    IntStream.of(3, 0)
        .forEach(
            id ->
                console
                    .server
                    .offenses()
                    .add("offense_types", "{\"id\":%d,\"name\":\"T%d\"}".formatted(id, id)));
    assertThat(offenses.types()).extracting(OffenseType::id).containsExactly(0L, 3L);
    assertThat(offenses.assignableUsers(16)).containsExactly("ann o'x");
    // A plus must travel as %2B, or it reads as a blank.
    assertThat(console.server.requests().get(0).query()).containsEntry("sort", "+id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "+id desc", "", "+id,"})
  void list_sortOfAnotherForm_isRefused(String sort) {
    assertThatThrownBy(() -> offenses.list(Filter.eq("id", 1), sort, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
