// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.Raw;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Opens one JSON value to the records in it, however deep they lie in envelopes. */
final class Envelopes {
  /**
   * The member under which a record without a time of its own finds the one that its envelope
   * tells; Logstash uses it in the same sense.
   */
  static final String TOLD = "@timestamp";

  private static final int DEEPEST_JSON = 500;
  private static final int DEEPEST_ENVELOPE = 32;
  private static final int LARGEST_UNPACKED = 64 << 20;

  private final List<FormatReader> readers;
  private final ObjectMapper mapper;

  Envelopes(List<FormatReader> readers, int largest) {
    this.readers = readers;
    // Decimals are kept exact, since a nested record's raw bytes are written from the tree.
    mapper =
        JsonMapper.builder()
            .enable(
                com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST_JSON)
                .maxStringLength(largest)
                .build());
  }

  /**
   * Opens a value.
   *
   * @return null if it is no JSON, else how many records and rejected parts it gave; zero if there
   *     is nothing in it that is known, which the caller reports
   */
  Opened open(byte[] json, RecordSink sink) {
    JsonNode node;
    try {
      node = mapper.readTree(json);
    } catch (JsonProcessingException e) {
      return new Opened(0, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return new Opened(0, "not JSON: " + e.getMessage());
    }
    return new Opened(visit(node, Raw.of(json), 0, null, sink), null);
  }

  /** Opens an object that was made from something else than JSON; tells how many it gave. */
  int open(ObjectNode object, Raw raw, RecordSink sink) {
    return visit(object, raw, 0, null, sink);
  }

  /** Whether it parses and is a record of some format, or an envelope around one. */
  boolean known(byte[] json) {
    Opened opened = open(json, RecordSink.NONE);
    return opened.problem == null && opened.count > 0;
  }

  record Opened(int count, @Nullable String problem) {}

  private int visit(
      JsonNode node, @Nullable Raw raw, int depth, @Nullable JsonNode told, RecordSink sink) {
    if (depth > DEEPEST_ENVELOPE) {
      return 0;
    }
    if (node instanceof ObjectNode object) {
      return object(object, raw, depth, told, sink);
    }
    if (node.isArray()) {
      return array(node, depth, told, sink);
    }
    return node.isTextual() ? text(node.textValue(), depth, told, sink) : 0;
  }

  private int object(
      ObjectNode node, @Nullable Raw raw, int depth, @Nullable JsonNode told, RecordSink sink) {
    for (FormatReader reader : readers) {
      if (reader.recognises(node)) {
        Raw sent = raw == null ? raw(node) : raw;
        if (told != null && !node.has(TOLD)) {
          node.set(TOLD, told);
        }
        sink.record(reader, node, sent);
        return 1;
      }
    }
    String reason = Known.reason(node);
    if (reason != null) {
      sink.rejected(reason, raw == null ? raw(node) : raw);
      return 1;
    }
    JsonNode time = Json.at(node, "time", "timestamp", "Timestamp", "EventTime", TOLD);
    JsonNode within = time.isTextual() || time.isNumber() ? time : told;
    int count = 0;
    for (JsonNode child : node) {
      count += visit(child, null, depth + 1, within, sink);
    }
    return count;
  }

  /** Where one element is known, each unknown one beside it is told. */
  private int array(JsonNode node, int depth, @Nullable JsonNode told, RecordSink sink) {
    int count = 0;
    List<JsonNode> unknown = new ArrayList<>(0);
    for (JsonNode element : node) {
      int inside = visit(element, null, depth + 1, told, sink);
      count += inside;
      if (inside == 0 && element.isContainerNode() && !element.isEmpty()) {
        unknown.add(element);
      }
    }
    if (count > 0) {
      for (JsonNode element : unknown) {
        sink.rejected(SignalReader.UNKNOWN, raw(element));
        count++;
      }
    }
    return count;
  }

  private int text(String text, int depth, @Nullable JsonNode told, RecordSink sink) {
    int start = 0;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    if (start == text.length()) {
      return 0;
    }
    char first = text.charAt(start);
    if (first == '{' || first == '[') {
      byte[] json = text.substring(start).strip().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      try {
        return visit(mapper.readTree(json), Raw.of(json), depth + 1, told, sink);
      } catch (IOException e) {
        return 0;
      }
    }
    if (text.startsWith("H4sI", start)) {
      return unpacked(text.strip(), depth, told, sink);
    }
    return sink.line(text.strip(), told) ? 1 : 0;
  }

  private int unpacked(String base64, int depth, @Nullable JsonNode told, RecordSink sink) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
      byte[] json = in.readNBytes(LARGEST_UNPACKED);
      return visit(mapper.readTree(json), Raw.of(json), depth + 1, told, sink);
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  private Raw raw(JsonNode node) {
    try {
      return Raw.of(mapper.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read can be written", e);
    }
  }
}
