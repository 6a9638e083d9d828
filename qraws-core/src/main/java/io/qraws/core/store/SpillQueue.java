// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.util.Collection;
import java.util.List;

/**
 * What waits to be sent, first in, first out. Usable as its {@link Transaction} is.
 *
 * <p>An entry stays until it is removed, so that one sent but not yet removed when the process ends
 * is sent again. Entries that several append at the same time may stand in any order.
 */
public final class SpillQueue {
  /** The most bytes of an entry: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /**
   * An entry.
   *
   * @param number its own, rising
   * @param content its bytes, the caller's to change
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for one use; nothing compares or keeps it.
  public record Entry(long number, byte[] content) {}

  private final Sql sql;
  private final String name;
  private final String key;

  SpillQueue(Sql sql, String name) {
    this.sql = sql;
    this.name = name;
    this.key = Names.key(name);
  }

  /**
   * Appends an entry.
   *
   * @param content up to {@link #MAX_BYTES}
   * @return its number
   */
  public long append(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most " + MAX_BYTES + " bytes: " + content.length);
    }
    return sql.insertNumbered(
        "INSERT INTO qraws_spill (queue_key, queue, content) VALUES (?, ?, ?)", key, name, content);
  }

  /**
   * The oldest entries, oldest first.
   *
   * @param max how many at most; 1 to {@link Transaction#MAX_ROWS}. All of them are held in memory
   */
  public List<Entry> first(int max) {
    return sql.list(
        "SELECT number, content FROM qraws_spill WHERE queue_key = ? ORDER BY number LIMIT ?",
        row -> new Entry(row.getLong("number"), row.getBytes("content")),
        key,
        Transaction.rows(max));
  }

  /** Removes entries, one statement each; returns how many were there. */
  public int remove(Collection<Long> numbers) {
    int removed = 0;
    for (Long number : numbers) {
      removed +=
          sql.update("DELETE FROM qraws_spill WHERE queue_key = ? AND number = ?", key, number);
    }
    return removed;
  }

  /** How many entries wait. Reads the queue's part of the index. */
  public long size() {
    return sql.one(
            "SELECT COUNT(*) AS entries FROM qraws_spill WHERE queue_key = ?",
            row -> row.getLong("entries"),
            key)
        .orElse(0L);
  }
}
