// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, line breaks and
 * doubled quotes. A line may end in LF, too; empty lines and a byte order mark are passed over.
 */
final class Csv {
  private final PushbackReader reader;
  private int line = 1;

  private Csv(Reader reader) {
    this.reader = new PushbackReader(reader, 1);
  }

  /** A row and the line on which it begins, counted from 1. */
  record Row(int line, List<String> fields) {}

  static List<Row> read(Reader reader) throws IOException {
    Csv csv = new Csv(new BufferedReader(reader));
    int first = csv.reader.read();
    if (first >= 0 && first != '\ufeff') {
      csv.reader.unread(first);
    }
    List<Row> rows = new ArrayList<>();
    for (Row row = csv.row(); !row.fields.isEmpty(); row = csv.row()) {
      boolean blank = row.fields.size() == 1 && row.fields.get(0).isBlank();
      if (!blank) {
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * The fields of a text that holds one row.
   *
   * @throws UnclosedQuote if it ends within quotes
   * @throws IllegalArgumentException if there is text behind a closing quote
   */
  static List<String> fields(String text) {
    try {
      return new Csv(new StringReader(text)).row().fields;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text ends within quotes. */
  static final class UnclosedQuote extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnclosedQuote(String message) {
      super(message);
    }
  }

  /** The next row; without fields at the end. */
  private Row row() throws IOException {
    int begun = line;
    List<String> fields = new ArrayList<>();
    int c = reader.read();
    if (c < 0) {
      return new Row(begun, fields);
    }
    reader.unread(c);
    boolean more = true;
    while (more) {
      StringBuilder field = new StringBuilder();
      more = field(field, fields.size() + 1);
      fields.add(field.toString());
    }
    return new Row(begun, fields);
  }

  /** Reads one field and its end; whether a comma promises another. */
  private boolean field(StringBuilder field, int column) throws IOException {
    int c = reader.read();
    if (c == '"') {
      quoted(field, column);
      c = reader.read();
      if (c >= 0 && c != ',' && c != '\r' && c != '\n') {
        throw new IllegalArgumentException(
            "line " + line + ", column " + column + ": text behind the closing quote");
      }
    }
    while (c >= 0 && c != ',' && c != '\n') {
      if (c != '\r') {
        field.append((char) c);
      }
      c = reader.read();
    }
    if (c == '\n') {
      line++;
    }
    return c == ',';
  }

  private void quoted(StringBuilder field, int column) throws IOException {
    int begun = line;
    while (true) {
      int c = reader.read();
      if (c < 0) {
        throw new UnclosedQuote(
            "line " + begun + ", column " + column + ": the quote is never closed");
      }
      if (c == '"') {
        int next = reader.read();
        if (next != '"') {
          if (next >= 0) {
            reader.unread(next);
          }
          return;
        }
      }
      if (c == '\n') {
        line++;
      }
      field.append((char) c);
    }
  }
}
