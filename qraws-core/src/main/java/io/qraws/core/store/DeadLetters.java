// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Inputs that could not be dealt with, whole, so that nothing is lost. A dead letter waits until it
 * is marked as replayed or removed. Usable as its {@link Transaction} is.
 */
public final class DeadLetters {
  private static final String ALL_BUT_RAW =
      "SELECT number, scope, id, location, reason, tries, raw_size, died_at, replayed_at"
          + " FROM qraws_dead_letter WHERE ";

  private final Sql sql;
  private final Clock clock;

  DeadLetters(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Keeps an input.
   *
   * @param scope the source's name, say
   * @param id which input; may come more than once
   * @param location where it lay
   * @param reason why it could not be dealt with
   * @param tries how often that was tried
   * @param raw its bytes as they came; held in memory, and at most 1 GB in PostgreSQL
   * @return its number
   */
  public long put(String scope, String id, String location, String reason, int tries, byte[] raw) {
    return sql.insertNumbered(
        "INSERT INTO qraws_dead_letter"
            + " (scope_key, scope, id, location, reason, tries, raw_bytes, raw_size, died_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        Names.key(Names.name(scope, "scope")),
        scope,
        Names.name(id, "id"),
        Names.text(location, "location"),
        Names.text(reason, "reason"),
        tries,
        requireNonNull(raw, "raw"),
        (long) raw.length,
        clock.millis());
  }

  /**
   * Those of a scope that wait, in the order of their numbers.
   *
   * @param after the last number of the page before, 0 for the first page
   * @param max how many at most; 1 to {@link Transaction#MAX_ROWS}
   */
  public List<DeadLetter> waiting(String scope, long after, int max) {
    return sql.list(
        ALL_BUT_RAW
            + "scope_key = ? AND number > ? AND replayed_at IS NULL ORDER BY number LIMIT ?",
        DeadLetters::read,
        Names.key(Names.name(scope, "scope")),
        after,
        Transaction.rows(max));
  }

  /** How many of a scope wait. Reads its part of the index. */
  public long count(String scope) {
    return sql.one(
            "SELECT COUNT(*) AS letters FROM qraws_dead_letter"
                + " WHERE scope_key = ? AND replayed_at IS NULL",
            row -> row.getLong("letters"),
            Names.key(Names.name(scope, "scope")))
        .orElse(0L);
  }

  /** One, waiting or replayed, or empty if there is none of this number. */
  public Optional<DeadLetter> get(long number) {
    return sql.one(ALL_BUT_RAW + "number = ?", DeadLetters::read, number);
  }

  /** The bytes of one, or empty if there is none of this number. */
  public Optional<byte[]> raw(long number) {
    return sql.one(
        "SELECT raw_bytes FROM qraws_dead_letter WHERE number = ?",
        row -> row.getBytes("raw_bytes"),
        number);
  }

  /**
   * Marks one as dealt with after all; {@link Transaction#purge} removes it later.
   *
   * @return true for one committed transaction only; false if it was marked before or is not there
   */
  public boolean replayed(long number) {
    return sql.update(
            "UPDATE qraws_dead_letter SET replayed_at = ? WHERE number = ? AND replayed_at IS NULL",
            clock.millis(),
            number)
        == 1;
  }

  /** Removes one for good; returns whether it was there. */
  public boolean remove(long number) {
    return sql.update("DELETE FROM qraws_dead_letter WHERE number = ?", number) == 1;
  }

  private static DeadLetter read(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getLong("number"),
        Sql.text(row, "scope"),
        Sql.text(row, "id"),
        Sql.text(row, "location"),
        Sql.text(row, "reason"),
        row.getInt("tries"),
        row.getLong("raw_size"),
        Instant.ofEpochMilli(row.getLong("died_at")),
        Sql.time(row, "replayed_at"));
  }
}
