// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.Arrays;

/** The ranges of one family of addresses, found by an address in them. Immutable. */
final class IpRanges {
  /*
   * Sorted by first address, then from wide to narrow, then by list, last list first. Two ranges
   * are nested or apart, so the ranges that hold an address are the last one that begins at or
   * before it, and those around that one; each knows the next one around it. What a look-up costs
   * is the places in memory it visits, above all those that wait for one another. So all of a range
   * lies together: first address, the range around it, expiry, then list (upper 16 bits) and prefix
   * length. The samples, the first address of every sixteenth range, are few enough to stay in the
   * processor's cache, however the addresses are spread; the heads say where in them to search, for
   * each value of the first bits behind those that all share. The ranges behind a sample are then
   * read one by one, since the processor fetches ahead what is read in order.
   */
  private static final int AROUND = 0;
  private static final int EXPIRY = 1;
  private static final int LIST_AND_LENGTH = 2;
  private static final int BESIDES = 3;
  private static final int RANGES_A_SAMPLE = 16;
  private static final int MOST_HEAD_BITS = 16;

  private final int width;
  private final int stride;
  private final int size;
  private final int[] entries;
  private final int[] samples;
  private final int first;
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
      while (outer >= 0 && !contains(outer, range(i))) {
        outer = around(outer);
      }
      entries[i * stride + width + AROUND] = outer;
    }
    this.samples = new int[(int) (((long) size + RANGES_A_SAMPLE - 1) / RANGES_A_SAMPLE) * width];
    int count = samples.length / width;
    for (int i = 0; i < count; i++) {
      System.arraycopy(entries, i * RANGES_A_SAMPLE * stride, samples, i * width, width);
    }
    this.first = count == 0 ? 0 : samples[0];
    int span = count == 0 ? 0 : samples[(count - 1) * width] - first;
    int headBits = Math.min(MOST_HEAD_BITS, bits(count));
    // At least 1, so that a head is no negative number.
    this.headShift = Math.max(1, bits(span) - headBits);
    this.heads = new int[(span >>> headShift) + 2];
    int head = 0;
    for (int i = 0; i < count; i++) {
      for (; head <= (samples[i * width] - first) >>> headShift; head++) {
        heads[head] = i;
      }
    }
    Arrays.fill(heads, head, heads.length, count);
  }

  private static int bits(int number) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(number);
  }

  int size() {
    return size;
  }

  /** What the arrays take, without their headers. */
  long bytes() {
    return 4L * (entries.length + samples.length + heads.length);
  }

  private int besides(int range, int what) {
    return entries[range * stride + width + what];
  }

  /** The narrowest range that holds an address; negative if none does. */
  int narrowest(IpRange address) {
    int at = last(address, lastSample(address));
    while (at >= 0 && !contains(at, address)) {
      at = around(at);
    }
    return at;
  }

  /** The last sample that does not begin behind an address; -1 if all do. */
  private int lastSample(IpRange address) {
    if (Integer.compareUnsigned(address.word(0), first) < 0) {
      return -1;
    }
    int head = Math.min((address.word(0) - first) >>> headShift, heads.length - 2);
    int low = heads[head];
    int high = heads[head + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(samples, middle * width, address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The last range that does not begin behind an address, among those from a sample on. */
  private int last(IpRange address, int sample) {
    int next = Math.max(0, sample * RANGES_A_SAMPLE);
    int to = Math.min(size, (sample + 1) * RANGES_A_SAMPLE);
    while (next < to && compare(entries, next * stride, address) <= 0) {
      next++;
    }
    return next - 1;
  }

  /** The next wider range around a range; negative if there is none. */
  int around(int range) {
    return besides(range, AROUND);
  }

  private int compare(int[] keys, int at, IpRange address) {
    int result = Integer.compareUnsigned(keys[at], address.word(0));
    for (int i = 1; i < width && result == 0; i++) {
      result = Integer.compareUnsigned(keys[at + i], address.word(i));
    }
    return result;
  }

  private static int compare(int[] one, int at, int[] other, int otherAt, int width) {
    int result = Integer.compareUnsigned(one[at], other[otherAt]);
    for (int i = 1; i < width && result == 0; i++) {
      result = Integer.compareUnsigned(one[at + i], other[otherAt + i]);
    }
    return result;
  }

  private boolean contains(int range, IpRange address) {
    int length = besides(range, LIST_AND_LENGTH) & 0xff;
    for (int i = 0; i < width; i++) {
      if (((entries[range * stride + i] ^ address.word(i)) & IpRange.mask(length, i)) != 0) {
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
