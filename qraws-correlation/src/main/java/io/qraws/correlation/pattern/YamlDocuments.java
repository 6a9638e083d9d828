// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.qraws.correlation.pattern.YamlNode.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The documents of a YAML file with their lines.
 *
 * <p>Aliases, merge keys and tags are refused, so that what is read is as small as what is written,
 * and says what it seems to say.
 */
final class YamlDocuments {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 24;
  private static final int LONGEST = 300;

  /** {@code No} and {@code on} are texts, as people mean them. */
  private static final YAMLFactory YAML =
      new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS);

  private final String file;
  private final YAMLParser parser;

  private YamlDocuments(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** The documents that are not empty. */
  static List<YamlNode> read(String file, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new PatternFormatException(
          file, 1, "it is longer than 1 MiB; spread its rules over several files");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PatternFormatException(file, 1, "it is not UTF-8; store it as UTF-8");
    }
    List<YamlNode> documents = new ArrayList<>();
    try (YAMLParser parser = YAML.createParser(text)) {
      YamlDocuments reader = new YamlDocuments(file, parser);
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        YamlNode document = reader.node(token, reader.line(), 0);
        if (document.kind() != Kind.NULL) {
          documents.add(document);
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new PatternFormatException(file, line, "no YAML: " + reason(e));
    }
    return documents;
  }

  /** What the parser says, on one line and without the places and cuttings that it adds. */
  private static String reason(JsonProcessingException e) {
    String reason =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.startsWith(" "))
            .collect(Collectors.joining("; "));
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }

  private YamlNode node(JsonToken token, int line, int depth) throws IOException {
    if (parser.isCurrentAlias()) {
      throw fault("an alias (*) is not taken; write the value out");
    }
    if (parser.getTypeId() != null) {
      throw fault("a tag (!) is not taken; leave it out");
    }
    if (depth > DEEPEST) {
      throw fault("it is nested deeper than " + DEEPEST);
    }
    return switch (token) {
      case START_OBJECT -> map(line, depth);
      case START_ARRAY -> list(line, depth);
      case VALUE_STRING -> YamlNode.scalar(Kind.TEXT, parser.getText(), line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          YamlNode.scalar(Kind.NUMBER, parser.getText(), line);
      case VALUE_TRUE -> YamlNode.scalar(Kind.BOOLEAN, "true", line);
      case VALUE_FALSE -> YamlNode.scalar(Kind.BOOLEAN, "false", line);
      case VALUE_NULL -> YamlNode.scalar(Kind.NULL, "", line);
      default -> throw fault("a value of this sort is not taken");
    };
  }

  private YamlNode map(int line, int depth) throws IOException {
    Map<String, YamlNode> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int at = line();
      if (parser.isCurrentAlias()) {
        throw fault("an alias (*) is not taken; write the value out");
      }
      if (members.put(name, node(parser.nextToken(), at, depth + 1)) != null) {
        throw new PatternFormatException(
            file, at, "the key " + Names.shown(name) + " stands twice; keep one");
      }
    }
    return new YamlNode(Kind.MAP, "", members, List.of(), line);
  }

  private YamlNode list(int line, int depth) throws IOException {
    List<YamlNode> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(node(token, line(), depth + 1));
    }
    return new YamlNode(Kind.LIST, "", Map.of(), elements, line);
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private PatternFormatException fault(String what) {
    return new PatternFormatException(file, line(), what);
  }
}
