// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

/** Puts together what is found under each key; all rivals but QRAWS and SQL use it. */
final class Merge {
  private static final int MOST_KEYS = 6;

  private final Rival.Settings settings;
  private final long[][] numbers;
  private final long[][] times;
  private final int[] sizes = new int[MOST_KEYS];
  private final int[] heads = new int[MOST_KEYS];

  Merge(Rival.Settings settings) {
    this.settings = settings;
    numbers = new long[MOST_KEYS][settings.perKey()];
    times = new long[MOST_KEYS][settings.perKey()];
  }

  void begin(int keys) {
    for (int key = 0; key < keys; key++) {
      sizes[key] = 0;
      heads[key] = 0;
    }
  }

  /** Takes the next newest under a key; false if no more are looked at. */
  boolean take(int key, long number, long time) {
    int size = sizes[key];
    if (size == settings.perKey()) {
      return false;
    }
    numbers[key][size] = number;
    times[key][size] = time;
    sizes[key] = size + 1;
    return true;
  }

  void into(Found related, int keys, long time) {
    related.clear();
    while (related.size() < settings.matches()) {
      long newest = -1;
      long happened = 0;
      for (int key = 0; key < keys; key++) {
        if (heads[key] < sizes[key] && numbers[key][heads[key]] > newest) {
          newest = numbers[key][heads[key]];
          happened = times[key][heads[key]];
        }
      }
      if (newest < 0) {
        break;
      }
      long shared = 0;
      for (int key = 0; key < keys; key++) {
        if (heads[key] < sizes[key] && numbers[key][heads[key]] == newest) {
          heads[key]++;
          shared |= 1L << key;
        }
      }
      if (Math.abs(happened - time) <= settings.windowMillis()) {
        related.add(newest, shared);
      }
    }
  }
}
