// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import java.util.Arrays;

/**
 * The newest signals under a key as numbers and times in one array: its first element counts all
 * that came, the others are a ring of pairs.
 */
final class Recent {
  private static final int FIRST_PAIRS = 2;

  private Recent() {}

  static long[] of(long number, long time) {
    return new long[] {1, number, time, 0, 0};
  }

  /** Adds one; a larger array where there is no room. */
  static long[] add(long[] recent, long number, long time, int most) {
    int pairs = recent.length / 2;
    long[] ring = recent;
    if (ring[0] == pairs && pairs < most) {
      ring = Arrays.copyOf(ring, 1 + 2 * Math.min(most, 2 * Math.max(FIRST_PAIRS, pairs)));
      pairs = ring.length / 2;
    }
    int at = 1 + 2 * (int) (ring[0] % pairs);
    ring[at] = number;
    ring[at + 1] = time;
    ring[0]++;
    return ring;
  }

  /** Hands over the live ones, newest first. */
  static void walk(long[] recent, long oldest, int key, Merge merge) {
    int pairs = recent.length / 2;
    long count = recent[0];
    for (long i = count - 1; i >= Math.max(0, count - pairs); i--) {
      int at = 1 + 2 * (int) (i % pairs);
      if (recent[at] < oldest || !merge.take(key, recent[at], recent[at + 1])) {
        return;
      }
    }
  }
}
