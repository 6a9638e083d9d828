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

  private String[] names = new String[8];
  private int[] tags = new int[8];
  private int[] values = new int[8];
  private int size;
  private @Nullable Map<String, Integer> places;

  void fill(Tape tape, int object) {
    size = 0;
    places = null;
    long seen = 0;
    int end = tape.next(object);
    int at = tape.first(object);
    while (at < end) {
      String name = NameCache.name(tape, at);
      long bit = 1L << name.hashCode();
      int place = (seen & bit) != 0 ? place(name) : -1;
      seen |= bit;
      if (place >= 0) {
        values[place] = at + 2;
      } else {
        add(name, at + 2);
      }
      at = tape.next(at + 2);
    }
  }

  private void add(String name, int value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      tags = Arrays.copyOf(tags, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    tags[size] = tag(name, 0, name.length());
    values[size] = value;
    if (places != null) {
      places.put(name, size);
    }
    size++;
    if (places == null && size > MOST_SOUGHT) {
      places = new HashMap<>(size * 4);
      for (int i = 0; i < size; i++) {
        places.put(names[i], i);
      }
    }
  }

  int size() {
    return size;
  }

  String name(int place) {
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

  /** What {@link Tape#either} looks for. */
  int either(Tape tape, String text, int from, int to) {
    if (from == to) {
      return tape.told(of(""), -1);
    }
    char first = text.charAt(from);
    if (places != null) {
      String rest = text.substring(from + 1, to);
      return tape.told(of(first + rest), of(otherCase(first) + rest));
    }
    int tag = tag(text, from, to);
    int exact = -1;
    int other = -1;
    for (int i = 0; i < size; i++) {
      if (tags[i] == tag && names[i].regionMatches(1, text, from + 1, to - from - 1)) {
        char c = names[i].charAt(0);
        exact = c == first ? values[i] : exact;
        other = c == otherCase(first) ? values[i] : other;
      }
    }
    return tape.told(exact, other);
  }

  private static char otherCase(char c) {
    return Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
  }

  private int place(String name) {
    if (places != null) {
      return places.getOrDefault(name, -1);
    }
    int tag = tag(name, 0, name.length());
    for (int i = 0; i < size; i++) {
      if (tags[i] == tag && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** What a name's length and first letter, of either case, come to: most names differ in it. */
  static int tag(String text, int from, int to) {
    return from == to ? 0 : tag(to - from, text.charAt(from));
  }

  static int tag(int length, int first) {
    return length << 16 | (first | 0x20);
  }
}
