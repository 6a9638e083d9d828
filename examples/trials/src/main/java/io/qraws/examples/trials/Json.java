// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Short ways to write JSON. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An object of alternating keys and values. */
  static ObjectNode obj(@Nullable Object... keysAndValues) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      node.set(String.valueOf(keysAndValues[i]), value(keysAndValues[i + 1]));
    }
    return node;
  }

  /** An array of the values. */
  static ArrayNode arr(@Nullable Object... values) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      node.add(value(value));
    }
    return node;
  }

  /** An array of the values. */
  static ArrayNode list(Iterable<?> values) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      node.add(value(value));
    }
    return node;
  }

  /** The same tree with every key's first letter upper case, as the AWS command line prints it. */
  static JsonNode pascal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              e -> {
                String key = e.getKey();
                String first = key.substring(0, 1).toUpperCase(Locale.ROOT);
                out.set(first + key.substring(1), pascal(e.getValue()));
              });
      return out;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode out = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> out.add(pascal(item)));
      return out;
    }
    return node;
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pretty(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode value(@Nullable Object value) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (value == null) {
      return make.nullNode();
    }
    if (value instanceof JsonNode node) {
      return node;
    }
    if (value instanceof Boolean flag) {
      return make.booleanNode(flag);
    }
    if (value instanceof Integer number) {
      return make.numberNode(number);
    }
    if (value instanceof Long number) {
      return make.numberNode(number);
    }
    if (value instanceof Double number) {
      return make.numberNode(number);
    }
    return make.textNode(value.toString());
  }
}
