// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Characters of eight groups of four digits, and of a prefix length. */
  private static final int LONGEST = 8 * 5 + 4;

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
    int[] words = words(text);
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
    int[] words = words(text.substring(0, slash));
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

  private static int @Nullable [] words(String text) {
    if (text.indexOf(':') >= 0) {
      return v6(text);
    }
    long v4 = v4(text, 0);
    return v4 < 0 ? null : new int[] {(int) v4};
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

  /**
   * The network around its first address, of a size that is usually one customer's: {@code
   * 203.0.113.0/24}, or the /48 as {@code 2001:db8:7::/48}.
   */
  public String around() {
    int first = words[0];
    if (words.length == 1) {
      return (first >>> 24) + "." + (first >>> 16 & 255) + "." + (first >>> 8 & 255) + ".0/24";
    }
    return Integer.toHexString(first >>> 16)
        + ':'
        + Integer.toHexString(first & 0xffff)
        + ':'
        + Integer.toHexString(words[1] >>> 16)
        + "::/48";
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

  /**
   * Four decimal groups from an index to the end; leading zeros, which some read as octal, are
   * refused. Unsigned; -1 for anything else.
   */
  private static long v4(String text, int from) {
    long address = 0;
    int dots = 0;
    int value = -1;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit == '.' - '0' && value >= 0 && dots < 3) {
        address = address << 8 | value;
        value = -1;
        dots++;
      } else if (digit >= 0 && digit <= 9 && value != 0) {
        value = Math.max(value, 0) * 10 + digit;
        if (value > 255) {
          return -1;
        }
      } else {
        return -1;
      }
    }
    return dots == 3 && value >= 0 ? address << 8 | value : -1;
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

  /** Up to eight groups in hex, of which {@code ::} stands for one or more, the last perhaps v4. */
  private static int @Nullable [] v6(String text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = text.startsWith("::") ? 0 : -1;
    int at = gap < 0 ? 0 : 2;
    while (at < text.length()) {
      int from = at;
      int value = 0;
      for (; at < text.length() && HexFormat.isHexDigit(text.charAt(at)); at++) {
        value = value << 4 | HexFormat.fromHexDigit(text.charAt(at));
      }
      if (at < text.length() && text.charAt(at) == '.') {
        long v4 = count <= GROUPS - 2 ? v4(text, from) : -1;
        if (v4 < 0) {
          return null;
        }
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) v4 & 0xffff;
        break;
      }
      if (at == from || at - from > 4 || count == GROUPS) {
        return null;
      }
      groups[count++] = value;
      if (at < text.length()) {
        // A colon at the end promises a group.
        if (text.charAt(at++) != ':' || at == text.length()) {
          return null;
        }
        if (text.charAt(at) == ':') {
          if (gap >= 0) {
            return null;
          }
          gap = count;
          at++;
        }
      }
    }
    boolean fits = gap < 0 ? count == GROUPS : count < GROUPS;
    return fits ? words(groups, count, gap < 0 ? count : gap) : null;
  }

  private static int[] words(int[] groups, int count, int gap) {
    int[] words = new int[4];
    for (int i = 0; i < count; i++) {
      int place = i < gap ? i : GROUPS - count + i;
      words[place / 2] |= groups[i] << (place % 2 == 0 ? 16 : 0);
    }
    return words;
  }

  /** In CIDR form, without length for a single address; IPv6 in full groups, not shortened. */
  @Override
  public String toString() {
    byte[] text = new byte[LONGEST];
    int end = 0;
    if (words.length == 1) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        end = putDecimal(text, end, words[0] >>> shift & 0xff);
        text[end++] = '.';
      }
    } else {
      for (int group = 0; group < GROUPS; group++) {
        end = putHex(text, end, words[group / 2] >>> (group % 2 == 0 ? 16 : 0) & 0xffff);
        text[end++] = ':';
      }
    }
    end--;
    if (length < words.length * Integer.SIZE) {
      text[end++] = '/';
      end = putDecimal(text, end, length);
    }
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Puts a number up to 999, and tells where it ends. */
  private static int putDecimal(byte[] text, int at, int value) {
    int end = at;
    if (value >= 100) {
      text[end++] = (byte) ('0' + value / 100);
    }
    if (value >= 10) {
      text[end++] = (byte) ('0' + value / 10 % 10);
    }
    text[end++] = (byte) ('0' + value % 10);
    return end;
  }

  private static int putHex(byte[] text, int at, int value) {
    int end = at;
    for (int shift = 12; shift >= 0; shift -= 4) {
      if (shift == 0 || value >>> shift != 0) {
        text[end++] = DIGITS[value >>> shift & 0xf];
      }
    }
    return end;
  }
}
