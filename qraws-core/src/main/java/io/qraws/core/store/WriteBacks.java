// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes made elsewhere, each intended in one transaction, then made, then concluded in another,
 * so that after a crash it is known which may have been made. Usable as its {@link Transaction} is.
 */
public final class WriteBacks {
  private final Sql sql;
  private final Clock clock;

  WriteBacks(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Records that a change is about to be made.
   *
   * @param key the change's own, so that it is made once
   * @param what the change, in the caller's words
   * @return true for one committed transaction only: its caller may make the change
   */
  public boolean intend(String key, String what) {
    return sql.insertIfAbsent(
        "INSERT INTO qraws_write_back (id_key, id, what, intended_at) VALUES (?, ?, ?, ?)",
        Names.key(Names.name(key, "key")),
        key,
        Names.text(what, "what"),
        clock.millis());
  }

  /** What is known of a change, or empty if it was not intended, or withdrawn. */
  public Optional<WriteBack> get(String key) {
    return sql.one(
        "SELECT what, intended_at, answer, concluded_at FROM qraws_write_back WHERE id_key = ?",
        (ResultSet row) -> {
          Optional<Instant> concluded = Sql.time(row, "concluded_at");
          return new WriteBack(
              Sql.text(row, "what"),
              Instant.ofEpochMilli(row.getLong("intended_at")),
              concluded.isPresent() ? Optional.of(Sql.text(row, "answer")) : Optional.empty(),
              concluded);
        },
        Names.key(Names.name(key, "key")));
  }

  /**
   * Records that the change was made.
   *
   * @param result what the other side answered
   * @return false if it was not intended, or concluded before; nothing is then changed
   */
  public boolean conclude(String key, String result) {
    return sql.update(
            "UPDATE qraws_write_back SET answer = ?, concluded_at = ?"
                + " WHERE id_key = ? AND concluded_at IS NULL",
            Names.text(result, "result"),
            clock.millis(),
            Names.key(Names.name(key, "key")))
        == 1;
  }

  /**
   * Takes an intention back, since it is known that the change was not made; it may be intended
   * anew.
   *
   * @return false if it was not intended, or concluded before; nothing is then changed
   */
  public boolean withdraw(String key) {
    return sql.update(
            "DELETE FROM qraws_write_back WHERE id_key = ? AND concluded_at IS NULL",
            Names.key(Names.name(key, "key")))
        == 1;
  }
}
