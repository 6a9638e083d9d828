// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** A {@link HashMap} from key to a queue of the live signals that show it. */
final class MapRival implements Rival {
  private final Map<String, Deque<Entry>> postings = new HashMap<>();
  private final Deque<Entry> arrivals = new ArrayDeque<>();
  private final Settings settings;
  private final Merge merge;
  private final Found related;
  private long next;

  private record Entry(long number, Sample sample) {}

  MapRival(Settings settings) {
    this.settings = settings;
    merge = new Merge(settings);
    related = new Found(settings.matches());
  }

  @Override
  public void add(Sample[] samples, Each each) {
    for (Sample sample : samples) {
      String[] keys = sample.keys();
      merge.begin(keys.length);
      for (int key = 0; key < keys.length; key++) {
        Deque<Entry> queue = postings.get(keys[key]);
        if (queue != null) {
          Iterator<Entry> newest = queue.descendingIterator();
          boolean more = true;
          while (more && newest.hasNext()) {
            Entry other = newest.next();
            more = merge.take(key, other.number, other.sample.time());
          }
        }
      }
      merge.into(related, keys.length, sample.time());
      if (arrivals.size() == settings.live()) {
        evict(arrivals.removeFirst());
      }
      Entry entry = new Entry(next++, sample);
      arrivals.addLast(entry);
      for (String key : keys) {
        postings.computeIfAbsent(key, k -> new ArrayDeque<>(2)).addLast(entry);
      }
      each.accept(related);
    }
  }

  private void evict(Entry entry) {
    for (String key : entry.sample.keys()) {
      Deque<Entry> queue = postings.get(key);
      if (queue != null) {
        queue.removeFirst();
        if (queue.isEmpty()) {
          postings.remove(key);
        }
      }
    }
  }
}
