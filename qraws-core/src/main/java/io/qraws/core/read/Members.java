// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object by name, in their order. Of a name that occurs more than once the last
 * value counts, at the place of the first.
 */
final class Members {
  /**
   * Up to so many members are found in the table; of more, which only an attacker's object or an
   * odd one has, names whose hashes collide must not cost more than others.
   */
  private static final int MOST_TABLED = 112;

  private static final int SLOTS = 256;

  private MemberName[] names = new MemberName[8];
  private int[] hashes = new int[8];
  private int[] values = new int[8];
  private int size;

  /** By hash the place of each name plus one, in the next free slot; zero where there is none. */
  private final byte[] table = new byte[SLOTS];

  private @Nullable Map<String, Integer> places;

  void fill(Tape tape, int object) {
    size = 0;
    places = null;
    Arrays.fill(table, (byte) 0);
    int end = tape.next(object);
    int at = tape.first(object);
    while (at < end) {
      add(NameCache.name(tape, at), at + 2);
      at = tape.next(at + 2);
    }
  }

  private void add(MemberName name, int value) {
    String text = name.text();
    int place = place(text);
    if (place >= 0) {
      values[place] = value;
      return;
    }
    if (size == values.length) {
      names = Arrays.copyOf(names, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    int hash = text.hashCode();
    names[size] = name;
    hashes[size] = hash;
    values[size] = value;
    if (places != null) {
      places.put(text, size);
    } else if (size == MOST_TABLED) {
      places = new HashMap<>(size * 4);
      for (int i = 0; i <= size; i++) {
        places.put(names[i].text(), i);
      }
    } else {
      int slot = slot(hash);
      while (table[slot] != 0) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      table[slot] = (byte) (size + 1);
    }
    size++;
  }

  private static int slot(int hash) {
    return (hash * 0x9e3779b1) >>> 24;
  }

  int size() {
    return size;
  }

  MemberName name(int place) {
    return names[place];
  }

  /** Where on the tape the value stands. */
  int value(int place) {
    return values[place];
  }

  /** Where on the tape the value of that name stands, or -1. */
  int of(String name) {
    int place = place(name);
    return place < 0 ? -1 : values[place];
  }

  /** The same for either of two names; the first comes before the other, but for JSON's null. */
  int either(Tape tape, String name, String other) {
    int found = of(name);
    return found >= 0 && tape.type(found) != Tape.NULL ? found : of(other);
  }

  private int place(String name) {
    if (places != null) {
      return places.getOrDefault(name, -1);
    }
    int hash = name.hashCode();
    int slot = slot(hash);
    while (table[slot] != 0) {
      int place = table[slot] - 1;
      if (hashes[place] == hash && names[place].text().equals(name)) {
        return place;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return -1;
  }
}
