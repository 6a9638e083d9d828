// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.core.qradar.QradarOffense;

/** Where {@link QradarSource} stands, kept as JSON of at most 8,000 characters. */
final class OffensePosition {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int VERSION = 1;
  private static final int LONGEST_CHANGED = 5_200;
  private static final int LONGEST_CLOSED = 2_400;

  /** The cursors, in the order of their turns. */
  enum Turn {
    NEW,
    CHANGED,
    CLOSED
  }

  final OffenseCursor changed;
  final OffenseCursor closed;

  /** The greatest id handed out as new. */
  long newest;

  /** When the youngest offense was made, in epoch milliseconds. */
  long newestMade;

  private Turn turn = Turn.NEW;

  private OffensePosition(OffenseCursor changed, OffenseCursor closed) {
    this.changed = changed;
    this.closed = closed;
  }

  /** Before anything was read: changes and closings count from a time on, in epoch milliseconds. */
  static OffensePosition first(long from) {
    return new OffensePosition(new OffenseCursor(from), new OffenseCursor(from));
  }

  Turn nextTurn() {
    Turn now = turn;
    turn =
        switch (now) {
          case NEW -> Turn.CHANGED;
          case CHANGED -> Turn.CLOSED;
          case CLOSED -> Turn.NEW;
        };
    return now;
  }

  /** Remembers a state; true if it was not handed out before. */
  boolean handOut(QradarOffense offense, String print) {
    boolean known = changed.knows(offense.id(), print) || closed.knows(offense.id(), print);
    if (offense.lastPersistedTime() != null) {
      changed.remember(offense.id(), offense.lastPersistedTime().toEpochMilli(), print);
    }
    if (offense.closeTime() != null) {
      closed.remember(offense.id(), offense.closeTime().toEpochMilli(), print);
    }
    return !known;
  }

  String text() {
    return MAPPER
        .createObjectNode()
        .put("v", VERSION)
        .put("turn", turn.name())
        .put("newest", newest)
        .put("made", newestMade)
        .put("changed", changed.text(LONGEST_CHANGED))
        .put("closed", closed.text(LONGEST_CLOSED))
        .toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static OffensePosition parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.path("v").intValue() != VERSION) {
        throw new IllegalArgumentException("not version " + VERSION);
      }
      OffensePosition position =
          new OffensePosition(
              OffenseCursor.parse(node.path("changed").asText()),
              OffenseCursor.parse(node.path("closed").asText()));
      position.turn = Turn.valueOf(node.path("turn").asText());
      position.newest = node.path("newest").longValue();
      position.newestMade = node.path("made").longValue();
      return position;
    } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("no position of a QradarSource", e);
    }
  }
}
