// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object of QRadar's, asked leniently: what is absent, null or of another type is absent. */
record Fields(JsonNode node) {
  /** The text as sent; a number or a boolean as its text. */
  @Nullable String text(String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  String textOr(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  long whole(String name, long otherwise) {
    JsonNode value = node.path(name);
    if (value.isNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    return otherwise;
  }

  @Nullable Long whole(String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && value.canConvertToLong() ? value.longValue() : null;
  }

  @Nullable Integer number(String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && value.canConvertToInt() ? value.intValue() : null;
  }

  double real(String name, double otherwise) {
    JsonNode value = node.path(name);
    return value.isNumber() ? value.doubleValue() : otherwise;
  }

  boolean truth(String name) {
    return node.path(name).booleanValue();
  }

  /** From epoch milliseconds; null if absent, and for the 0 and -1 that stand for "never". */
  @Nullable Instant time(String name) {
    long millis = whole(name, -1);
    return millis > 0 ? Instant.ofEpochMilli(millis) : null;
  }

  List<Long> wholes(String name) {
    List<Long> values = new ArrayList<>();
    for (JsonNode value : node.path(name)) {
      if (value.isNumber() && value.canConvertToLong()) {
        values.add(value.longValue());
      }
    }
    return List.copyOf(values);
  }

  List<String> texts(String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode value : node.path(name)) {
      if (value.isTextual()) {
        values.add(value.textValue());
      }
    }
    return List.copyOf(values);
  }

  <T> List<T> list(String name, Function<Fields, T> map) {
    List<T> values = new ArrayList<>();
    for (JsonNode value : node.path(name)) {
      if (value.isObject()) {
        values.add(map.apply(new Fields(value)));
      }
    }
    return List.copyOf(values);
  }

  /** Text from outside, fit for a message: no control characters, cut with a mark. */
  static String plain(String text, int longest) {
    String flat = text.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
    if (flat.length() <= longest) {
      return flat;
    }
    int end = Character.isHighSurrogate(flat.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return flat.substring(0, end) + "…";
  }
}
