// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of LEEF 2.0 as a receiver reads it, from the format's description and not from our writer.
 */
record LeefReading(List<String> header, Map<String, String> attributes) {
  static LeefReading of(String line) {
    if (line.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0 || c == 0x85 || c == 0x2028)) {
      throw new AssertionError("a receiver would see more than one event");
    }
    List<String> header = new ArrayList<>();
    int from = 0;
    while (header.size() < 6) {
      int pipe = line.indexOf('|', from);
      if (pipe < 0) {
        throw new AssertionError("the header breaks off: " + line);
      }
      header.add(line.substring(from, pipe));
      from = pipe + 1;
    }
    String delimiter = header.get(5);
    char between =
        delimiter.length() == 1
            ? delimiter.charAt(0)
            : (char) Integer.parseInt(delimiter.substring(delimiter.indexOf('x') + 1), 16);
    Map<String, String> attributes = new LinkedHashMap<>();
    String rest = line.substring(from);
    for (String pair : rest.split("\\Q" + between + "\\E", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new AssertionError("no key: " + pair);
      }
      String key = pair.substring(0, equals);
      if (attributes.put(key, pair.substring(equals + 1)) != null) {
        throw new AssertionError("a key twice: " + key);
      }
    }
    return new LeefReading(header, attributes);
  }

  String eventId() {
    return header.get(4);
  }
}
