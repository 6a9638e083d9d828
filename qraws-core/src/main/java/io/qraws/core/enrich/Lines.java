// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lines of a text, none longer than a limit. A byte order mark is passed over. */
final class Lines {
  private static final int LONGEST = 65_536;

  private final BufferedReader reader;
  private final Deque<Line> back = new ArrayDeque<>();
  private int number;

  Lines(Reader reader) {
    this.reader = new BufferedReader(reader);
  }

  /**
   * A line.
   *
   * @param number counted from 1
   * @param text without its end
   * @param cut whether it was longer than can be kept
   */
  record Line(int number, String text, boolean cut) {}

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    if (!back.isEmpty()) {
      return back.pop();
    }
    StringBuilder text = new StringBuilder();
    boolean cut = false;
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      boolean mark = c == '\ufeff' && number == 0 && text.length() == 0;
      if (text.length() == LONGEST) {
        cut = true;
      } else if (!mark) {
        text.append((char) c);
      }
    }
    int length = text.length();
    if (length > 0 && text.charAt(length - 1) == '\r') {
      text.setLength(length - 1);
    }
    number++;
    return new Line(number, text.toString(), cut);
  }

  /** Gives a line back, which is then the next. */
  void push(Line line) {
    back.push(line);
  }
}
