// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values, one at a time. A quote that is never closed costs its own line
 * instead of all that follow. Blank lines, and comments that begin with {@code #}, are passed over.
 */
final class CsvRows {
  /** How many lines a field in quotes may span before its quote counts as never closed. */
  private static final int MOST_LINES = 16;

  private final Lines lines;

  CsvRows(Reader reader) {
    this.lines = new Lines(reader);
  }

  /**
   * A row.
   *
   * @param line on which it begins, counted from 1
   * @param fields empty if it can't be read
   */
  record Row(int line, List<String> fields) {
    boolean broken() {
      return fields.isEmpty();
    }
  }

  /** The next row; null at the end. */
  @Nullable Row next() throws IOException {
    Lines.Line line = lines.next();
    while (line != null && (line.text().isBlank() || line.text().startsWith("#"))) {
      line = lines.next();
    }
    return line == null ? null : new Row(line.number(), fields(line));
  }

  private List<String> fields(Lines.Line first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    Deque<Lines.Line> more = new ArrayDeque<>();
    Lines.Line line = first;
    while (line != null && !line.cut()) {
      try {
        return Csv.fields(text.toString());
      } catch (Csv.UnclosedQuote e) {
        line = more.size() < MOST_LINES - 1 ? lines.next() : null;
        if (line != null) {
          more.push(line);
          text.append('\n').append(line.text());
        }
      } catch (IllegalArgumentException e) {
        line = null;
      }
    }
    more.forEach(lines::push);
    return List.of();
  }
}
