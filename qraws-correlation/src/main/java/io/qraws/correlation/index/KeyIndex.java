// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory index from keys to the newest signals that show them, in which a key is a hash
 * ({@link KeyHash}) and a signal a number, counted in order of arrival. What is behind the number
 * the caller keeps, or {@link SignalIndex} does.
 *
 * <p>The time at which a signal happened decides what is related, its order of arrival what is
 * remembered: when the index is full, the signal that came first leaves. Two signals are related if
 * they show one key, happened no further apart than the window (to the millisecond), and the
 * earlier to come is among the {@link IndexOptions#perKey} newest under that key.
 *
 * <p><b>Cost.</b> O(k) for k keys, whatever number of signals shows them, and O(m) for m matches.
 * Nothing is allocated but when the index grows. An observable seen once takes about 30 bytes, a
 * signal 8 more. {@code IndexBenchmark} measures it.
 *
 * <p><b>Threads.</b> Any number may call at once. {@link #add} and {@link #related} are
 * linearizable: all calls have the same effect and answers as if they had been made one after the
 * other, in the order of the numbers that signals get, so of two signals that share a key exactly
 * one is told of the other. Calls whose keys fall into different of the index's parts, one for some
 * 500 signals, don't wait for each other but to be given their numbers. {@link #stats} sees each
 * part at another instant.
 *
 * <p><b>Collisions.</b> That two keys have one hash is not noticed here. Under a hash of 64 bits
 * whose seed an attacker doesn't know, a key that is new to 10 million others meets one of them
 * with a probability of 5.4 in 10 to the power of 13: once in two years at 30,000 new keys a
 * second. {@link SignalIndex} compares the keys themselves.
 */
public final class KeyIndex {
  /*
   * The first bits of a hash choose the segment. The locks of all segments that a signal's keys
   * need are taken in the order of their places, then the signal gets its number, and then its keys
   * are visited. So whoever has a lower number and shares a key was done with it, and the numbers
   * under a key ascend. What needs more memory is done before the number is given, since that may
   * make the index forget. Memory is waited for before the locks are taken; and what was found is
   * put in order, and looked up by time, when all are let go again.
   */

  /** The most keys of one signal. */
  public static final int MOST_KEYS = 8_192;

  /** Signals a segment; so few that to rebuild one takes little more than to add a signal. */
  private static final int PER_SEGMENT = 512;

  private static final int MOST_SEGMENTS = 1 << 14;

  /** How many signals of a batch are looked at ahead. */
  private static final int AHEAD = 16;

  /** So few places are put in order by hand. */
  private static final int FEW = 16;

  private final IndexOptions options;
  private final long window;
  private final Segment[] segments;
  private final int shift;
  private final Arrivals arrivals;
  private final Budget budget;

  /**
   * An empty index.
   *
   * @param options how much it remembers
   */
  public KeyIndex(IndexOptions options) {
    this(options, chunkBits(options.capacity()), 0, false);
  }

  /**
   * An empty index.
   *
   * @param chunkBits a ring's chunk holds 2 to the power of this
   * @param first the number of the first signal
   * @param withItems whether it holds what {@link #add} is given for a signal
   */
  KeyIndex(IndexOptions options, int chunkBits, long first, boolean withItems) {
    this.options = options;
    window = options.windowMillis();
    budget = new Budget(options.maxBytes());
    long room = Math.min(options.capacity(), options.maxBytes() >> 6) / PER_SEGMENT;
    int count = (int) Math.min(MOST_SEGMENTS, Long.highestOneBit(Math.max(1, room)) * 2);
    shift = 64 - Integer.numberOfTrailingZeros(count);
    segments = new Segment[count];
    for (int i = 0; i < count; i++) {
      segments[i] = new Segment(options.perKey(), first);
      budget.force(segments[i].bytes());
    }
    arrivals = new Arrivals(options, chunkBits, first, withItems, budget);
    long least = budget.taken() + 3 * arrivals.chunkBytes();
    if (options.maxBytes() < least) {
      throw new IllegalArgumentException(
          "maxBytes must be at least " + least + " for this capacity: " + options.maxBytes());
    }
  }

  /** The one that a snapshot begins with, whose times follow in the stream. */
  KeyIndex(IndexOptions options, Snapshot.Header header, Snapshot.Input in) throws IOException {
    this(
        options,
        chunkBits(options.capacity()),
        Math.max(header.oldest(), header.next() - options.capacity()),
        false);
    arrivals.restore(header, in);
  }

  static int chunkBits(int capacity) {
    return Math.max(6, Math.min(12, 22 - Integer.numberOfLeadingZeros(capacity)));
  }

  /**
   * Remembers a signal and tells which earlier ones are related.
   *
   * @param timeMillis when it happened, in milliseconds since 1970
   * @param keys hashes of its keys at the beginning of the array; the same may stand in it twice
   * @param count how many, up to {@value #MOST_KEYS}
   * @param answer takes the answer
   * @throws IllegalArgumentException if there are more keys
   */
  public void add(long timeMillis, long[] keys, int count, Answer answer) {
    add(timeMillis, null, keys, 0, count, false, answer);
  }

  /**
   * Remembers signals, as {@link #add} would one after the other, but looks at what all of them
   * need first: the memory is then fetched while the first is dealt with. Best for some ten to some
   * hundred signals.
   *
   * @param times when each happened, in milliseconds since 1970
   * @param keys the hashes of the keys, those of one signal behind those of the one before it
   * @param ends for each signal where its keys end
   * @param count how many signals
   * @param answer takes each answer
   * @param each is called for each signal, by its place from 0, when the answer is there
   * @throws IllegalArgumentException if one has more than {@value #MOST_KEYS} keys
   */
  public void addAll(
      long[] times, long[] keys, int[] ends, int count, Answer answer, IntConsumer each) {
    int from = 0;
    for (int first = 0; first < count; first += AHEAD) {
      int last = Math.min(count, first + AHEAD);
      touch(keys, from, ends[last - 1], answer);
      for (int i = first; i < last; i++) {
        add(times[i], null, keys, from, ends[i], true, answer);
        each.accept(i);
        from = ends[i];
      }
    }
  }

  /** Reads what is needed for some keys, all at once: then the memory is waited for only once. */
  private void touch(long[] keys, int from, int to, Answer answer) {
    long seen = 0;
    for (int i = from; i < to; i++) {
      seen |= segment(keys[i]).touch(keys[i]);
    }
    for (int i = from; i < to; i++) {
      seen |= segment(keys[i]).touchBlock(keys[i]);
    }
    answer.touched(seen);
  }

  void add(
      long time,
      @Nullable Object item,
      long[] keys,
      int from,
      int to,
      boolean touched,
      Answer answer) {
    check(from, to);
    if (!touched) {
      // Before the locks are taken, so that nobody waits for them as long as memory takes.
      touch(keys, from, to, answer);
    }
    answer.expect(to - from, options.perKey());
    int walker = 0;
    try {
      int locked = lock(keys, from, to, answer);
      try {
        for (int i = from; i < to; i++) {
          segment(keys[i]).reserve(arrivals);
        }
        walker = arrivals.enter(time, item, answer);
        visit(keys, from, to, true, answer);
      } finally {
        unlock(locked, answer);
      }
      merge(time, answer);
    } finally {
      arrivals.leave(walker);
    }
  }

  /**
   * What {@link #add} would answer, without remembering the signal.
   *
   * @param timeMillis when it happened, in milliseconds since 1970
   * @param keys hashes of its keys at the beginning of the array
   * @param count how many, up to {@value #MOST_KEYS}
   * @param answer takes the answer
   * @throws IllegalArgumentException if there are more keys
   */
  public void related(long timeMillis, long[] keys, int count, Answer answer) {
    check(0, count);
    answer.expect(count, options.perKey());
    int walker = 0;
    try {
      int locked = lock(keys, 0, count, answer);
      try {
        for (int i = 0; i < count; i++) {
          segment(keys[i]).refresh(arrivals);
        }
        walker = arrivals.look(answer);
        visit(keys, 0, count, false, answer);
      } finally {
        unlock(locked, answer);
      }
      merge(timeMillis, answer);
    } finally {
      arrivals.leave(walker);
    }
  }

  private void visit(long[] keys, int from, int to, boolean post, Answer answer) {
    int[] lists = answer.lists();
    int at = 0;
    for (int i = from; i < to; i++) {
      int end =
          segment(keys[i])
              .visit(
                  Segment.filled(keys[i]), (int) answer.number(), answer.live(), post, lists, at);
      at =
          end < 0
              ? answer.repeats(i - from, first(keys, from, keys[i]) - from)
              : answer.ends(i - from, end);
    }
  }

  private void merge(long time, Answer answer) {
    answer.merge(arrivals, minus(time, window), plus(time, window), options.matches());
  }

  private static int first(long[] keys, int from, long key) {
    int at = from;
    while (Segment.filled(keys[at]) != Segment.filled(key)) {
      at++;
    }
    return at;
  }

  private static void check(int from, int to) {
    if (to - from > MOST_KEYS) {
      throw new IllegalArgumentException(
          "a signal may have " + MOST_KEYS + " keys: " + (to - from));
    }
  }

  static long minus(long time, long span) {
    long result = time - span;
    return result > time ? Long.MIN_VALUE : result;
  }

  static long plus(long time, long span) {
    long result = time + span;
    return result < time ? Long.MAX_VALUE : result;
  }

  private Segment segment(long key) {
    return segments[place(key)];
  }

  private int place(long key) {
    return (int) (key >>> shift);
  }

  /** Locks the segments of all keys; tells how many. */
  private int lock(long[] keys, int from, int to, Answer answer) {
    int[] places = answer.places();
    int count = 0;
    for (int i = from; i < to; i++) {
      places[count++] = place(keys[i]);
    }
    if (count == 0) {
      // Without keys it takes the first, to be waited for as any other.
      places[count++] = 0;
    }
    sort(places, count);
    int locked = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || places[i] != places[i - 1]) {
        segments[places[i]].lock();
        places[locked++] = places[i];
      }
    }
    return locked;
  }

  private static void sort(int[] places, int count) {
    if (count > FEW) {
      Arrays.sort(places, 0, count);
      return;
    }
    for (int i = 1; i < count; i++) {
      int place = places[i];
      int at = i;
      while (at > 0 && places[at - 1] > place) {
        places[at] = places[at - 1];
        at--;
      }
      places[at] = place;
    }
  }

  private void unlock(int locked, Answer answer) {
    for (int i = 0; i < locked; i++) {
      segments[answer.places()[i]].unlock();
    }
  }

  /**
   * Puts the signals of a key where they were.
   *
   * @param lists room for as many ages as there may be under a key
   * @return false if the key is there
   */
  boolean restore(long hash, int[] ages, int count, long next, int[] lists) {
    Segment segment = segment(hash);
    boolean first = true;
    for (int i = Math.min(count, options.perKey()) - 1; i >= 0; i--) {
      long number = next - ages[i];
      if (number >= arrivals.oldest()) {
        segment.reserve(arrivals);
        int found = segment.visit(hash, (int) number, Integer.MAX_VALUE, true, lists, 0);
        if (first && found != 0) {
          return false;
        }
        first = false;
      }
    }
    return true;
  }

  /**
   * Writes what is remembered, so that {@link #read} goes on from there: a version, and a checksum
   * at the end. Calls of other threads wait until it is written; to let them wait no longer than
   * copying takes, give it a {@link java.io.ByteArrayOutputStream}. Takes 8 bytes a signal, and 10
   * a key with 4 for each signal under it.
   *
   * @param out stays open
   * @throws IOException if writing fails
   */
  public void write(OutputStream out) throws IOException {
    lockAll();
    try {
      Snapshot.Output to = new Snapshot.Output(out);
      arrivals.write(to);
      for (Segment segment : segments) {
        segment.write(to, arrivals);
      }
      to.end();
    } finally {
      unlockAll();
    }
  }

  private void lockAll() {
    for (Segment segment : segments) {
      segment.lock();
    }
  }

  private void unlockAll() {
    for (Segment segment : segments) {
      segment.unlock();
    }
  }

  /** What it holds for the remembered signals, the oldest first. */
  @Nullable Object[] items() {
    lockAll();
    try {
      return arrivals.items();
    } finally {
      unlockAll();
    }
  }

  /**
   * Reads what {@link #write} wrote. Signals keep their numbers; hashes must come from the same
   * seed as before. Takes no more memory than the options allow, whatever is read.
   *
   * @param in may be read beyond the snapshot's end; stays open
   * @param options may differ from those before: of what is too much, the oldest is forgotten
   * @throws java.io.StreamCorruptedException if this is no snapshot, of an unknown version, cut
   *     short or damaged
   * @throws IOException if reading fails
   */
  public static KeyIndex read(InputStream in, IndexOptions options) throws IOException {
    return Snapshot.read(in, options);
  }

  /** What the index holds and has met so far. Costs O(1) for a fixed capacity. */
  public IndexStats stats() {
    long keys = 0;
    for (Segment segment : segments) {
      segment.lock();
      keys += segment.keys();
      segment.unlock();
    }
    return arrivals.stats(keys);
  }
}
