// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lenient look-ups in a JSON tree: absent, null and wrong types read as absent. */
final class Json {
  private Json() {}

  /** The member by any of several names, tried in order; missing if none is there or it is null. */
  static JsonNode at(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode child = node.get(name);
      if (child != null && !child.isNull()) {
        return child;
      }
    }
    return MissingNode.getInstance();
  }

  /** A member whose first letter may be of either case: {@code accountId} and {@code AccountId}. */
  static JsonNode either(JsonNode node, String name) {
    return at(
        node,
        name,
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
        name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
  }

  /** Follows {@link #either} along a dotted path. */
  static JsonNode path(JsonNode node, String dotted) {
    JsonNode at = node;
    for (String name : dotted.split("\\.", -1)) {
      at = either(at, name);
    }
    return at;
  }

  /** The scalar along a dotted path as text, or null. */
  static @Nullable String text(JsonNode node, String dotted) {
    return text(path(node, dotted));
  }

  /** A scalar as text, or null if it is none or blank. */
  static @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText();
    return text.isBlank() ? null : text.strip();
  }

  /** A scalar as text, or the fallback. */
  static String textOr(JsonNode node, String dotted, String fallback) {
    String text = text(node, dotted);
    return text == null ? fallback : text;
  }

  /** A number, also from text such as {@code "0.001531169112E12"}; NaN if it is none. */
  static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    String text = text(node);
    if (text == null) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A whole number, also from text, or the fallback. */
  static long whole(JsonNode node, long fallback) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    double number = number(node);
    return Double.isNaN(number) || Math.abs(number) > 9e18 ? fallback : (long) number;
  }

  /** A boolean, also as the text {@code "true"}. */
  static boolean truth(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() : "true".equalsIgnoreCase(text(node));
  }

  /**
   * Tags in any of their shapes: {@code {k: v}}, {@code [{Key, Value}]}, {@code [{name, value}]}.
   */
  static Map<String, String> tags(JsonNode node) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String value = text(entry.getValue());
        tags.put(entry.getKey(), value == null ? "" : value);
      }
    } else if (node.isArray()) {
      for (JsonNode tag : node) {
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
