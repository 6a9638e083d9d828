// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far the offenses were read in the order of one of their times, and what of the stretch that
 * will be read again was handed out. Used by one thread. Times are epoch milliseconds.
 */
final class OffenseCursor {
  /** No offense has such an id: QRadar's are 32 bits wide. */
  private static final long BEYOND_IDS = Integer.MAX_VALUE;

  /** So much of a print tells the states of one offense apart: 36 bits. */
  private static final int PRINT = 6;

  private record Seen(long time, String print) {}

  private final TreeMap<Long, Seen> seen = new TreeMap<>();

  /** Where the next pass begins. */
  private long base;

  /** The last one of the present pass; time is -1 between passes. */
  private long time = -1;

  private long id;

  /** The greatest time met, and when, by the local clock. */
  private long top = -1;

  private long topMet;
  private long begun;

  OffenseCursor(long base) {
    this.base = base;
  }

  long time() {
    return time;
  }

  long id() {
    return id;
  }

  /** Begins a pass unless one is on its way. */
  void begin(long now) {
    if (time < 0) {
      time = Math.max(0, base - 1);
      id = BEYOND_IDS;
      begun = now;
    }
  }

  /** Goes on to the next one; false if it does not lie behind the one before. */
  boolean pass(long nextTime, long nextId, long now) {
    if (nextTime < time || (nextTime == time && nextId <= id)) {
      return false;
    }
    time = nextTime;
    id = nextId;
    if (time > top) {
      top = time;
      topMet = now;
    }
    return true;
  }

  /** Ends the pass, and decides where the next one begins. */
  void end(long overlap) {
    if (top >= base) {
      boolean settled = begun - topMet >= overlap;
      base = settled ? top + 1 : Math.max(base, top - overlap);
    }
    // Between passes the cursor reads the same however often nothing came.
    time = -1;
    id = 0;
    begun = 0;
    seen.values().removeIf(one -> one.time < base);
  }

  boolean knows(long offense, String print) {
    Seen one = seen.get(offense);
    return one != null && one.print.equals(print.substring(0, PRINT));
  }

  /** Remembers what will be read again. */
  void remember(long offense, long at, String print) {
    if (at >= base) {
      seen.put(offense, new Seen(at, print.substring(0, PRINT)));
    }
  }

  /**
   * The cursor as text without blanks. If all that is remembered does not fit, the offenses with
   * the highest ids are left out and may be handed out twice.
   */
  String text(int longest) {
    StringBuilder text = new StringBuilder();
    for (long number : new long[] {base, time, id, top, topMet, begun}) {
      text.append(Long.toString(number, Character.MAX_RADIX)).append(',');
    }
    long before = 0;
    for (Map.Entry<Long, Seen> entry : seen.entrySet()) {
      // Rounded up: what is forgotten late does no harm.
      long seconds = Math.floorDiv(entry.getValue().time - base + 999, 1_000L);
      String one =
          entry.getValue().print
              + Long.toString(entry.getKey() - before, Character.MAX_RADIX)
              + "."
              + Long.toString(seconds, Character.MAX_RADIX)
              + ",";
      if (text.length() + one.length() > longest) {
        break;
      }
      text.append(one);
      before = entry.getKey();
    }
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws RuntimeException if it is anything else
   */
  static OffenseCursor parse(String text) {
    String[] parts = text.split(",", -1);
    long[] numbers = new long[6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(parts[i], Character.MAX_RADIX);
    }
    OffenseCursor cursor = new OffenseCursor(numbers[0]);
    cursor.time = numbers[1];
    cursor.id = numbers[2];
    cursor.top = numbers[3];
    cursor.topMet = numbers[4];
    cursor.begun = numbers[5];
    long before = 0;
    for (int i = numbers.length; i < parts.length - 1; i++) {
      int dot = parts[i].indexOf('.');
      before += Long.parseLong(parts[i].substring(PRINT, dot), Character.MAX_RADIX);
      long seconds = Long.parseLong(parts[i].substring(dot + 1), Character.MAX_RADIX);
      cursor.seen.put(
          before, new Seen(cursor.base + seconds * 1_000, parts[i].substring(0, PRINT)));
    }
    return cursor;
  }
}
