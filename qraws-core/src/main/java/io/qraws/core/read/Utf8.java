// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8, and JSON's escapes in it. */
final class Utf8 {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private Utf8() {}

  /**
   * The first byte from there on that ends a run of printable ASCII: a quote, a backslash, a
   * control character or not ASCII.
   *
   * <p>Looks at eight bytes at a time, by Mycroft's test for a zero byte, on the word with each of
   * the two characters taken out. Borrows can only disturb bytes above the first that is found.
   */
  static int ordinary(byte[] text, int from) {
    int at = from;
    int last = text.length - Long.BYTES;
    while (at <= last) {
      long word = (long) LONG.get(text, at);
      long quote = word ^ (ONES * '"');
      long slash = word ^ (ONES * '\\');
      long found =
          (((quote - ONES) & ~quote)
                  | ((slash - ONES) & ~slash)
                  | ((word - ONES * ' ') & ~word)
                  | word)
              & HIGH;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < text.length && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    return at;
  }

  /** Behind the escape whose backslash has been taken, or what {@link #behind} tells. */
  static int escape(byte[] bytes, int at, int to) {
    if (at >= to) {
      return Tape.UNFINISHED;
    }
    switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        if (at + 5 > to) {
          return Tape.UNFINISHED;
        }
        for (int i = at + 1; i < at + 5; i++) {
          if (bytes[i] < 0 || Character.digit(bytes[i], 16) < 0) {
            return Tape.REFUSED;
          }
        }
        return at + 5;
      }
      default -> {
        return Tape.REFUSED;
      }
    }
  }

  /**
   * Behind the character of several bytes that begins there, or {@link Tape#UNFINISHED} or {@link
   * Tape#REFUSED}.
   *
   * <p>Source: RFC 3629, section 4: the shortest form, no surrogates, up to U+10FFFF.
   */
  static int behind(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first < 0xc2 || first > 0xf4) {
      return Tape.REFUSED;
    }
    if (at + length > to) {
      return Tape.UNFINISHED;
    }
    int second = bytes[at + 1] & 0xff;
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return Tape.REFUSED;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return Tape.REFUSED;
      }
    }
    return at + length;
  }

  /** The text of a string that {@link Tape} found to be sound and of that type. */
  static String text(byte[] bytes, int start, int end, int type) {
    return type == Tape.ESCAPED
        ? unescaped(bytes, start, end)
        : new String(
            bytes,
            start,
            end - start,
            type == Tape.UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static String unescaped(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    int at = start;
    while (at < end) {
      int run = at;
      boolean ascii = true;
      while (at < end && bytes[at] != '\\') {
        ascii &= bytes[at++] >= 0;
      }
      if (at > run) {
        text.append(text(bytes, run, at, ascii ? Tape.PLAIN : Tape.UTF8));
      }
      if (at < end) {
        at = unescape(bytes, at + 1, text);
      }
    }
    return text.toString();
  }

  private static int unescape(byte[] bytes, int at, StringBuilder text) {
    byte b = bytes[at];
    if (b == 'u') {
      int code = 0;
      for (int i = at + 1; i < at + 5; i++) {
        code = code << 4 | Character.digit(bytes[i], 16);
      }
      text.append((char) code);
      return at + 5;
    }
    text.append(
        switch (b) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> (char) b;
        });
    return at + 1;
  }
}
