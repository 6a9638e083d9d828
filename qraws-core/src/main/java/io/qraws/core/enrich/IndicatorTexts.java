// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Indicators that are compared as a whole, byte by byte. Immutable. */
final class IndicatorTexts {
  /*
   * All records lie behind one another in one array: form (1 byte), length of the key (2), list
   * (2), expiry (4), key. A hash table with linear probing holds where each begins. Beside it, a
   * byte of the hash for each place (0 where it is empty) keeps a look-up that finds nothing, as
   * most do, from reading any record. A hash never decides alone: the keys are compared.
   */
  static final int LONGEST_KEY = 0xffff;
  private static final int HEADER = 9;
  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private final byte[] records;
  private final byte[] marks;
  private final int[] places;
  private final int size;

  private IndicatorTexts(byte[] records, int used, int size) {
    this.records = records.length == used ? records : Arrays.copyOf(records, used);
    this.size = size;
    // Three quarters full: fuller, the search for an empty place takes long.
    int capacity = (int) Math.min(LARGEST, size + size / 3L + 1);
    this.marks = new byte[capacity];
    this.places = new int[capacity];
    fill(this.records, used, marks, places);
  }

  private static void fill(byte[] records, int used, byte[] marks, int[] places) {
    for (int at = 0; at < used; at += HEADER + length(records, at)) {
      place(records, at, marks, places);
    }
  }

  private static void place(byte[] records, int at, byte[] marks, int[] places) {
    int key = at + HEADER;
    long hash = hash(Form.of(records[at]).kind, records, key, key + length(records, at));
    int slot = slot(hash, marks.length);
    while (marks[slot] != 0) {
      slot = slot + 1 == marks.length ? 0 : slot + 1;
    }
    marks[slot] = mark(hash);
    places[slot] = at;
  }

  /** In which form a list names it. */
  enum Form {
    /** The name alone. */
    NAME('n', IndicatorKind.DOMAIN, ""),
    /** The name and all below it. */
    TREE('.', IndicatorKind.DOMAIN, "."),
    /** All below the name. */
    BELOW('*', IndicatorKind.DOMAIN, "*."),
    URL('u', IndicatorKind.URL, ""),
    HASH('h', IndicatorKind.FILE_HASH, ""),
    USER('@', IndicatorKind.USER, "");

    private static final Form[] ALL = values();

    private final byte code;
    final IndicatorKind kind;
    final String prefix;

    Form(char code, IndicatorKind kind, String prefix) {
      this.code = (byte) code;
      this.kind = kind;
      this.prefix = prefix;
    }

    private static Form of(byte code) {
      for (Form form : ALL) {
        if (form.code == code) {
          return form;
        }
      }
      throw new IllegalStateException("no form " + code);
    }
  }

  int size() {
    return size;
  }

  /** What the arrays take, without their headers. */
  long bytes() {
    return records.length + marks.length + 4L * places.length;
  }

  /** Tells where each record of a kind begins that has the key from an index to the end. */
  void find(IndicatorKind kind, byte[] key, int from, IntConsumer found) {
    find(records, marks, places, kind, key, from, found);
  }

  private static void find(
      byte[] records,
      byte[] marks,
      int[] places,
      IndicatorKind kind,
      byte[] key,
      int from,
      IntConsumer found) {
    long hash = hash(kind, key, from, key.length);
    byte mark = mark(hash);
    int slot = slot(hash, marks.length);
    while (marks[slot] != 0) {
      if (marks[slot] == mark && is(records, places[slot], kind, key, from)) {
        found.accept(places[slot]);
      }
      slot = slot + 1 == marks.length ? 0 : slot + 1;
    }
  }

  private static boolean is(byte[] records, int at, IndicatorKind kind, byte[] key, int from) {
    int length = length(records, at);
    int start = at + HEADER;
    return Form.of(records[at]).kind == kind
        && Arrays.equals(records, start, start + length, key, from, key.length);
  }

  private static int length(byte[] records, int at) {
    return (records[at + 1] & 0xff) << 8 | (records[at + 2] & 0xff);
  }

  private static int slot(long hash, int capacity) {
    return (int) (((hash >>> 32) * capacity) >>> 32);
  }

  private static byte mark(long hash) {
    return (byte) ((hash & 0x7f) | 0x80);
  }

  /** FNV-1a of 64 bits, whose upper bits are then mixed with the lower ones. */
  private static long hash(IndicatorKind kind, byte[] key, int from, int to) {
    long hash = 0xcbf29ce484222325L ^ kind.name().hashCode();
    for (int i = from; i < to; i++) {
      hash = (hash ^ key[i]) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
    return hash ^ hash >>> 29;
  }

  Form form(int record) {
    return Form.of(records[record]);
  }

  int list(int record) {
    return list(records, record);
  }

  private static int list(byte[] records, int at) {
    return (records[at + 3] & 0xff) << 8 | (records[at + 4] & 0xff);
  }

  /** Unsigned seconds; 0 for none. */
  int expiry(int record) {
    return expiry(records, record);
  }

  private static int expiry(byte[] records, int at) {
    int expiry = 0;
    for (int i = 5; i < HEADER; i++) {
      expiry = expiry << 8 | (records[at + i] & 0xff);
    }
    return expiry;
  }

  byte[] key(int record) {
    int start = record + HEADER;
    return Arrays.copyOfRange(records, start, start + length(records, record));
  }

  /** Gathers texts; not safe for several threads. */
  static final class Builder {
    private byte[] records = new byte[256];
    private int used;
    private int size;
    private byte[] marks = new byte[64];
    private int[] places = new int[64];

    /**
     * Adds a text; one that is there lasts as long as the longer of both.
     *
     * @throws IllegalStateException if all texts together are too large for one array
     */
    void add(Form form, byte[] key, int list, int expiry) {
      int[] there = {-1};
      find(
          records,
          marks,
          places,
          form.kind,
          key,
          0,
          at -> {
            if (records[at] == form.code && list(records, at) == list) {
              there[0] = at;
            }
          });
      if (there[0] >= 0) {
        // None is 0, and lasts longest.
        if (Integer.compareUnsigned(expiry - 1, expiry(records, there[0]) - 1) > 0) {
          putExpiry(there[0], expiry);
        }
        return;
      }
      int at = used;
      append(form, key, list, expiry);
      if (size > marks.length / 4 * 3) {
        int capacity = (int) Math.min(LARGEST, marks.length * 2L);
        marks = new byte[capacity];
        places = new int[capacity];
        fill(records, used, marks, places);
      } else {
        place(records, at, marks, places);
      }
    }

    private void append(Form form, byte[] key, int list, int expiry) {
      long end = (long) used + HEADER + key.length;
      if (end > LARGEST) {
        throw new IllegalStateException("the texts of all lists exceed " + LARGEST + " bytes");
      }
      if (end > records.length) {
        records = Arrays.copyOf(records, (int) Math.min(LARGEST, end + end / 2));
      }
      records[used] = form.code;
      records[used + 1] = (byte) (key.length >>> 8);
      records[used + 2] = (byte) key.length;
      records[used + 3] = (byte) (list >>> 8);
      records[used + 4] = (byte) list;
      putExpiry(used, expiry);
      System.arraycopy(key, 0, records, used + HEADER, key.length);
      used = (int) end;
      size++;
    }

    private void putExpiry(int at, int expiry) {
      for (int i = 0; i < 4; i++) {
        records[at + 5 + i] = (byte) (expiry >>> (24 - 8 * i));
      }
    }

    IndicatorTexts build() {
      return new IndicatorTexts(records, used, size);
    }
  }
}
