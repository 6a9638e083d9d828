// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * On how many days each value was seen, by the value's key; a day counts half after a half-life.
 *
 * <p>Holds a bounded number of values; when full, the quarter that counts least leaves. Takes 16
 * bytes a value at most twice over. Not safe for several threads.
 */
final class Counts {
  private static final int SMALLEST = 8;

  private final int most;
  private long[] keys = new long[SMALLEST];
  private float[] days = new float[SMALLEST];
  private int[] seen = new int[SMALLEST];
  private int size;

  /**
   * Holds nothing.
   *
   * @param most how many values at most
   */
  Counts(int most) {
    this.most = most;
  }

  int size() {
    return size;
  }

  int most() {
    return most;
  }

  /** How much a value counts on a day; 0 if it is unknown. */
  double of(long key, int today) {
    int at = place(key);
    return keys[at] == key ? decayed(at, today) : 0;
  }

  /** Counts a value once more. */
  void add(long key, int today) {
    int at = place(key);
    if (keys[at] != key) {
      if (size >= most) {
        drop(today);
        at = place(key);
      } else if (size >= keys.length * 3 / 4) {
        resize(keys.length * 2, Float.NEGATIVE_INFINITY, today);
        at = place(key);
      }
      keys[at] = key;
      size++;
      days[at] = 0;
    }
    days[at] = (float) decayed(at, today) + 1;
    seen[at] = Math.max(seen[at], today);
  }

  /** The keys of a feature's values, in no order. */
  long[] keys(Feature feature) {
    return Arrays.stream(keys).filter(key -> key != 0 && Feature.of(key) == feature).toArray();
  }

  private double decayed(int at, int today) {
    return days[at] * Decay.of(today - seen[at]);
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int at = (int) (key ^ key >>> 29) & mask;
    while (keys[at] != 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void drop(int today) {
    float[] held = new float[size];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        held[n++] = (float) decayed(i, today);
      }
    }
    Arrays.sort(held);
    resize(keys.length, held[size / 4], today);
  }

  /** Keeps what counts more than the least, or as many as leave a quarter free. */
  private void resize(int length, float least, int today) {
    long[] oldKeys = keys;
    float[] oldDays = days;
    int[] oldSeen = seen;
    keys = new long[length];
    days = new float[length];
    seen = new int[length];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0 && (float) (oldDays[i] * Decay.of(today - oldSeen[i])) > least) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        days[at] = oldDays[i];
        seen[at] = oldSeen[i];
        size++;
      }
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        out.writeLong(keys[i]);
        out.writeFloat(days[i]);
        out.writeInt(seen[i]);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    int size = BaselineFile.count(in, "values of a profile");
    for (int i = 0; i < size; i++) {
      long key = BaselineFile.key(in);
      float count = in.readFloat();
      int last = in.readInt();
      BaselineFile.check(count > 0 && count < 1e12, "a value's count can't be");
      add(key, last);
      days[place(key)] = count;
    }
  }
}
