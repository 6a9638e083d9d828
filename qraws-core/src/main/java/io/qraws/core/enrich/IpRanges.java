// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The ranges of one family of addresses, found by an address in them. Immutable. */
final class IpRanges {
  /*
   * Sorted by first address, then from wide to narrow, then by list, last list first. Two ranges
   * are nested or apart, so the ranges that hold an address are the last one that begins at or
   * before it, and those around that one; each knows the next one around it. The heads say for each
   * value of an address's first bits where the ranges that begin so begin, and thus leave few steps
   * to the search. All of a range lies together, since each place in memory that a look-up visits
   * costs more than the search: first address, the range around it, expiry, then list (upper 16
   * bits) and prefix length.
   */
  private static final int AROUND = 0;
  private static final int EXPIRY = 1;
  private static final int LIST_AND_LENGTH = 2;
  private static final int BESIDES = 3;
  private static final int RANGES_A_HEAD = 8;
  private static final int MOST_HEAD_BITS = 20;

  private final int width;
  private final int stride;
  private final int size;
  private final int[] entries;
  private final int headShift;
  private final int[] heads;

  private IpRanges(Builder from, int[] order, int size) {
    this.width = from.width;
    this.stride = width + BESIDES;
    this.size = size;
    this.entries = new int[Math.multiplyExact(size, stride)];
    for (int i = 0; i < size; i++) {
      int besides = i * stride + width;
      System.arraycopy(from.words, order[i] * width, entries, i * stride, width);
      entries[besides + EXPIRY] = from.expiries[order[i]];
      entries[besides + LIST_AND_LENGTH] =
          from.lists[order[i]] << 16 | (from.lengths[order[i]] & 0xff);
    }
    for (int i = 0; i < size; i++) {
      int outer = i - 1;
      while (outer >= 0 && !contains(outer, entries, i * stride)) {
        outer = besides(outer, AROUND);
      }
      entries[i * stride + width + AROUND] = outer;
    }
    int headBits = Integer.SIZE - Integer.numberOfLeadingZeros(size / RANGES_A_HEAD);
    this.headShift = Integer.SIZE - Math.max(1, Math.min(MOST_HEAD_BITS, headBits));
    this.heads = new int[(1 << (Integer.SIZE - headShift)) + 1];
    int head = 0;
    for (int i = 0; i < size; i++) {
      for (; head <= entries[i * stride] >>> headShift; head++) {
        heads[head] = i;
      }
    }
    Arrays.fill(heads, head, heads.length, size);
  }

  int size() {
    return size;
  }

  /** What the arrays take, without their headers. */
  long bytes() {
    return 4L * (entries.length + heads.length);
  }

  private int besides(int range, int what) {
    return entries[range * stride + width + what];
  }

  /** Tells the number of each range that holds an address, the narrowest first. */
  void find(IpRange address, IntConsumer found) {
    int[] key = new int[width];
    for (int i = 0; i < width; i++) {
      key[i] = address.word(i);
    }
    int head = key[0] >>> headShift;
    int at = last(key, heads[head], heads[head + 1]);
    while (at >= 0) {
      if (contains(at, key, 0)) {
        found.accept(at);
      }
      at = besides(at, AROUND);
    }
  }

  /** The last range of some that does not begin behind a key; the one before them if all do. */
  private int last(int[] key, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(entries, middle * stride, key, 0, width) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static int compare(int[] one, int at, int[] other, int otherAt, int width) {
    int result = Integer.compareUnsigned(one[at], other[otherAt]);
    for (int i = 1; i < width && result == 0; i++) {
      result = Integer.compareUnsigned(one[at + i], other[otherAt + i]);
    }
    return result;
  }

  private boolean contains(int range, int[] key, int at) {
    int length = besides(range, LIST_AND_LENGTH) & 0xff;
    for (int i = 0; i < width; i++) {
      int mask = IpRange.mask(length, i);
      if (((entries[range * stride + i] ^ key[at + i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  IpRange range(int number) {
    int at = number * stride;
    int length = besides(number, LIST_AND_LENGTH) & 0xff;
    return IpRange.of(Arrays.copyOfRange(entries, at, at + width), length);
  }

  int list(int number) {
    return besides(number, LIST_AND_LENGTH) >>> 16;
  }

  /** Unsigned seconds; 0 for none. */
  int expiry(int number) {
    return besides(number, EXPIRY);
  }

  /** Gathers ranges of one family; not safe for several threads. */
  static final class Builder {
    private final int width;
    private int size;
    private int[] words;
    private byte[] lengths = new byte[16];
    private char[] lists = new char[16];
    private int[] expiries = new int[16];

    /** With 1 word an address for IPv4, 4 for IPv6. */
    Builder(int width) {
      this.width = width;
      this.words = new int[16 * width];
    }

    void add(IpRange range, int list, int expiry) {
      if (size == lengths.length) {
        int more = Math.addExact(size, size / 2);
        words = Arrays.copyOf(words, Math.multiplyExact(more, width));
        lengths = Arrays.copyOf(lengths, more);
        lists = Arrays.copyOf(lists, more);
        expiries = Arrays.copyOf(expiries, more);
      }
      for (int i = 0; i < width; i++) {
        words[size * width + i] = range.word(i);
      }
      lengths[size] = (byte) range.length();
      lists[size] = (char) list;
      expiries[size] = expiry;
      size++;
    }

    IpRanges build() {
      int[] order = sorted();
      int kept = 0;
      for (int i = 0; i < size; i++) {
        // Of the same range in the same list, the one that lasts longest comes first.
        if (kept == 0 || compare(order[kept - 1], order[i]) != 0) {
          order[kept++] = order[i];
        }
      }
      return new IpRanges(this, order, kept);
    }

    private int compare(int one, int other) {
      int result = IpRanges.compare(words, one * width, words, other * width, width);
      if (result == 0) {
        result = Integer.compare(lengths[one] & 0xff, lengths[other] & 0xff);
      }
      return result == 0 ? Character.compare(lists[other], lists[one]) : result;
    }

    private boolean inOrder(int one, int other) {
      int result = compare(one, other);
      // None is 0, and lasts longest.
      return result < 0
          || (result == 0 && Integer.compareUnsigned(expiries[one] - 1, expiries[other] - 1) >= 0);
    }

    /** A merge sort from the bottom up of numbers, since the JDK sorts only numbers as such. */
    private int[] sorted() {
      int[] from = new int[size];
      Arrays.setAll(from, i -> i);
      int[] to = new int[size];
      for (long run = 1; run < size; run *= 2) {
        for (long start = 0; start < size; start += 2 * run) {
          int middle = (int) Math.min(start + run, size);
          merge(from, to, (int) start, middle, (int) Math.min(start + 2 * run, size));
        }
        int[] swap = from;
        from = to;
        to = swap;
      }
      return from;
    }

    private void merge(int[] from, int[] to, int start, int middle, int end) {
      int left = start;
      int right = middle;
      for (int i = start; i < end; i++) {
        boolean takeLeft = right == end || (left < middle && inOrder(from[left], from[right]));
        to[i] = takeLeft ? from[left++] : from[right++];
      }
    }
  }
}
