// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The signals by number, in order of arrival: when each happened, and how many are remembered. */
final class Arrivals implements Segment.Life {
  /*
   * A ring of chunks, each with the times of so many signals that came one after the other. Beside
   * it the lowest and the highest time of each chunk: they are few enough to stay in the cache, and
   * nearly always tell that all of a chunk is inside the window, or none.
   *
   * The chunk that holds only what is forgotten becomes the newest one. Whoever still walks it has
   * said so in 'walking' under the lock, and is waited for; he needs nothing more to get done.
   *
   * The lock guards all fields. Without it, only what lies in chunks that cannot be reused is read:
   * the lock of a key's stripe, taken after it was let go by whoever put the signal there, shows
   * the time; a range may be seen wider or narrower, but never without the signal.
   */
  private static final VarHandle RANGE = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long NOBODY = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Budget budget;
  private final int capacity;
  private final long disorder;
  private final int bits;
  private final long[] @Nullable [] times;
  private final Object @Nullable [] @Nullable [] items;
  private final long[] ranges;
  private final AtomicLongArray walking;
  private int chunks;
  private int held;
  private long late;
  private long latest = Long.MIN_VALUE;
  private volatile long next;
  private volatile long oldest;

  Arrivals(
      IndexOptions options, int bits, int stripes, long first, boolean withItems, Budget budget) {
    this.bits = bits;
    this.budget = budget;
    capacity = options.capacity();
    disorder = options.disorderMillis();
    held = capacity;
    int positions = Integer.highestOneBit((capacity >> bits) + 2) * 2;
    times = new long[positions][];
    items = withItems ? new Object[positions][] : null;
    ranges = new long[2 * positions];
    budget.take(positions * (withItems ? 24L : 20L));
    walking = new AtomicLongArray(stripes * 8);
    for (int stripe = 0; stripe < stripes; stripe++) {
      walking.setRelease(stripe * 8, NOBODY);
    }
    next = first;
    oldest = first;
  }

  /**
   * Gives a signal its number, and keeps what is remembered until {@link #leave}.
   *
   * @param stripe one whose lock is held
   */
  void enter(long time, @Nullable Object item, int stripe, Answer answer) {
    Spin.lock(lock);
    try {
      long number = next;
      append(number, time, item);
      boolean isLate = time < KeyIndex.minus(latest, disorder);
      late += isLate ? 1 : 0;
      latest = Math.max(latest, time);
      answer.begin(number, (int) (number - oldest), isLate);
      remember(number);
      walking.setRelease(stripe * 8, number - answer.live());
    } finally {
      lock.unlock();
    }
  }

  private void append(long number, long time, @Nullable Object item) {
    int within = (int) number & (1 << bits) - 1;
    if (within == 0 || chunks == 0) {
      roll(number);
    }
    int chunk = position(number);
    chunk(chunk)[within] = time;
    if (items != null) {
      items(chunk)[within] = item;
    }
    if (time < (long) RANGE.getOpaque(ranges, 2 * chunk)) {
      RANGE.setOpaque(ranges, 2 * chunk, time);
    }
    if (time > (long) RANGE.getOpaque(ranges, 2 * chunk + 1)) {
      RANGE.setOpaque(ranges, 2 * chunk + 1, time);
    }
  }

  private void remember(long number) {
    oldest = Math.max(oldest, number + 1 - held);
    next = number + 1;
  }

  /** Reads the times of a snapshot, before anybody else is there. */
  void restore(Snapshot.Header header, Snapshot.Input in) throws IOException {
    for (long number = header.oldest(); number < header.next(); number++) {
      long time = in.next(Long.BYTES).getLong();
      if (number >= next) {
        append(number, time, null);
        remember(number);
      }
    }
    latest = header.latest();
    late = header.late();
  }

  /** Writes times, as {@link Snapshot} lays them down, when nobody is underway. */
  void write(Snapshot.Output to) throws IOException {
    Spin.lock(lock);
    try {
      to.room().putLong(next).putLong(oldest).putLong(latest).putLong(late);
      for (long number = oldest; number < next; number++) {
        to.room().putLong(chunk(position(number))[(int) number & (1 << bits) - 1]);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What a chunk takes. */
  long chunkBytes() {
    return (items == null ? 8L : 12L) << bits;
  }

  /** As {@link #enter}, for a signal that is only asked for. */
  void look(int stripe, Answer answer) {
    Spin.lock(lock);
    try {
      answer.begin(next, (int) (next - oldest), false);
      walking.setRelease(stripe * 8, oldest);
    } finally {
      lock.unlock();
    }
  }

  /** What is forgotten may be reused. */
  void leave(int stripe) {
    walking.setRelease(stripe * 8, NOBODY);
  }

  private int position(long number) {
    return (int) (number >>> bits) & times.length - 1;
  }

  private long[] chunk(int position) {
    long[] chunk = times[position];
    if (chunk == null) {
      throw new IllegalStateException("no signals at " + position);
    }
    return chunk;
  }

  private @Nullable Object[] items(int position) {
    Object[] chunk = items == null ? null : items[position];
    if (chunk == null) {
      throw new IllegalStateException("no signals at " + position);
    }
    return chunk;
  }

  /** Makes the chunk of a number that is the first in it. */
  private void roll(long number) {
    held = Math.min(capacity, held + Math.max(1, 1 << bits >> 3));
    int position = position(number);
    long size = chunkBytes();
    if (chunks > 1 && end(number) > oldest && !budget.take(size)) {
      held = (int) Math.max(1, number - end(number));
      oldest = Math.max(oldest, end(number));
    } else if (chunks < 2 || end(number) > oldest) {
      if (chunks < 2) {
        budget.force(size);
      }
      times[position] = new long[1 << bits];
      if (items != null) {
        items[position] = new Object[1 << bits];
      }
      clear(position);
      chunks++;
      return;
    }
    await(oldest >>> bits << bits);
    while (chunks > 1 && end(number) <= oldest) {
      int last = position(end(number) - 1);
      long[] gone = times[last];
      times[last] = null;
      times[position] = gone;
      if (items != null) {
        Object[] things = items(last);
        items[last] = null;
        Arrays.fill(things, null);
        items[position] = things;
      }
      chunks--;
      budget.take(-size);
    }
    budget.force(size);
    chunks++;
    clear(position);
  }

  /** The first number behind the oldest chunk. */
  private long end(long number) {
    long first = (number >>> bits) - chunks;
    return (first + 1) << bits;
  }

  private void clear(int position) {
    RANGE.setOpaque(ranges, 2 * position, Long.MAX_VALUE);
    RANGE.setOpaque(ranges, 2 * position + 1, Long.MIN_VALUE);
  }

  private void await(long number) {
    for (int stripe = 0; stripe < walking.length(); stripe += 8) {
      for (int tries = 0; walking.getAcquire(stripe) < number; tries++) {
        Spin.pause(tries);
      }
    }
  }

  /** Whether a remembered signal happened from one time to another. */
  boolean within(int number, long from, long to) {
    int chunk = number >>> bits & times.length - 1;
    long lowest = (long) RANGE.getOpaque(ranges, 2 * chunk);
    long highest = (long) RANGE.getOpaque(ranges, 2 * chunk + 1);
    if (lowest >= from && highest <= to) {
      return true;
    }
    if (highest < from || lowest > to) {
      return false;
    }
    long time = chunk(chunk)[number & (1 << bits) - 1];
    return time >= from && time <= to;
  }

  /** The age, seen from another signal, from which on signals lie in an older chunk. */
  int endOfChunk(int number, int seenFrom) {
    return seenFrom - (number >>> bits << bits) + 1;
  }

  /** Whether all signals of a signal's chunk happened from one time to another. */
  boolean inside(int number, long from, long to) {
    int chunk = number >>> bits & times.length - 1;
    return (long) RANGE.getOpaque(ranges, 2 * chunk) >= from
        && (long) RANGE.getOpaque(ranges, 2 * chunk + 1) <= to;
  }

  boolean hasItems() {
    return items != null;
  }

  @Nullable Object item(int number) {
    return items(number >>> bits & times.length - 1)[number & (1 << bits) - 1];
  }

  /** The items of all that are remembered, the oldest first, when nobody is underway. */
  @Nullable Object[] items() {
    Spin.lock(lock);
    try {
      @Nullable Object[] all = new Object[(int) (next - oldest)];
      for (int i = 0; i < all.length; i++) {
        all[i] = item((int) (oldest + i));
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long next() {
    return next;
  }

  @Override
  public long oldest() {
    return oldest;
  }

  /** A signal's memory is given up where there is none left, an eighth of all at a time. */
  @Override
  public boolean grant(long bytes) {
    if (budget.take(bytes)) {
      return true;
    }
    Spin.lock(lock);
    try {
      long first = oldest;
      long live = next - first;
      if (live == 0) {
        budget.force(bytes);
        return true;
      }
      oldest = first + (live + 7) / 8;
      held = (int) Math.max(1, next - oldest);
      return false;
    } finally {
      lock.unlock();
    }
  }

  IndexStats stats(long keys) {
    Spin.lock(lock);
    try {
      return new IndexStats(next, (int) (next - oldest), keys, budget.taken(), late);
    } finally {
      lock.unlock();
    }
  }
}
