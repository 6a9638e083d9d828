// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory index from keys to the signals that show them: a {@link KeyIndex} that holds the
 * signals and their keys too.
 *
 * <p>What it says of time, memory, cost and threads holds here as well. Beside it a signal takes 24
 * bytes and 4 for each of its keys, and the signal and the keys themselves. Of a signal's keys the
 * first {@value KeyIndex#MOST_KEYS} count. Each shared key is compared with those of the other
 * signal, so that a collision of hashes relates nothing.
 */
public final class SignalIndex {
  private static final long LAST_SECOND = Long.MAX_VALUE / 1_000 - 1;

  private final KeyIndex index;
  private final ToLongFunction<LinkKey> hash;
  private final Duration window;

  /** The room that a call works in, one for each thread that asks. */
  private final ThreadLocal<Asking> asking = ThreadLocal.withInitial(Asking::new);

  private static final class Asking {
    private final Answer answer = new Answer();
    private long[] hashes = new long[16];
  }

  /**
   * An empty index.
   *
   * @param options how much it remembers, and what it takes for related
   * @param hash of the keys; {@link KeyHash#random} but for tests
   */
  public SignalIndex(IndexOptions options, KeyHash hash) {
    this(options, hash::of);
  }

  SignalIndex(IndexOptions options, ToLongFunction<LinkKey> hash) {
    this.index = new KeyIndex(options, KeyIndex.chunkBits(options.capacity()), 0, true);
    this.hash = hash;
    this.window = options.window();
  }

  /**
   * Adds a signal.
   *
   * @param signal to be remembered
   * @param keys under which it is found
   * @return the signals that came before it, lie within the window and share a key, the newest
   *     first
   */
  public List<Match> add(Signal signal, Set<LinkKey> keys) {
    Object[] entry = entry(signal, keys);
    Asking own = ask(entry);
    index.add(millis(signal.time()), entry, own.hashes, 0, entry.length - 1, false, own.answer);
    return matches(entry, own.answer, other -> true);
  }

  /**
   * What {@link #add} would answer, without adding.
   *
   * @param signal asked for; itself is never in the answer
   * @param keys under which it would be found
   * @return as {@link #add}
   */
  public List<Match> related(Signal signal, Collection<LinkKey> keys) {
    return related(signal, keys, other -> true);
  }

  /**
   * As {@link #related(Signal, Collection)}, but leaves out some signals, which costs less than to
   * leave them out of the answer.
   *
   * @param signal asked for; itself is never in the answer
   * @param keys under which it would be found
   * @param wanted whether a signal may be in the answer
   * @return as {@link #add}
   */
  public List<Match> related(
      Signal signal, Collection<LinkKey> keys, Predicate<? super Signal> wanted) {
    Object[] entry = entry(signal, keys);
    Asking own = ask(entry);
    index.related(millis(signal.time()), own.hashes, entry.length - 1, own.answer);
    return matches(entry, own.answer, wanted);
  }

  /** The signal and its keys in one array: an object less for each of millions. */
  private static Object[] entry(Signal signal, Collection<LinkKey> keys) {
    Object[] entry = new Object[Math.min(keys.size(), KeyIndex.MOST_KEYS) + 1];
    entry[0] = signal;
    int size = 1;
    for (LinkKey key : keys) {
      if (size < entry.length) {
        entry[size++] = key;
      }
    }
    return entry;
  }

  private Asking ask(Object[] entry) {
    Asking own = asking.get();
    if (own.hashes.length < entry.length) {
      own.hashes = new long[2 * entry.length];
    }
    for (int i = 1; i < entry.length; i++) {
      own.hashes[i - 1] = hash.applyAsLong((LinkKey) entry[i]);
    }
    return own;
  }

  private List<Match> matches(Object[] asked, Answer answer, Predicate<? super Signal> wanted) {
    Signal signal = (Signal) asked[0];
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      if (answer.item(i) instanceof Object[] entry && entry[0] instanceof Signal other) {
        // The index counts milliseconds.
        if (other != signal && wanted.test(other) && signal.apart(other).compareTo(window) <= 0) {
          List<LinkKey> shared = shared(asked, entry, answer, i);
          if (!shared.isEmpty()) {
            matches.add(new Match(other, shared));
          }
        }
      }
    }
    answer.forget();
    return matches;
  }

  private static List<LinkKey> shared(Object[] asked, Object[] entry, Answer answer, int match) {
    List<LinkKey> shared = new ArrayList<>(2);
    for (int key = 1; key < asked.length; key++) {
      if (answer.shares(match, key - 1)) {
        for (int other = 1; other < entry.length; other++) {
          if (asked[key].equals(entry[other])) {
            shared.add((LinkKey) asked[key]);
            break;
          }
        }
      }
    }
    return shared;
  }

  /** Times beyond what milliseconds reach are taken for the last that they do. */
  private static long millis(Instant time) {
    long seconds = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, time.getEpochSecond()));
    return seconds * 1_000 + time.getNano() / 1_000_000;
  }

  /**
   * Writes what is remembered, so that {@link #read} goes on from there: the keys of each signal,
   * and in place of the signal, which belongs to the caller, what the caller calls it. Holds a
   * version, and a checksum at the end; no hash, since each process may have a seed of its own.
   * Calls of other threads wait while references to the signals are copied, and not longer.
   *
   * @param out stays open
   * @param id what tells a signal from all others, such as its kind and id
   * @throws IOException if writing fails
   */
  public void write(OutputStream out, Function<Signal, String> id) throws IOException {
    List<Object[]> entries = new ArrayList<>();
    for (Object item : index.items()) {
      if (item instanceof Object[] entry) {
        entries.add(entry);
      }
    }
    SignalSnapshot.write(entries, out, id);
  }

  /**
   * Reads what {@link #write} wrote: adds the signals in their order, so that the answers are the
   * same; what is counted begins anew. Costs as much as adding them.
   *
   * @param in may be read beyond the snapshot's end; stays open
   * @param options may differ from those before
   * @param hash of the keys, with any seed
   * @param signal the signal of an id, or null for one that is to be forgotten
   * @throws java.io.StreamCorruptedException if this is no snapshot, of an unknown version, cut
   *     short or damaged
   * @throws IOException if reading fails
   */
  public static SignalIndex read(
      InputStream in, IndexOptions options, KeyHash hash, Function<String, @Nullable Signal> signal)
      throws IOException {
    SignalIndex read = new SignalIndex(options, hash);
    SignalSnapshot.read(in, read, signal);
    return read;
  }

  /** What the index holds and has met so far; its bytes are without the signals and their keys. */
  public IndexStats stats() {
    return index.stats();
  }
}
