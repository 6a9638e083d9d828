// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads members of configurations, whose names AWS Config writes as each service does: {@code
 * vpcId}, {@code VpcId} or {@code vpcid}, so case does not matter.
 */
final class Fields {
  private static final int MOST_ENTRIES = 10_000;

  private Fields() {}

  /** What stands under a path of names; missing if there is none. */
  static JsonNode at(JsonNode node, String... names) {
    JsonNode at = node;
    for (String name : names) {
      at = member(at, name);
    }
    return at;
  }

  private static JsonNode member(JsonNode node, String name) {
    JsonNode exact = node.path(name);
    if (!exact.isMissingNode() || !node.isObject()) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** A text; empty if there is none. */
  static String text(JsonNode node, String... names) {
    JsonNode at = at(node, names);
    return at.isValueNode() && !at.isNull() ? at.asText().strip() : "";
  }

  /** A text that must be there. */
  static String required(JsonNode node, String... names) {
    String text = text(node, names);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no " + String.join(".", names));
    }
    return text;
  }

  /** A word that is either the value itself or its name or code. */
  static String state(JsonNode node, String... names) {
    JsonNode at = at(node, names);
    for (String name : List.of("name", "value", "code")) {
      if (at.isObject() && !text(at, name).isEmpty()) {
        return text(at, name);
      }
    }
    return text(at);
  }

  static boolean flag(JsonNode node, String... names) {
    return text(node, names).equalsIgnoreCase("true");
  }

  /** A list; empty if there is none, and refused if it is something else. */
  static List<JsonNode> list(JsonNode node, String... names) {
    JsonNode at = at(node, names);
    List<JsonNode> list = new ArrayList<>();
    if (absent(at)) {
      return list;
    }
    if (!at.isArray() || at.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          String.join(".", names) + " is no list of up to " + MOST_ENTRIES);
    }
    at.forEach(list::add);
    return list;
  }

  /** The texts of a list whose entries are texts, or objects that hold one under a name. */
  static List<String> texts(String name, JsonNode node, String... names) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : list(node, names)) {
      String text = entry.isObject() ? text(entry, name) : text(entry);
      if (text.isEmpty()) {
        throw new IllegalArgumentException(String.join(".", names) + " has an empty entry");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A whole number in a range. */
  static int number(int low, int high, JsonNode node, String... names) {
    String text = text(node, names);
    int number = -1;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      // Refused below.
    }
    if (text.isEmpty() || number < low || number > high) {
      throw new IllegalArgumentException(
          String.join(".", names) + " is no number from " + low + " to " + high);
    }
    return number;
  }

  /** Whether a value stands under a path of names, in one entry at least of lists on the way. */
  static boolean holds(JsonNode node, List<String> names, String value) {
    if (node.isArray()) {
      for (JsonNode entry : node) {
        if (holds(entry, names, value)) {
          return true;
        }
      }
      return false;
    }
    return names.isEmpty()
        ? text(node).equals(value)
        : holds(member(node, names.get(0)), names.subList(1, names.size()), value);
  }
}
