// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.Raw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with a header row, as consoles and queries export: fields between commas, semicolons or
 * tabs, quoted where need be (RFC 4180), a row on one line.
 */
final class Table {
  private static final int FEWEST_COLUMNS = 4;

  private final String header;
  private final char separator;
  private final List<String> names;

  private Table(String header, char separator, List<String> names) {
    this.header = header;
    this.separator = separator;
    this.names = names;
  }

  /** The table that the line is the header of; null if it names no time or too few columns. */
  static @Nullable Table ofHeader(String line) {
    for (char separator : new char[] {',', '\t', ';'}) {
      List<String> names = cells(line, separator);
      if (names.size() >= FEWEST_COLUMNS && names.stream().anyMatch(Table::isTime)) {
        return new Table(line, separator, names);
      }
    }
    return null;
  }

  private static boolean isTime(String name) {
    String plain = Names.plain(name);
    return plain.endsWith("time")
        || plain.endsWith("timestamp")
        || plain.equals("start")
        || plain.endsWith("updatedat");
  }

  /** The row as an object whose members the header names; empty cells are absent. */
  Node row(String line) {
    List<String> cells = cells(line, separator);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
      if (!cells.get(i).isBlank()) {
        row.put(names.get(i), cells.get(i));
      }
    }
    return Trees.node(row);
  }

  /** The row with the header, without which its cells say nothing. */
  Raw raw(String line) {
    return Raw.of(header + "\n" + line);
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
