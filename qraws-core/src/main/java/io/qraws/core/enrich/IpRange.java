// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import org.jspecify.annotations.Nullable;

/**
 * An address, or the addresses that share a prefix with it.
 *
 * <p>An IPv4 address has one word, an IPv6 address four, most significant first and unsigned. IPv4
 * as IPv6 maps it ({@code ::ffff:0:0/96}) is IPv4. Immutable.
 */
public final class IpRange {
  private static final int GROUPS = 8;
  private static final int MAPPED_BITS = 96;

  private final int[] words;
  private final int length;

  private IpRange(int[] words, int length) {
    this.words = words;
    this.length = length;
  }

  /** Of words that the caller gives away. */
  static IpRange of(int[] words, int length) {
    return new IpRange(words, length);
  }

  /** An address without prefix length; null for anything else. */
  static @Nullable IpRange address(String text) {
    int[] words = text.indexOf(':') < 0 ? v4(text, 0) : v6(text);
    return words == null ? null : unmapped(words, words.length * Integer.SIZE);
  }

  /**
   * An address or a range.
   *
   * @return null for what is neither
   * @throws IllegalArgumentException for a range whose length is wrong, or that has bits set behind
   *     it, so that it may mean one address or many
   */
  public static @Nullable IpRange parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text);
    }
    String before = text.substring(0, slash);
    int[] words = before.indexOf(':') < 0 ? v4(before, 0) : v6(before);
    if (words == null) {
      return null;
    }
    int length = decimal(text, slash + 1, text.length(), 3);
    if (length < 0 || length > words.length * Integer.SIZE) {
      throw new IllegalArgumentException(
          "the prefix length must be 0 to " + words.length * Integer.SIZE);
    }
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~mask(length, i)) != 0) {
        throw new IllegalArgumentException("bits are set behind the prefix length");
      }
    }
    return unmapped(words, length);
  }

  private static IpRange unmapped(int[] words, int length) {
    boolean mapped =
        words.length == 4
            && length >= MAPPED_BITS
            && words[0] == 0
            && words[1] == 0
            && words[2] == 0xffff;
    return mapped
        ? new IpRange(new int[] {words[3]}, length - MAPPED_BITS)
        : new IpRange(words, length);
  }

  /** The bits of a word that a prefix covers. */
  static int mask(int length, int word) {
    int bits = length - word * Integer.SIZE;
    if (bits <= 0) {
      return 0;
    }
    return bits >= Integer.SIZE ? -1 : -1 << (Integer.SIZE - bits);
  }

  /** How many words an address has: 1 for IPv4, 4 for IPv6. */
  public int words() {
    return words.length;
  }

  /**
   * A word of the first address, unsigned.
   *
   * @param index 0 for the most significant
   */
  public int word(int index) {
    return words[index];
  }

  /** How many bits the addresses share. */
  public int length() {
    return length;
  }

  /** Whether all addresses of the other are in this one. */
  boolean contains(IpRange other) {
    if (other.words.length != words.length || other.length < length) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (((words[i] ^ other.words[i]) & mask(length, i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Four decimal groups from an index on; leading zeros, which some read as octal, are refused. */
  private static int @Nullable [] v4(String text, int from) {
    int address = 0;
    int at = from;
    for (int group = 0; group < 4; group++) {
      int end = group < 3 ? text.indexOf('.', at) : text.length();
      int value = end < 0 ? -1 : decimal(text, at, end, 3);
      if (value < 0 || value > 255) {
        return null;
      }
      address = address << 8 | value;
      at = end + 1;
    }
    return new int[] {address};
  }

  /** A number without sign and leading zero; -1 for anything else. */
  private static int decimal(String text, int from, int to, int digits) {
    if (to <= from || to - from > digits || (text.charAt(from) == '0' && to - from > 1)) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int @Nullable [] v6(String text) {
    int gap = text.indexOf("::");
    int[] head = new int[GROUPS];
    int[] tail = new int[GROUPS];
    int before = groups(text, 0, gap < 0 ? text.length() : gap, head, gap < 0);
    int after = gap < 0 ? 0 : groups(text, gap + 2, text.length(), tail, true);
    boolean fits =
        before >= 0 && after >= 0 && (gap < 0 ? before == GROUPS : before + after < GROUPS);
    if (!fits) {
      return null;
    }
    System.arraycopy(tail, 0, head, GROUPS - after, after);
    int[] words = new int[4];
    for (int i = 0; i < words.length; i++) {
      words[i] = head[2 * i] << 16 | head[2 * i + 1];
    }
    return words;
  }

  /** Reads groups up to an index, the last perhaps in IPv4's form; how many, or -1. */
  private static int groups(String text, int from, int to, int[] groups, boolean last) {
    int count = 0;
    int at = from;
    while (at < to) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 || colon > to ? to : colon;
      if (last && end == to && text.indexOf('.', at) >= 0) {
        int[] v4 = count <= GROUPS - 2 ? v4(text, at) : null;
        if (v4 == null) {
          return -1;
        }
        groups[count] = v4[0] >>> 16;
        groups[count + 1] = v4[0] & 0xffff;
        return count + 2;
      }
      int value = count < GROUPS ? hex(text, at, end) : -1;
      // A colon at the end promises a group.
      if (value < 0 || end + 1 == to) {
        return -1;
      }
      groups[count++] = value;
      at = end + 1;
    }
    return count;
  }

  private static int hex(String text, int from, int to) {
    if (to <= from || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** In CIDR form, without length for a single address; IPv6 in full groups, not shortened. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (words.length == 1) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        text.append(words[0] >>> shift & 0xff).append(shift > 0 ? "." : "");
      }
    } else {
      for (int group = 0; group < GROUPS; group++) {
        int value = words[group / 2] >>> (group % 2 == 0 ? 16 : 0) & 0xffff;
        text.append(Integer.toHexString(value)).append(group < GROUPS - 1 ? ":" : "");
      }
    }
    return length == words.length * Integer.SIZE ? text.toString() : text + "/" + length;
  }
}
