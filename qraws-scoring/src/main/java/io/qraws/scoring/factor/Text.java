// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import java.util.Locale;

/** Text from outside, made fit for one line. */
final class Text {
  private static final int MAX = 60;

  private Text() {}

  /** Without control and format characters, and cut. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    int length = 0;
    for (int at = 0; at < text.length() && length < MAX; length++) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
      line.appendCodePoint(plain ? c : ' ');
      if (length == MAX - 1 && at < text.length()) {
        line.append('…');
      }
    }
    return line.toString().strip();
  }

  static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
