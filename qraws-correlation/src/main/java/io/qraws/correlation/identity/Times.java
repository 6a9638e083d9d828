// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.Arrays;

/** Points in time, in seconds since 1970, without duplicates: the newest up to a maximum. */
final class Times {
  static final int MOST = 256;
  static final long NEVER = Long.MIN_VALUE;

  private long[] seconds = new long[2];
  private int size;

  void add(long second) {
    int found = Arrays.binarySearch(seconds, 0, size, second);
    if (found >= 0) {
      return;
    }
    int at = -found - 1;
    if (size == MOST) {
      // The oldest leaves; if that is the new one, nothing changes.
      if (at > 0) {
        System.arraycopy(seconds, 1, seconds, 0, at - 1);
        seconds[at - 1] = second;
      }
      return;
    }
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, size * 2);
    }
    System.arraycopy(seconds, at, seconds, at + 1, size - at);
    seconds[at] = second;
    size++;
  }

  /** The latest that is not after, or {@link #NEVER}. */
  long floor(long second) {
    int found = Arrays.binarySearch(seconds, 0, size, second);
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? NEVER : seconds[at];
  }

  /** The earliest that is not before, or {@link #NEVER}. */
  long ceiling(long second) {
    int found = Arrays.binarySearch(seconds, 0, size, second);
    int at = found >= 0 ? found : -found - 1;
    return at == size ? NEVER : seconds[at];
  }

  /** Those from one to another, both included. */
  long[] within(long from, long to) {
    int low = Arrays.binarySearch(seconds, 0, size, from);
    int start = low >= 0 ? low : -low - 1;
    int high = Arrays.binarySearch(seconds, 0, size, to);
    int end = high >= 0 ? high + 1 : -high - 1;
    return start >= end ? new long[0] : Arrays.copyOfRange(seconds, start, end);
  }
}
