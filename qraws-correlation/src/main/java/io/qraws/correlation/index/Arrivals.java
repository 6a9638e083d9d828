// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
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
   * The front's lock guards all fields. All signals take it, so it lies beside what they need under
   * it, and little is done: a time is written, and times are read, without it, where chunks cannot
   * be reused. The lock of a key's segment, taken after it was let go by whoever put the signal
   * there, shows the time; a range may be seen wider or narrower, but never without the signal.
   */
  private static final VarHandle RANGE = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long NOBODY = Long.MAX_VALUE;

  /** How many may walk at once; others wait. */
  private static final int WALKERS = 64;

  /** Places between two walkers' numbers, so that they don't share what is fetched at once. */
  private static final int APART = 16;

  private final Front front = new Front();
  private final Budget budget;
  private final int capacity;
  private final long disorder;
  private final int bits;
  private final long[] @Nullable [] times;
  private final Object @Nullable [] @Nullable [] items;
  private final long[] ranges;
  private final AtomicLongArray walking;
  private int chunks;
  private volatile long rolled;

  /** What each signal changes. */
  private static final class Front extends SpinLock {
    private static final VarHandle NEXT = field("next");
    private static final VarHandle OLDEST = field("oldest");

    private long next;
    private long oldest;
    private long latest = Long.MIN_VALUE;
    private long late;

    /** How many signals are remembered at most. */
    private int held;

    private static VarHandle field(String name) {
      try {
        return MethodHandles.lookup().findVarHandle(Front.class, name, long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private void remember(long number) {
      OLDEST.setRelease(this, Math.max(oldest, number + 1 - held));
      NEXT.setRelease(this, number + 1);
    }
  }

  Arrivals(IndexOptions options, int bits, long first, boolean withItems, Budget budget) {
    this.bits = bits;
    this.budget = budget;
    capacity = options.capacity();
    disorder = options.disorderMillis();
    front.held = capacity;
    int positions = Integer.highestOneBit((capacity >> bits) + 2) * 2;
    times = new long[positions][];
    items = withItems ? new Object[positions][] : null;
    ranges = new long[2 * positions];
    budget.take(positions * (withItems ? 24L : 20L));
    walking = new AtomicLongArray((WALKERS + 1) * APART);
    for (int walker = 0; walker < walking.length(); walker++) {
      walking.setRelease(walker, NOBODY);
    }
    front.next = first;
    front.oldest = first;
    rolled = first;
  }

  /**
   * Gives a signal its number, and keeps what is remembered until {@link #leave}.
   *
   * @return what to leave
   */
  int enter(long time, @Nullable Object item, Answer answer) {
    long number;
    int walker;
    front.lock();
    try {
      number = front.next;
      if (((int) number & (1 << bits) - 1) == 0 || chunks == 0) {
        roll(number);
      }
      widen(position(number), time);
      boolean isLate = time < KeyIndex.minus(front.latest, disorder);
      front.late += isLate ? 1 : 0;
      front.latest = Math.max(front.latest, time);
      answer.begin(number, (int) (number - front.oldest), isLate);
      front.remember(number);
      walker = walk(answer);
    } finally {
      front.unlock();
    }
    put(number, time, item);
    return walker;
  }

  /** Says under the lock who reads from where on. */
  private int walk(Answer answer) {
    int walker = answer.walker();
    for (int tries = 0; ; tries++) {
      int at = (1 + (walker & WALKERS - 1)) * APART;
      if (walking.getAcquire(at) == NOBODY) {
        walking.setRelease(at, answer.number() - answer.live());
        return at;
      }
      walker++;
      SpinLock.pause(tries / WALKERS);
    }
  }

  private void widen(int chunk, long time) {
    if (time < (long) RANGE.getOpaque(ranges, 2 * chunk)) {
      RANGE.setOpaque(ranges, 2 * chunk, time);
    }
    if (time > (long) RANGE.getOpaque(ranges, 2 * chunk + 1)) {
      RANGE.setOpaque(ranges, 2 * chunk + 1, time);
    }
  }

  private void put(long number, long time, @Nullable Object item) {
    int within = (int) number & (1 << bits) - 1;
    chunk(position(number))[within] = time;
    if (items != null) {
      items(position(number))[within] = item;
    }
  }

  /** Reads the times of a snapshot, before anybody else is there. */
  void restore(Snapshot.Header header, Snapshot.Input in) throws IOException {
    for (long number = header.oldest(); number < header.next(); number++) {
      long time = in.next(Long.BYTES).getLong();
      if (number >= front.next) {
        if (((int) number & (1 << bits) - 1) == 0 || chunks == 0) {
          roll(number);
        }
        widen(position(number), time);
        put(number, time, null);
        front.remember(number);
      }
    }
    front.latest = header.latest();
    front.late = header.late();
  }

  /** Writes times, as {@link Snapshot} lays them down, when nobody is underway. */
  void write(Snapshot.Output to) throws IOException {
    front.lock();
    try {
      to.room().putLong(front.next).putLong(front.oldest).putLong(front.latest).putLong(front.late);
      for (long number = front.oldest; number < front.next; number++) {
        to.room().putLong(chunk(position(number))[(int) number & (1 << bits) - 1]);
      }
    } finally {
      front.unlock();
    }
  }

  /** What a chunk takes. */
  long chunkBytes() {
    return (items == null ? 8L : 12L) << bits;
  }

  /** As {@link #enter}, for a signal that is only asked for. */
  int look(Answer answer) {
    front.lock();
    try {
      answer.begin(front.next, (int) (front.next - front.oldest), false);
      return walk(answer);
    } finally {
      front.unlock();
    }
  }

  /** What is forgotten may be reused. */
  void leave(int walker) {
    walking.setRelease(walker, NOBODY);
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
    rolled = number;
    front.held = Math.min(capacity, front.held + Math.max(1, 1 << bits >> 3));
    int position = position(number);
    long size = chunkBytes();
    if (chunks > 1 && end(number) > front.oldest && !budget.take(size)) {
      front.held = (int) Math.max(1, number - end(number));
      front.oldest = Math.max(front.oldest, end(number));
    } else if (chunks < 2 || end(number) > front.oldest) {
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
    await(front.oldest >>> bits << bits);
    while (chunks > 1 && end(number) <= front.oldest) {
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
    for (int walker = APART; walker < walking.length(); walker += APART) {
      for (int tries = 0; walking.getAcquire(walker) < number; tries++) {
        SpinLock.pause(tries);
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

  boolean hasItems() {
    return items != null;
  }

  @Nullable Object item(int number) {
    return items(number >>> bits & times.length - 1)[number & (1 << bits) - 1];
  }

  /** The items of all that are remembered, the oldest first, when nobody is underway. */
  @Nullable Object[] items() {
    front.lock();
    try {
      @Nullable Object[] all = new Object[(int) (front.next - front.oldest)];
      for (int i = 0; i < all.length; i++) {
        all[i] = item((int) (front.oldest + i));
      }
      return all;
    } finally {
      front.unlock();
    }
  }

  @Override
  public long next() {
    return (long) Front.NEXT.getAcquire(front);
  }

  @Override
  public long lately() {
    return rolled;
  }

  @Override
  public long oldest() {
    return (long) Front.OLDEST.getAcquire(front);
  }

  /** A signal's memory is given up where there is none left, an eighth of all at a time. */
  @Override
  public boolean grant(long bytes) {
    if (budget.take(bytes)) {
      return true;
    }
    front.lock();
    try {
      long first = front.oldest;
      long live = front.next - first;
      if (live == 0) {
        budget.force(bytes);
        return true;
      }
      Front.OLDEST.setRelease(front, first + (live + 7) / 8);
      front.held = (int) Math.max(1, front.next - front.oldest);
      return false;
    } finally {
      front.unlock();
    }
  }

  IndexStats stats(long keys) {
    front.lock();
    try {
      return new IndexStats(
          front.next, (int) (front.next - front.oldest), keys, budget.taken(), front.late);
    } finally {
      front.unlock();
    }
  }
}
