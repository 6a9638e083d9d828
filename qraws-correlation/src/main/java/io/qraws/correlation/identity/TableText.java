// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table with a header row, as RFC 4180 has it: quoted fields may hold separators, line breaks and
 * doubled quotes. The separator is a comma, or what else the header shows: a semicolon or tab.
 * Empty lines, a byte order mark and PowerShell's {@code #TYPE} line are passed over.
 */
final class TableText {
  /** A field longer than this, such as one whose quote is never closed, ends the reading. */
  private static final int LONGEST_FIELD = 65_536;

  private static final DateTimeFormatter[] LOCAL = {
    DateTimeFormatter.ISO_LOCAL_DATE_TIME,
    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]", Locale.ROOT),
    // PowerShell writes the invariant or American form unless it is told otherwise.
    DateTimeFormatter.ofPattern("M/d/yyyy h:mm[:ss] a", Locale.US),
    DateTimeFormatter.ofPattern("M/d/yyyy H:mm[:ss]", Locale.ROOT),
    DateTimeFormatter.ofPattern("d.M.yyyy H:mm[:ss]", Locale.ROOT),
    // Source: RFC 4517, generalized time, as Active Directory keeps whenCreated.
    DateTimeFormatter.ofPattern("yyyyMMddHHmmss['.0']['Z']", Locale.ROOT)
  };

  private final String file;
  private final BufferedReader reader;
  private final Map<String, Integer> columns = new HashMap<>();
  private char separator = ',';
  private int line = 1;
  private int next;

  private TableText(Reader reader, String file) throws IOException {
    this.reader = new BufferedReader(reader);
    this.file = file;
    next = this.reader.read();
    if (next == '\ufeff') {
      advance();
    }
  }

  /** A row under its header. */
  final class Row {
    private final int begun;
    private final List<String> fields;

    private Row(int begun, List<String> fields) {
      this.begun = begun;
      this.fields = fields;
    }

    /** The value, without blanks around it; empty where the column or the value is missing. */
    String get(String column) {
      Integer at = columns.get(column.toLowerCase(Locale.ROOT));
      return at == null || at >= fields.size() ? "" : fields.get(at).strip();
    }

    /** Where it stands: file and line. */
    String place() {
      return file + ':' + begun;
    }

    String place(String column) {
      return place() + ", column " + column;
    }
  }

  /**
   * Reads the table.
   *
   * @param file how errors name it
   * @param needed columns of which at least one must be there
   * @throws IllegalArgumentException if the header has none of them, a row has more fields than the
   *     header, or a quote is not closed; it names file, line and column
   */
  static List<Row> read(Reader reader, String file, String... needed) throws IOException {
    return new TableText(reader, file).rows(needed);
  }

  private List<Row> rows(String... needed) throws IOException {
    skipTypeLine();
    header(needed);
    List<Row> rows = new ArrayList<>();
    while (next >= 0) {
      int begun = line;
      List<String> fields = fields();
      if (fields.size() > columns.size()) {
        throw new IllegalArgumentException(
            file + ':' + begun + ", column " + (columns.size() + 1) + ": the header has no such");
      }
      if (fields.size() > 1 || !fields.get(0).isBlank()) {
        rows.add(new Row(begun, fields));
      }
    }
    return rows;
  }

  private void header(String... needed) throws IOException {
    reader.mark(LONGEST_FIELD);
    String first = (next < 0 ? "" : (char) next) + String.valueOf(reader.readLine());
    reader.reset();
    separator =
        first.indexOf(',') >= 0
            ? ','
            : first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t' : ',';
    for (String name : next < 0 ? List.<String>of() : fields()) {
      String column = name.strip().toLowerCase(Locale.ROOT);
      if (columns.putIfAbsent(column, columns.size()) != null) {
        throw new IllegalArgumentException(
            file + ":1, column " + (columns.size() + 1) + ": a second column " + name.strip());
      }
    }
    for (String column : needed) {
      if (columns.containsKey(column.toLowerCase(Locale.ROOT))) {
        return;
      }
    }
    throw new IllegalArgumentException(
        file + ":1: the header has no column " + String.join(" or ", needed));
  }

  private void skipTypeLine() throws IOException {
    if (next == '#') {
      while (next >= 0 && next != '\n') {
        advance();
      }
      advance();
    }
  }

  private void advance() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = reader.read();
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    boolean more = true;
    while (more) {
      fields.add(field(fields.size() + 1));
      more = next == separator;
      if (next >= 0) {
        advance();
      }
    }
    return fields;
  }

  private String field(int column) throws IOException {
    StringBuilder field = new StringBuilder();
    int begun = line;
    if (next == '"') {
      quoted(field, begun, column);
    }
    while (next >= 0 && next != separator && next != '\n') {
      if (next != '\r') {
        append(field, begun, column);
      }
      advance();
    }
    return field.toString();
  }

  private void quoted(StringBuilder field, int begun, int column) throws IOException {
    advance();
    while (true) {
      if (next < 0) {
        throw new IllegalArgumentException(
            file + ':' + begun + ", column " + column + ": the quote is never closed");
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          return;
        }
      }
      append(field, begun, column);
      advance();
    }
  }

  private void append(StringBuilder field, int begun, int column) {
    if (field.length() == LONGEST_FIELD) {
      throw new IllegalArgumentException(
          file + ':' + begun + ", column " + column + ": longer than " + LONGEST_FIELD);
    }
    field.append((char) next);
  }

  /** A time in one of the forms that directories and spreadsheets write, or null; UTC if silent. */
  static @Nullable Instant time(String text) {
    try {
      if (text.indexOf('T') > 0 && !text.endsWith("T")) {
        boolean zoned =
            text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 9;
        if (zoned) {
          return OffsetDateTime.parse(text).toInstant();
        }
      }
      if (text.length() == 10 && text.charAt(4) == '-') {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
    } catch (DateTimeException e) {
      return null;
    }
    // Some platforms put a narrow no-break space before AM and PM.
    String plain = text.replace('\u202f', ' ');
    for (DateTimeFormatter format : LOCAL) {
      try {
        return LocalDateTime.parse(plain, format).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    return null;
  }
}
