// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.Arrays;

/**
 * Members' names that were seen before, so that each need not be decoded and judged every time.
 *
 * <p>Holds at most {@value #SLOTS} names of at most {@value #LONGEST} bytes; of names that share
 * {@value #WAYS} slots the oldest is pushed out, and decoded again. Safe for use by many threads: a
 * race loses an entry, at worst.
 */
final class NameCache {
  private static final int SLOTS = 4096;
  private static final int WAYS = 4;
  private static final int LONGEST = 96;

  /** Entries are immutable, so that a thread sees a whole one or another whole one. */
  private static final Entry[] ENTRIES = new Entry[SLOTS];

  private NameCache() {}

  private static final class Entry {
    private final byte[] bytes;
    private final int length;
    private final long head;
    private final long tail;
    private final MemberName name;

    Entry(byte[] bytes, long head, long tail, MemberName name) {
      this.bytes = bytes;
      this.length = bytes.length;
      this.head = head;
      this.tail = tail;
      this.name = name;
    }

    boolean is(byte[] text, int start, int bytesThere, long first, long last) {
      return head == first
          && tail == last
          && length == bytesThere
          && (length <= 2 * Long.BYTES
              || Arrays.equals(bytes, 0, length, text, start, start + length));
    }
  }

  /** The member's name that stands there. */
  static MemberName name(Tape tape, int at) {
    byte[] bytes = tape.bytes();
    int start = tape.start(at);
    int length = tape.end(at) - start;
    if (length == 0
        || length > LONGEST
        || tape.type(at) == Tape.ESCAPED
        || start + Long.BYTES > bytes.length) {
      return new MemberName(tape.text(at));
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
    int bucket = (int) ((hash * 0x9e3779b97f4a7c15L) >>> 52) & SLOTS - WAYS;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      Entry known = ENTRIES[slot];
      if (known != null && known.is(bytes, start, length, head, tail)) {
        return known.name;
      }
    }
    byte[] copy = Arrays.copyOfRange(bytes, start, start + length);
    // One instance with the names that readers ask for, so that comparing is quick.
    MemberName name = new MemberName(tape.text(at).intern());
    for (int slot = bucket + WAYS - 1; slot > bucket; slot--) {
      ENTRIES[slot] = ENTRIES[slot - 1];
    }
    ENTRIES[bucket] = new Entry(copy, head, tail, name);
    return name;
  }
}
