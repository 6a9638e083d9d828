// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.index;

import io.qraws.correlation.index.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which signals are related, found by looking at each: under each key the newest so many that are
 * remembered, of those the ones inside the window, and of all of these the newest.
 */
final class RelatedByDefinition {
  private final IndexOptions options;
  private final long first;
  private final List<Seen> all = new ArrayList<>();

  private static final class Seen {
    private final long number;
    private final long time;
    private final long[] keys;

    Seen(long number, long time, long[] keys) {
      this.number = number;
      this.time = time;
      this.keys = keys;
    }

    boolean shows(long key) {
      for (long own : keys) {
        if (own == key) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Has seen nothing.
   *
   * @param first the number that the first signal gets
   */
  RelatedByDefinition(IndexOptions options, long first) {
    this.options = options;
    this.first = first;
  }

  /** For each related signal its number and, one bit a key, what it shares; newest first. */
  Map<Long, Long> related(long time, long[] keys) {
    Map<Long, Long> found = new TreeMap<>((a, b) -> Long.compare(b, a));
    int oldest = Math.max(0, all.size() - options.capacity());
    for (int key = 0; key < keys.length; key++) {
      int looked = 0;
      for (int i = all.size() - 1; i >= oldest && looked < options.perKey(); i--) {
        Seen other = all.get(i);
        if (other.shows(keys[key])) {
          looked++;
          if (Math.abs(other.time - time) <= options.window().toMillis()) {
            found.merge(other.number, 1L << key, (a, b) -> a | b);
          }
        }
      }
    }
    while (found.size() > options.matches()) {
      found.keySet().remove(((TreeMap<Long, Long>) found).lastKey());
    }
    return found;
  }

  void add(long time, long[] keys) {
    all.add(new Seen(first + all.size(), time, keys.clone()));
  }
}
