// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.Arrays;

/**
 * Members' names that were seen before, so that each need not be decoded every time.
 *
 * <p>Holds at most {@value #SLOTS} names of at most {@value #LONGEST} bytes; a name may push out
 * another, which then is decoded again. Safe for use by many threads: a race loses an entry, at
 * worst.
 */
final class NameCache {
  private static final int SLOTS = 4096;
  private static final int LONGEST = 96;

  /** Entries are immutable, so that a thread sees a whole one or another whole one. */
  private static final Entry[] ENTRIES = new Entry[SLOTS];

  private NameCache() {}

  private static final class Entry {
    private final byte[] bytes;
    private final long head;
    private final long tail;
    private final String name;

    Entry(byte[] bytes, long head, long tail, String name) {
      this.bytes = bytes;
      this.head = head;
      this.tail = tail;
      this.name = name;
    }

    boolean is(byte[] text, int start, int length, long first, long last) {
      return bytes.length == length
          && head == first
          && tail == last
          && (length <= 2 * Long.BYTES
              || Arrays.equals(bytes, 0, length, text, start, start + length));
    }
  }

  /** The member's name that stands there. */
  static String name(Tape tape, int at) {
    byte[] bytes = tape.bytes();
    int start = tape.start(at);
    int length = tape.end(at) - start;
    if (length == 0
        || length > LONGEST
        || tape.type(at) == Tape.ESCAPED
        || start + Long.BYTES > bytes.length) {
      return tape.text(at);
    }
    long head = (long) Utf8.LONG.get(bytes, start);
    long tail = 0;
    if (length < Long.BYTES) {
      head &= -1L >>> (Long.SIZE - length * Byte.SIZE);
    } else {
      tail = (long) Utf8.LONG.get(bytes, start + length - Long.BYTES);
    }
    // The middle too, since flattened names begin and end alike.
    long hash = head * 31 + tail + length + ((long) bytes[start + (length >> 1)] << 16);
    int slot = (int) ((hash * 0x9e3779b97f4a7c15L) >>> 52);
    Entry entry = ENTRIES[slot];
    if (entry == null || !entry.is(bytes, start, length, head, tail)) {
      byte[] copy = Arrays.copyOfRange(bytes, start, start + length);
      entry = new Entry(copy, head, tail, tape.text(at));
      ENTRIES[slot] = entry;
    }
    return entry.name;
  }
}
