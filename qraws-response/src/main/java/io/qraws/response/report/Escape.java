// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import java.util.Locale;

/**
 * The one way by which text from outside gets into a page.
 *
 * <p>The result is safe as element text and inside a double-quoted attribute, and nowhere else: not
 * in an address, a style or a script. Characters that are not seen but change what is seen
 * (controls, bidi marks, zero-width and private characters, broken surrogates) are written out as
 * {@code ⟨U+202E⟩}.
 */
final class Escape {
  private static final int MOST_MARKS = 4;

  /** Letters and signs that are drawn as nothing. */
  private static final String BLANKS = "\u115f\u1160\u2800\u3164\uffa0";

  private Escape() {}

  /**
   * Escapes text from outside and cuts it.
   *
   * @param outside any text
   * @param most how many columns to show at most; a wide character takes two
   */
  static String html(String outside, int most) {
    StringBuilder out = new StringBuilder(Math.min(outside.length(), most) + 16);
    int columns = 0;
    int marks = 0;
    for (int i = 0; i < outside.length(); ) {
      int codePoint = outside.codePointAt(i);
      i += Character.charCount(codePoint);
      marks = mark(codePoint) ? marks + 1 : 0;
      String shown = marks > MOST_MARKS ? written(codePoint) : shown(codePoint);
      int width = columns(codePoint, shown);
      // The last column is kept for the mark that something was cut.
      if (columns + width > most || (columns + width == most && i < outside.length())) {
        return out.append('…').toString();
      }
      columns += width;
      out.append(shown);
    }
    return out.toString();
  }

  private static String shown(int codePoint) {
    return switch (codePoint) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> hidden(codePoint) ? written(codePoint) : Character.toString(codePoint);
    };
  }

  private static String written(int codePoint) {
    return String.format(Locale.ROOT, "⟨U+%04X⟩", codePoint);
  }

  /** Accents, of which no script needs many on one letter; a pile of them covers other lines. */
  private static boolean mark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static int columns(int codePoint, String shown) {
    if (shown.startsWith("⟨U+")) {
      return shown.length();
    }
    return codePoint >= 0x1100 && wide(codePoint) ? 2 : 1;
  }

  private static boolean hidden(int codePoint) {
    // U+FFFE and U+FFFF of each plane are no characters, and not allowed in XML.
    if ((codePoint & 0xFFFE) == 0xFFFE || BLANKS.indexOf(codePoint) >= 0) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean wide(int codePoint) {
    return Character.isIdeographic(codePoint)
        || (codePoint >= 0x3000 && codePoint <= 0x30FF)
        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
        || codePoint >= 0x1F000;
  }
}
