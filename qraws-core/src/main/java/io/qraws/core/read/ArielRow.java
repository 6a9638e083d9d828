// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of an Ariel search, whose columns bear whatever aliases the query gave them. */
final class ArielRow {
  private final Map<String, Node> columns = new HashMap<>();

  ArielRow(Node row) {
    for (Map.Entry<String, Node> column : row.properties()) {
      columns.putIfAbsent(Names.plain(column.getKey()), column.getValue());
    }
  }

  /** The first column under one of the names that has a value; names are lower case letters. */
  Node at(String... names) {
    for (String name : names) {
      Node node = columns.get(name);
      if (node != null && !node.isNull()) {
        return node;
      }
    }
    return Node.MISSING;
  }

  @Nullable String text(String... names) {
    String text = Json.text(at(names));
    return "null".equals(text) ? null : text;
  }

  /** How many of the names there are. */
  int count(String... names) {
    int count = 0;
    for (String name : names) {
      count += columns.containsKey(name) ? 1 : 0;
    }
    return count;
  }

  int port(String... names) {
    long port = Json.whole(at(names), -1);
    if (port > 65_535) {
      throw new UnreadableException(names[0] + " is out of range: " + port);
    }
    return port <= 0 ? -1 : (int) port;
  }
}
