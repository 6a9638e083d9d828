// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings a record that a query engine or console has respelled back to its producer's shape: keys
 * in lower case, with blanks, or flattened to paths ({@code service_action_actiontype}).
 */
final class Spelling {
  private static final int LONGEST_PATH = 16;

  /** So many keys are remembered with their paths, more than all engines have together. */
  private static final int MOST_KEYS = 4096;

  private static final int LONGEST_KEY = 200;

  /** Python's quotes too, since scripts print records with them. */
  private static final ObjectMapper LENIENT =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String[]> aliases = new HashMap<>();
  private final Pattern separators;

  /** The paths of keys seen before, which are the same in one record after the other. */
  private final Map<String, String[]> paths = new ConcurrentHashMap<>();

  /**
   * @param separators an expression for what stands between the parts of a flattened key
   * @param names the producer's names
   */
  Spelling(String separators, String... names) {
    this.separators = Pattern.compile(separators);
    for (String name : names) {
      this.names.put(Names.plain(name), name);
    }
  }

  /**
   * Makes another word known for a member of the record itself.
   *
   * @param word in {@linkplain Names#plain plain} letters
   * @param path the producer's names with dots between
   */
  Spelling alias(String word, String path) {
    aliases.put(word, path.split("\\.", -1));
    return this;
  }

  /** The record in its producer's spelling. */
  ObjectNode restore(JsonNode object) {
    return restore(object, true);
  }

  private ObjectNode restore(JsonNode object, boolean top) {
    ObjectNode restored = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      put(restored, path(member.getKey(), top), restoreValue(member.getValue()));
    }
    return restored;
  }

  private JsonNode restoreValue(JsonNode value) {
    if (value.isObject()) {
      return restore(value, false);
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(value.size());
      value.forEach(element -> array.add(restoreValue(element)));
      return array;
    }
    String json = value.isTextual() ? object(value.textValue()) : null;
    JsonNode parsed = json == null ? value : tree(json, value);
    return parsed.isObject() ? restore(parsed, false) : value;
  }

  /** What a text that is a JSON object holds; else the node itself. */
  static Node parsed(Node node) {
    String json = node.isTextual() ? object(node.asText()) : null;
    if (json == null) {
      return node;
    }
    Tape tape = new Tape();
    if (tape.whole(json.getBytes(StandardCharsets.UTF_8))) {
      return tape.root();
    }
    JsonNode tree = tree(json, MissingNode.getInstance());
    return tree.isMissingNode() ? node : Trees.node(tree);
  }

  private static @Nullable String object(String text) {
    String json = text.strip();
    return json.length() < 2 || json.charAt(0) != '{' ? null : json;
  }

  private static JsonNode tree(String json, JsonNode otherwise) {
    try {
      return LENIENT.readTree(json);
    } catch (JsonProcessingException e) {
      return otherwise;
    }
  }

  private String[] path(String key, boolean top) {
    String[] alias = top && !aliases.isEmpty() ? aliases.get(Names.plain(key)) : null;
    if (alias != null) {
      return alias;
    }
    String[] known = paths.get(key);
    if (known != null) {
      return known;
    }
    String[] path = path(key);
    if (key.length() <= LONGEST_KEY && paths.size() < MOST_KEYS) {
      paths.put(key, path);
    }
    return path;
  }

  private String[] path(String key) {
    String whole = names.get(Names.plain(key));
    if (whole != null) {
      return new String[] {whole};
    }
    String[] parts = separators.split(key, LONGEST_PATH);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = names.getOrDefault(Names.plain(parts[i]), parts[i]);
    }
    return parts;
  }

  /** Puts a value at a path, where a number is the place in an array; what is there stays. */
  private static void put(ObjectNode root, String[] path, JsonNode value) {
    ObjectNode at = root;
    int last = path.length - 1;
    for (int i = 0; i < last; i++) {
      JsonNode next = at.get(path[i]);
      if (isPlace(path[i + 1])) {
        ArrayNode list = next instanceof ArrayNode known ? known : at.putArray(path[i]);
        i++;
        if (i == last) {
          list.add(value);
          return;
        }
        int place = Integer.parseInt(path[i]);
        next = place < list.size() ? list.get(place) : list.addObject();
      } else if (!(next instanceof ObjectNode)) {
        next = at.putObject(path[i]);
      }
      if (!(next instanceof ObjectNode object)) {
        return;
      }
      at = object;
    }
    if (!at.has(path[last])) {
      at.set(path[last], value);
    }
  }

  private static boolean isPlace(String part) {
    return part.length() <= 3 && !part.isEmpty() && part.chars().allMatch(Character::isDigit);
  }
}
