// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What can be done in one transaction of a {@link StateStore}; everything on it is kept together or
 * not at all.
 *
 * <p>It is usable inside {@link StateStore#inTransaction} by the thread that called it; elsewhere
 * every method throws {@link IllegalStateException}. Names, scopes and ids have 1 to 2,500
 * characters, other texts up to 8,000, any characters whatever; what is longer is an {@link
 * IllegalArgumentException}. Times are those of the store's clock, in whole milliseconds. Each
 * method costs one to three statements by key, unless it says otherwise, and throws {@link
 * StoreException} if the database fails.
 */
public final class Transaction {
  /** The most rows that one call returns or removes. */
  public static final int MAX_ROWS = 10_000;

  private final Sql sql;
  private final Clock clock;

  Transaction(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Where a source stands, or empty if nothing was saved or it was removed. */
  public Optional<String> checkpoint(String name) {
    return sql.one(
        "SELECT place FROM qraws_checkpoint WHERE name_key = ?",
        row -> Sql.text(row, "place"),
        Names.key(Names.name(name, "name")));
  }

  /**
   * Moves a checkpoint.
   *
   * @param expected where the caller found it, null if nowhere; so that of two processes on one
   *     source the second fails instead of taking the first's progress back
   * @param position where it stands from here on
   * @throws CheckpointMovedException if it stands elsewhere; the transaction is then undone
   */
  public void saveCheckpoint(String name, @Nullable String expected, String position) {
    String key = Names.key(Names.name(name, "name"));
    Names.text(position, "position");
    long now = clock.millis();
    boolean moved =
        expected == null
            ? sql.insertIfAbsent(
                "INSERT INTO qraws_checkpoint (name_key, name, place, changed_at)"
                    + " VALUES (?, ?, ?, ?)",
                key,
                name,
                position,
                now)
            : sql.update(
                    "UPDATE qraws_checkpoint SET place = ?, changed_at = ?"
                        + " WHERE name_key = ? AND place = ?",
                    position,
                    now,
                    key,
                    expected)
                == 1;
    if (!moved) {
      throw sql.fail(new CheckpointMovedException(name));
    }
  }

  /**
   * Removes a checkpoint; its name is free again.
   *
   * @param expected where the caller found it
   * @throws CheckpointMovedException if it stands elsewhere or is gone; the transaction is then
   *     undone
   */
  public void removeCheckpoint(String name, String expected) {
    int removed =
        sql.update(
            "DELETE FROM qraws_checkpoint WHERE name_key = ? AND place = ?",
            Names.key(Names.name(name, "name")),
            requireNonNull(expected, "expected"));
    if (removed == 0) {
      throw sql.fail(new CheckpointMovedException(name));
    }
  }

  /**
   * Marks an id as seen.
   *
   * @param scope within which ids are unique
   * @return true for one committed transaction only, whatever process asks, until the mark is
   *     {@linkplain #purge purged}; another that asks meanwhile waits
   */
  public boolean firstSight(String scope, String id) {
    return sql.insertIfAbsent(
        "INSERT INTO qraws_seen (id_key, scope, id, seen_at) VALUES (?, ?, ?, ?)",
        key(scope, id),
        scope,
        id,
        clock.millis());
  }

  /** Whether an id is marked as seen, by a committed transaction or this one. */
  public boolean seen(String scope, String id) {
    return sql.one("SELECT 1 FROM qraws_seen WHERE id_key = ?", row -> true, key(scope, id))
        .isPresent();
  }

  /**
   * Records what became of an input; the first record stands.
   *
   * @param scope the source's name, say
   * @param outcome a word of the caller's
   * @param location where the input lay
   * @param index which of the inputs at this location it was
   * @return whether it is the first; if not, nothing is changed
   */
  public boolean recordOutcome(
      String scope, String id, String outcome, String location, long index) {
    return sql.insertIfAbsent(
        "INSERT INTO qraws_outcome"
            + " (id_key, scope, id, outcome, location, location_index, recorded_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        key(scope, id),
        scope,
        id,
        Names.text(outcome, "outcome"),
        Names.text(location, "location"),
        index,
        clock.millis());
  }

  /**
   * Puts one outcome in another's place, as when a dead letter was replayed.
   *
   * @return whether it was {@code from}; if not, nothing is changed
   */
  public boolean changeOutcome(String scope, String id, String from, String to) {
    return sql.update(
            "UPDATE qraws_outcome SET outcome = ?, recorded_at = ?"
                + " WHERE id_key = ? AND outcome = ?",
            Names.text(to, "to"),
            clock.millis(),
            key(scope, id),
            Names.text(from, "from"))
        == 1;
  }

  /** What became of an input, or empty if nothing was recorded. */
  public Optional<Outcome> outcome(String scope, String id) {
    return sql.one(
        "SELECT outcome, location, location_index, recorded_at FROM qraws_outcome"
            + " WHERE id_key = ?",
        row ->
            new Outcome(
                Sql.text(row, "outcome"),
                Sql.text(row, "location"),
                row.getLong("location_index"),
                Instant.ofEpochMilli(row.getLong("recorded_at"))),
        key(scope, id));
  }

  /** How many inputs of a scope had each outcome, by outcome. Reads the whole ledger. */
  public Map<String, Long> outcomes(String scope) {
    Map<String, Long> counts = new TreeMap<>();
    sql.list(
        "SELECT outcome, COUNT(*) AS inputs FROM qraws_outcome WHERE scope = ? GROUP BY outcome",
        row -> counts.put(Sql.text(row, "outcome"), row.getLong("inputs")),
        Names.name(scope, "scope"));
    return counts;
  }

  /**
   * Counts a failed try. In a transaction of its own, usually: the one that failed is undone, and
   * would take the count with it.
   *
   * @param reason what is kept of the latest try
   * @return the tries that failed so far, this one included; from 1
   */
  public int failed(String scope, String id, String reason) {
    String key = key(scope, id);
    sql.insertIfAbsent(
        "INSERT INTO qraws_failure (id_key, scope, id, tries, reason, failed_at)"
            + " VALUES (?, ?, ?, 0, '', 0)",
        key,
        scope,
        id);
    sql.update(
        "UPDATE qraws_failure SET tries = tries + 1, reason = ?, failed_at = ? WHERE id_key = ?",
        Names.text(reason, "reason"),
        clock.millis(),
        key);
    return tries(scope, id);
  }

  /** The tries that failed so far. */
  public int tries(String scope, String id) {
    return sql.one(
            "SELECT tries FROM qraws_failure WHERE id_key = ?",
            row -> row.getInt("tries"),
            key(scope, id))
        .orElse(0);
  }

  /** Forgets the tries of what is dealt with; does nothing if there were none. */
  public void clearTries(String scope, String id) {
    sql.update("DELETE FROM qraws_failure WHERE id_key = ?", key(scope, id));
  }

  /** Inputs that could not be dealt with. */
  public DeadLetters deadLetters() {
    return new DeadLetters(sql, clock);
  }

  /** What is changed elsewhere, before and after. */
  public WriteBacks writeBacks() {
    return new WriteBacks(sql, clock);
  }

  /** What waits to be sent, by the queue's name. */
  public SpillQueue queue(String name) {
    return new SpillQueue(sql, Names.name(name, "name"));
  }

  /**
   * Removes what is older: marks of ids seen, outcomes, tries, dead letters that were replayed, and
   * write-backs that were concluded. Checkpoints, waiting dead letters, open write-backs and queues
   * stay. Call it again, in a new transaction, until it removes nothing.
   *
   * @param before what was recorded, or replayed or concluded, before this
   * @param max how many rows at most; 1 to {@link #MAX_ROWS}
   * @return how many rows were removed
   */
  public int purge(Instant before, int max) {
    long limit = before.toEpochMilli();
    rows(max);
    int removed = purge("qraws_seen", "id_key", "seen_at", limit, max);
    removed += purge("qraws_outcome", "id_key", "recorded_at", limit, max - removed);
    removed += purge("qraws_failure", "id_key", "failed_at", limit, max - removed);
    removed += purge("qraws_dead_letter", "number", "replayed_at", limit, max - removed);
    removed += purge("qraws_write_back", "id_key", "concluded_at", limit, max - removed);
    return removed;
  }

  private int purge(String table, String key, String time, long before, int max) {
    String old =
        "SELECT "
            + key
            + " FROM "
            + table
            + " WHERE "
            + time
            + " < ? ORDER BY "
            + time
            + " LIMIT ?";
    // In one statement, H2 would ask for the old ones anew for each row.
    return max == 0
        ? 0
        : sql.updateEach(
            "DELETE FROM " + table + " WHERE " + key + " = ?",
            sql.list(old, row -> row.getObject(1), before, max));
  }

  private static String key(String scope, String id) {
    return Names.key(Names.name(scope, "scope"), Names.name(id, "id"));
  }

  static int rows(int max) {
    if (max < 1 || max > MAX_ROWS) {
      throw new IllegalArgumentException("max must be 1 to " + MAX_ROWS + ": " + max);
    }
    return max;
  }
}
