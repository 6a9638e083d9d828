// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The earlier signals that share something with the one asked for, the newest first.
 *
 * <p>Made once by a caller and filled by each call, so that asking allocates nothing once it has
 * grown to the largest answer; what it tells holds until the next call that it is handed to. Not
 * safe for several threads: each has its own.
 */
public final class Answer {
  static final int END = Integer.MAX_VALUE;

  /** The most keys that are merged at once. */
  private static final int FEW = 4;

  private static final AtomicInteger ANSWERS = new AtomicInteger();

  private int size;
  private int[] ages = new int[32];
  private long[] shared = new long[32];
  private @Nullable Object[] items = new Object[0];

  /** How many words of shared one match takes: one for 64 keys. */
  private int words;

  /** For each key where its list in the lists begins, and behind the last where that ends. */
  private int[] starts = new int[9];

  /** One behind the other the ages under each key, the newest first, and END behind each list. */
  private int[] lists = new int[256];

  private int[] heads = new int[8];
  private int keys;
  private int perKey;
  private long number;
  private int live;
  private boolean late;

  /** Only written: what is read ahead must end somewhere, or it would not be read. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /** Where it begins to look for a place to say from where on it reads. */
  private final int walker = ANSWERS.getAndIncrement();

  /** The segments that are locked for it, ascending. */
  private int[] places = new int[8];

  /** An empty one, for any number of calls. */
  public Answer() {}

  /** How many signals it names. */
  public int size() {
    return size;
  }

  /**
   * The number of a signal that it names.
   *
   * @param match from 0, the newest, to below {@link #size}
   */
  public long number(int match) {
    return number - ages[checked(match, size)];
  }

  /**
   * Whether a signal that it names shares a key with the one asked for.
   *
   * @param match from 0, the newest, to below {@link #size}
   * @param key its place among those asked for, from 0
   */
  public boolean shares(int match, int key) {
    return (shared[checked(match, size) * words + (checked(key, keys) >> 6)] >>> key & 1) != 0;
  }

  /**
   * The first 64 of the keys that are shared, one bit a key, the first in the lowest.
   *
   * @param match from 0, the newest, to below {@link #size}
   */
  public long shared(int match) {
    return shared[checked(match, size) * words];
  }

  /**
   * The signal's own number, counted in order of arrival; the next one's where it was not added.
   */
  public long number() {
    return number;
  }

  /** Whether the signal happened longer before the latest one than the index's disorder allows. */
  public boolean late() {
    return late;
  }

  /** How many signals were remembered, those among them that are not related. */
  public int live() {
    return live;
  }

  /**
   * How many of the remembered signals show a key: counted up to as many as are kept for one key,
   * and told from how close together the newest of them came if there are more.
   *
   * @param key its place among those asked for, from 0
   */
  public int frequency(int key) {
    int count = starts[checked(key, keys) + 1] - starts[key] - 1;
    if (count < perKey) {
      return count;
    }
    int span = lists[starts[key + 1] - 2];
    return (int) Math.min(live, (long) count * live / span);
  }

  /**
   * How telling it is that a key is shared, from 1 (nobody else shows it) to 0 (everybody does):
   * the logarithm of its frequency, turned round.
   *
   * @param key its place among those asked for, from 0
   */
  public double rarity(int key) {
    return live == 0 ? 1 : 1 - Math.log1p(frequency(key)) / Math.log1p(live);
  }

  private static int checked(int index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    return index;
  }

  /** The item of a match, where the index keeps them. */
  @Nullable Object item(int match) {
    return items[checked(match, size)];
  }

  void touched(long seen) {
    touched = seen;
  }

  /** Lets go of the items. */
  void forget() {
    Arrays.fill(items, 0, Math.min(size, items.length), null);
  }

  void begin(long number, int live, boolean late) {
    this.number = number;
    this.live = live;
    this.late = late;
  }

  /** Makes room for the lists of so many keys. */
  void expect(int keys, int perKey) {
    this.keys = keys;
    this.perKey = perKey;
    size = 0;
    words = Math.max(1, (keys + 63) >> 6);
    if (heads.length < keys) {
      places = new int[2 * keys];
      starts = new int[2 * keys + 1];
      heads = new int[2 * keys];
    }
    if (lists.length < keys * (perKey + 1)) {
      lists = new int[keys * (perKey + 1)];
    }
  }

  int walker() {
    return walker;
  }

  int[] places() {
    return places;
  }

  int[] lists() {
    return lists;
  }

  /** Tells that a key is the same as an earlier one. */
  int repeats(int key, int earlier) {
    int from = starts[earlier];
    int length = starts[earlier + 1] - 1 - from;
    System.arraycopy(lists, from, lists, starts[key], length);
    return ends(key, starts[key] + length);
  }

  /** Tells where the list of a key ends, and that of the next one begins. */
  int ends(int key, int end) {
    lists[end] = END;
    starts[key + 1] = end + 1;
    return end + 1;
  }

  /**
   * Merges the lists, newest first, and leaves out what did not happen from one time to another.
   */
  void merge(@Nullable Arrivals arrivals, long from, long to, int most) {
    boolean withItems = arrivals != null && arrivals.hasItems();
    int possible = Math.min(most, starts[keys] - keys);
    room(possible, withItems);
    if (keys <= FEW) {
      mergeFew(possible, arrivals, from, to);
    } else {
      mergeMany(possible, arrivals, from, to);
    }
    if (arrivals != null && withItems) {
      for (int match = 0; match < size; match++) {
        items[match] = arrivals.item((int) number - ages[match]);
      }
    }
  }

  /*
   * Which list goes on with the youngest is as good as random, and a branch on it would be guessed
   * wrong every other time, which costs more than all else here. So every list is looked at, and
   * moves on by 1 where it has the youngest and by 0 where not.
   */

  /** For nearly all signals: the heads stay in registers. */
  private void mergeFew(int possible, @Nullable Arrivals arrivals, long from, long to) {
    int[] list = lists;
    int none = Math.max(0, starts[keys] - 1);
    int head0 = keys > 0 ? starts[0] : none;
    int head1 = keys > 1 ? starts[1] : none;
    int head2 = keys > 2 ? starts[2] : none;
    int head3 = keys > 3 ? starts[3] : none;
    int found = 0;
    while (found < possible) {
      int age0 = list[head0];
      int age1 = list[head1];
      int age2 = list[head2];
      int age3 = list[head3];
      int youngest = Math.min(Math.min(age0, age1), Math.min(age2, age3));
      if (youngest == END) {
        break;
      }
      int same0 = same(age0, youngest);
      int same1 = same(age1, youngest);
      int same2 = same(age2, youngest);
      int same3 = same(age3, youngest);
      head0 += same0;
      head1 += same1;
      head2 += same2;
      head3 += same3;
      ages[found] = youngest;
      shared[found] = same0 | (same1 << 1) | (same2 << 2) | (same3 << 3);
      found += within(youngest, arrivals, from, to);
    }
    size = found;
  }

  private void mergeMany(int possible, @Nullable Arrivals arrivals, long from, long to) {
    System.arraycopy(starts, 0, heads, 0, keys);
    while (size < possible) {
      int youngest = END;
      for (int key = 0; key < keys; key++) {
        youngest = Math.min(youngest, lists[heads[key]]);
      }
      if (youngest == END) {
        break;
      }
      for (int word = 0; word < words; word++) {
        long mask = 0;
        for (int key = word << 6; key < Math.min(keys, (word + 1) << 6); key++) {
          int same = same(lists[heads[key]], youngest);
          heads[key] += same;
          mask |= (long) same << key;
        }
        shared[size * words + word] = mask;
      }
      ages[size] = youngest;
      size += within(youngest, arrivals, from, to);
    }
  }

  /** 1 if two ages are one, else 0. */
  private static int same(int age, int other) {
    return ((age ^ other) - 1) >>> 31;
  }

  private int within(int age, @Nullable Arrivals arrivals, long from, long to) {
    return arrivals == null || arrivals.within((int) number - age, from, to) ? 1 : 0;
  }

  private void room(int matches, boolean withItems) {
    if (ages.length <= matches) {
      ages = new int[matches + (matches >> 1) + 1];
    }
    if (shared.length < ages.length * words) {
      shared = new long[ages.length * words];
    }
    if (withItems && items.length < ages.length) {
      items = new Object[ages.length];
    }
  }
}
