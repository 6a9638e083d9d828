// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text as a line of LEEF can hold it, one character of Unicode at a time. */
final class LeefText {
  private LeefText() {}

  /**
   * A text, its characters escaped where they need to be.
   *
   * <p>LEEF defines no escape, and QRadar undoes none: it wants delimiter, pipe, caret, tab and
   * line break replaced. The replacement shows what stood there. A backslash is left alone, since
   * rules compare {@code CORP\svc} as it is; so a text that held the characters of an escape from
   * the start looks the same, which harms nobody as nothing reads it back.
   */
  static String escaped(String text, char delimiter) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (!isReplaced(c, delimiter)) {
                escaped.appendCodePoint(c);
              } else if (c < 0x100) {
                escaped.append(String.format(Locale.ROOT, "\\x%02X", c));
              } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04X", c));
              }
            });
    return escaped.toString();
  }

  private static boolean isReplaced(int codePoint, char delimiter) {
    int type = Character.getType(codePoint);
    return codePoint == '|'
        || codePoint == '^'
        || codePoint == delimiter
        || type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** How many bytes of UTF-8 a character takes, escaped if it needs to be. */
  private static int bytes(int codePoint, char delimiter) {
    if (isReplaced(codePoint, delimiter)) {
      return codePoint < 0x100 ? 4 : 6;
    }
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /** A field of the header, escaped; refused if that is empty or longer than it may be. */
  static String headerField(String what, String text, int longest) {
    String escaped = escaped(requireNonNull(text, what), '|');
    if (escaped.isEmpty() || bytes(escaped) > longest) {
      throw new IllegalArgumentException(
          what + " has 1 to " + longest + " bytes once escaped: " + bytes(escaped));
    }
    return escaped;
  }

  /** The length in UTF-8 of a text without lone surrogates. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Where a text must end so that it is, once escaped, no longer than it may be; never inside a
   * character or an escape.
   *
   * @param from where it begins
   */
  static int endWithin(String text, int from, int longestBytes, char delimiter) {
    int left = longestBytes;
    int end = from;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      left -= bytes(codePoint, delimiter);
      if (left < 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /** The longest beginning that has, once escaped, no more characters than that. */
  static String beginning(String text, int longest, char delimiter) {
    int left = longest;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      int width = Character.charCount(codePoint);
      left -= isReplaced(codePoint, delimiter) ? bytes(codePoint, delimiter) : width;
      if (left < 0) {
        break;
      }
      end += width;
    }
    return text.substring(0, end);
  }

  /** The beginning of a text from outside, for a message. */
  static String shown(String text) {
    return escaped(text.length() > 80 ? text.substring(0, 80) + "..." : text, '|');
  }
}
