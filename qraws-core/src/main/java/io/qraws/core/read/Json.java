// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lenient look-ups in a JSON tree: absent, null and wrong types read as absent. */
final class Json {
  private Json() {}

  /** The member of that name; missing if it is not there or null. */
  static Node at(Node node, String name) {
    Node child = node.get(name);
    return child.isNull() ? Node.MISSING : child;
  }

  /** The member by any of several names, tried in order; missing if none is there or it is null. */
  static Node at(Node node, String... names) {
    for (String name : names) {
      Node child = at(node, name);
      if (!child.isMissingNode()) {
        return child;
      }
    }
    return Node.MISSING;
  }

  /** A member whose first letter may be of either case: {@code accountId} and {@code AccountId}. */
  static Node either(Node node, String name) {
    return node.isObject() ? node.either(MemberPath.of(name)) : Node.MISSING;
  }

  /** Follows {@link #either} along a dotted path. */
  static Node path(Node node, String dotted) {
    if (!node.isObject()) {
      return Node.MISSING;
    }
    Node at = node;
    for (MemberPath path = MemberPath.of(dotted); path != null; path = path.rest()) {
      at = at.either(path);
    }
    return at;
  }

  /** The scalar along a dotted path as text, or null. */
  static @Nullable String text(Node node, String dotted) {
    return text(path(node, dotted));
  }

  /** A scalar as text, or null if it is none or blank. */
  static @Nullable String text(Node node) {
    if (node.isMissingNode() || !node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText();
    int last = text.length() - 1;
    if (last >= 0 && isPrintable(text.charAt(0)) && isPrintable(text.charAt(last))) {
      return text;
    }
    return text.isBlank() ? null : text.strip();
  }

  private static boolean isPrintable(char c) {
    return c > ' ' && c < 0x7f;
  }

  /** A scalar as text, or the fallback. */
  static String textOr(Node node, String dotted, String fallback) {
    String text = text(node, dotted);
    return text == null ? fallback : text;
  }

  /** A number, also from text such as {@code "0.001531169112E12"}; NaN if it is none. */
  static double number(Node node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    String text = text(node);
    return text == null ? Double.NaN : number(text);
  }

  /** The number that a text is; NaN if it is none. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A whole number, also from text, or the fallback. */
  static long whole(Node node, long fallback) {
    Long exact = node.longValue();
    if (exact != null) {
      return exact;
    }
    double number = number(node);
    return Double.isNaN(number) || Math.abs(number) > 9e18 ? fallback : (long) number;
  }

  /** A boolean, also as the text {@code "true"}. */
  static boolean truth(Node node) {
    return node.isBoolean() ? node.booleanValue() : "true".equalsIgnoreCase(text(node));
  }

  /**
   * Tags in any of their shapes: {@code {k: v}}, {@code [{Key, Value}]}, {@code [{name, value}]}.
   */
  static Map<String, String> tags(Node node) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (node.isObject()) {
      for (Map.Entry<String, Node> entry : node.properties()) {
        String value = text(entry.getValue());
        tags.put(entry.getKey(), value == null ? "" : value);
      }
    } else if (node.isArray()) {
      for (Node tag : node) {
        String key = text(at(tag, "key", "Key", "name", "Name"));
        if (key != null) {
          String value = text(at(tag, "value", "Value"));
          tags.put(key, value == null ? "" : value);
        }
      }
    }
    return tags;
  }
}
