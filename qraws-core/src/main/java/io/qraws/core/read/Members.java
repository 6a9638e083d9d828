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
  /** Up to so many members are sought one after the other. */
  private static final int MOST_SOUGHT = 48;

  private MemberName[] names = new MemberName[8];
  private int[] hashes = new int[8];
  private int[] values = new int[8];
  private int size;

  /** A bit for each name's hash, so that most names that are absent need not be sought. */
  private long hints;

  private @Nullable Map<String, Integer> places;

  void fill(Tape tape, int object) {
    size = 0;
    places = null;
    hints = 0;
    int end = tape.next(object);
    int at = tape.first(object);
    while (at < end) {
      MemberName name = NameCache.name(tape, at);
      int place = place(name.text());
      if (place >= 0) {
        values[place] = at + 2;
      } else {
        add(name, at + 2);
      }
      at = tape.next(at + 2);
    }
  }

  private void add(MemberName name, int value) {
    if (size == values.length) {
      names = Arrays.copyOf(names, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    int hash = name.text().hashCode();
    names[size] = name;
    hashes[size] = hash;
    values[size] = value;
    hints |= 1L << hash;
    if (places != null) {
      places.put(name.text(), size);
    }
    size++;
    if (places == null && size > MOST_SOUGHT) {
      places = new HashMap<>(size * 4);
      for (int i = 0; i < size; i++) {
        places.put(names[i].text(), i);
      }
    }
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
    int hash = name.hashCode();
    if ((hints & 1L << hash) == 0) {
      return -1;
    }
    if (places != null) {
      return places.getOrDefault(name, -1);
    }
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && names[i].text().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
