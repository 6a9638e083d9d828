// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The definition of 'related', spelled out over a list of all signals. */
final class Oracle {
  private final IndexOptions options;
  private final long first;
  private final List<Seen> all = new ArrayList<>();

  private record Seen(long number, long time, long[] keys) {}

  /** An answer: the numbers newest first, each with one bit a shared key. */
  record Related(List<Long> numbers, List<Long> shared) {
    static Related of(Answer answer) {
      List<Long> numbers = new ArrayList<>();
      List<Long> shared = new ArrayList<>();
      for (int i = 0; i < answer.size(); i++) {
        numbers.add(answer.number(i));
        shared.add(answer.shared(i));
      }
      return new Related(numbers, shared);
    }
  }

  Oracle(IndexOptions options, long first) {
    this.options = options;
    this.first = first;
  }

  Related add(long time, long... keys) {
    Related related = related(time, keys);
    all.add(new Seen(first + all.size(), time, keys.clone()));
    return related;
  }

  Related related(long time, long... keys) {
    return related(time, Long.MIN_VALUE, keys);
  }

  /** As {@link #related(long, long...)}, with signals before one forgotten for lack of memory. */
  Related related(long time, long oldest, long... keys) {
    List<Seen> live = all.subList(Math.max(0, all.size() - options.capacity()), all.size());
    Map<Long, Long> found = new TreeMap<>((a, b) -> Long.compare(b, a));
    for (int key = 0; key < keys.length; key++) {
      int walked = 0;
      for (int i = live.size() - 1; i >= 0 && walked < options.perKey(); i--) {
        Seen other = live.get(i);
        int asked = key;
        if (other.number >= oldest && Arrays.stream(other.keys).anyMatch(k -> k == keys[asked])) {
          walked++;
          if (Math.abs(other.time - time) <= options.window().toMillis()) {
            found.merge(other.number, 1L << key, (a, b) -> a | b);
          }
        }
      }
    }
    List<Long> numbers = found.keySet().stream().limit(options.matches()).toList();
    return new Related(numbers, numbers.stream().map(found::get).toList());
  }
}
