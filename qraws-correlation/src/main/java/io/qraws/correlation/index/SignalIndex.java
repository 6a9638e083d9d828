// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An in-memory index from keys to the signals that show them.
 *
 * <p>Event time decides what is related, order of arrival decides what is remembered: when the
 * index is full, the signal that came first leaves. Never does I/O. Not safe for several threads. A
 * call costs O(k·m) for k keys and at most m = {@link Builder#matches} postings looked at under
 * each.
 */
public final class SignalIndex {
  /*
   * For each key a queue of the entries that show it, in order of arrival, and one queue of all.
   * An entry that leaves is the head of the queue of all and therefore of each of its own queues.
   */
  private final Map<LinkKey, Deque<Entry>> postings = new HashMap<>();
  private final Deque<Entry> arrivals = new ArrayDeque<>();
  private final Duration window;
  private final int capacity;
  private final int matches;

  /** Compared by identity: hashing a signal would mean hashing all that was sent. */
  private static final class Entry {
    private final Signal signal;
    private final Set<LinkKey> keys;

    Entry(Signal signal, Set<LinkKey> keys) {
      this.signal = signal;
      this.keys = keys;
    }
  }

  private SignalIndex(Builder builder) {
    window = builder.window;
    capacity = builder.capacity;
    matches = builder.matches;
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds a signal.
   *
   * @param signal to be remembered
   * @param keys under which it is found
   * @return the signals that came before it, lie within the window and share a key; last come first
   */
  public List<Match> add(Signal signal, Set<LinkKey> keys) {
    List<Match> related = related(signal, keys);
    if (arrivals.size() == capacity) {
      evict(arrivals.removeFirst());
    }
    Entry entry = new Entry(signal, Set.copyOf(keys));
    arrivals.addLast(entry);
    entry.keys.forEach(key -> postings.computeIfAbsent(key, k -> new ArrayDeque<>(2)).add(entry));
    return related;
  }

  /**
   * What {@link #add} would answer, without adding.
   *
   * @param signal asked for; itself is never in the answer
   * @param keys under which it would be found
   */
  public List<Match> related(Signal signal, Collection<LinkKey> keys) {
    Map<Entry, List<LinkKey>> found = new LinkedHashMap<>();
    for (LinkKey key : keys) {
      Deque<Entry> queue = postings.get(key);
      Iterator<Entry> newest =
          queue == null ? Collections.emptyIterator() : queue.descendingIterator();
      for (int walked = 0; walked < matches && newest.hasNext(); walked++) {
        Entry other = newest.next();
        if (other.signal != signal
            && Duration.between(signal.time(), other.signal.time()).abs().compareTo(window) <= 0) {
          found.computeIfAbsent(other, s -> new ArrayList<>(2)).add(key);
        }
      }
    }
    List<Match> result = new ArrayList<>(found.size());
    found.forEach((other, shared) -> result.add(new Match(other.signal, shared)));
    return result;
  }

  /** How many signals are remembered. */
  public int size() {
    return arrivals.size();
  }

  private void evict(Entry entry) {
    for (LinkKey key : entry.keys) {
      Deque<Entry> queue = postings.get(key);
      if (queue != null) {
        queue.removeFirst();
        if (queue.isEmpty()) {
          postings.remove(key);
        }
      }
    }
  }

  /** Gathers the settings of an index. */
  public static final class Builder {
    private Duration window = Duration.ofHours(24);
    private int capacity = 1_000_000;
    private int matches = 32;

    private Builder() {}

    /**
     * How far apart two signals may lie and still be related. Default: 24 hours.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder window(Duration window) {
      if (window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException("window must be positive: " + window);
      }
      this.window = window;
      return this;
    }

    /**
     * How many signals are remembered. Default: 1,000,000.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder capacity(int capacity) {
      if (capacity < 1) {
        throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
      }
      this.capacity = capacity;
      return this;
    }

    /**
     * How many of the newest postings are looked at under each key. Default: 32.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder matches(int matches) {
      if (matches < 1) {
        throw new IllegalArgumentException("matches must be at least 1: " + matches);
      }
      this.matches = matches;
      return this;
    }

    /** Makes the index. */
    public SignalIndex build() {
      return new SignalIndex(this);
    }
  }
}
