// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** The objects of a STIX document, one at a time. */
final class StixObjects {
  private StixObjects() {}

  /** Tells each object: of a bundle or an envelope, of an array, or standing alone. */
  static void read(ObjectMapper mapper, Reader reader, Consumer<JsonNode> told) throws IOException {
    try (JsonParser parser = mapper.createParser(reader)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          elements(parser, told);
        } else if (token == JsonToken.START_OBJECT) {
          told.accept(withoutObjects(mapper, parser, told));
        }
      }
    }
  }

  private static void elements(JsonParser parser, Consumer<JsonNode> told) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode element = parser.readValueAsTree();
      told.accept(element);
    }
  }

  /** An object but for its member {@code objects}, whose elements are told. */
  private static ObjectNode withoutObjects(
      ObjectMapper mapper, JsonParser parser, Consumer<JsonNode> told) throws IOException {
    ObjectNode object = mapper.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("objects")) {
        elements(parser, told);
      } else {
        JsonNode value = parser.readValueAsTree();
        object.set(name, value);
      }
    }
    return object;
  }
}
