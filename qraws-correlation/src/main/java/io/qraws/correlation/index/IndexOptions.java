// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.time.Duration;

/**
 * How much an index remembers, and what it takes for related.
 *
 * @param window how far apart two signals may have happened, whichever came first; more than zero
 * @param capacity the most signals remembered, 1 to {@value #MOST_SIGNALS}
 * @param perKey how many of the newest signals are remembered under one key, 1 to {@value
 *     #MOST_PER_KEY}: a key that everybody shows costs no more than that
 * @param matches the most signals in an answer, at least 1
 * @param disorder how much earlier than the latest signal one may have happened before it counts as
 *     late
 * @param maxBytes the most heap that the index may take, signals of the caller not counted; less is
 *     remembered where it does not suffice
 */
public record IndexOptions(
    Duration window, int capacity, int perKey, int matches, Duration disorder, long maxBytes) {
  /** The largest capacity: 2 to the power of 29. */
  public static final int MOST_SIGNALS = 1 << 29;

  /** The most signals under one key. */
  public static final int MOST_PER_KEY = 256;

  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE / 2);

  /**
   * A window of 24 hours, 1,000,000 signals, of which 32 a key and 32 an answer, an hour of
   * disorder, and as much heap as that needs.
   */
  public static final IndexOptions DEFAULT =
      new IndexOptions(
          Duration.ofHours(24), 1_000_000, 32, 32, Duration.ofHours(1), Long.MAX_VALUE);

  /**
   * Refuses what is out of range.
   *
   * @throws IllegalArgumentException if a value is; the message names it and the limit
   */
  public IndexOptions {
    if (window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("window must be positive: " + window);
    }
    within("capacity", capacity, MOST_SIGNALS);
    within("perKey", perKey, MOST_PER_KEY);
    within("matches", matches, Integer.MAX_VALUE);
    if (disorder.isNegative()) {
      throw new IllegalArgumentException("disorder must not be negative: " + disorder);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
    }
  }

  private static void within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be 1 to " + most + ": " + value);
    }
  }

  /** The same with another window. */
  public IndexOptions withWindow(Duration window) {
    return new IndexOptions(window, capacity, perKey, matches, disorder, maxBytes);
  }

  /** The same with another capacity. */
  public IndexOptions withCapacity(int capacity) {
    return new IndexOptions(window, capacity, perKey, matches, disorder, maxBytes);
  }

  /** The same with another number of signals under one key. */
  public IndexOptions withPerKey(int perKey) {
    return new IndexOptions(window, capacity, perKey, matches, disorder, maxBytes);
  }

  /** The same with another most number of matches. */
  public IndexOptions withMatches(int matches) {
    return new IndexOptions(window, capacity, perKey, matches, disorder, maxBytes);
  }

  /** The same with another bound for late signals. */
  public IndexOptions withDisorder(Duration disorder) {
    return new IndexOptions(window, capacity, perKey, matches, disorder, maxBytes);
  }

  /** The same with another limit to the heap. */
  public IndexOptions withMaxBytes(long maxBytes) {
    return new IndexOptions(window, capacity, perKey, matches, disorder, maxBytes);
  }

  /** The window in milliseconds, rounded up. */
  long windowMillis() {
    return millis(window);
  }

  /** The disorder in milliseconds, rounded up. */
  long disorderMillis() {
    return millis(disorder);
  }

  private static long millis(Duration duration) {
    // Half of what a long holds is more than there is between any two times that are meant.
    return duration.compareTo(LONGEST) > 0
        ? LONGEST.toMillis()
        : duration.plusNanos(999_999).toMillis();
  }
}
