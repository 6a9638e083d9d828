// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.util.List;
import java.util.Map;

/**
 * A value in a YAML document.
 *
 * @param kind which of the members below it has
 * @param text of a scalar, as it is written
 * @param members of a map, in their order
 * @param elements of a list
 * @param line where it stands, or its key, counted from 1
 */
record YamlNode(
    Kind kind, String text, Map<String, YamlNode> members, List<YamlNode> elements, int line) {

  enum Kind {
    MAP("a map"),
    LIST("a list"),
    TEXT("a text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("nothing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static YamlNode scalar(Kind kind, String text, int line) {
    return new YamlNode(kind, text, Map.of(), List.of(), line);
  }

  boolean isScalar() {
    return kind != Kind.MAP && kind != Kind.LIST;
  }

  /** The elements of a list; anything else is its own only element. */
  List<YamlNode> asList() {
    return kind == Kind.LIST ? elements : List.of(this);
  }
}
