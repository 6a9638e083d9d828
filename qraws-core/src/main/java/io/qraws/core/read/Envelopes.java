// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.core.JsonProcessingException;
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

  private static final int DEEPEST_ENVELOPE = 32;
  private static final int LARGEST_UNPACKED = 64 << 20;

  /** So that packed texts in packed texts can't make a little input endless. */
  private static final int MOST_UNPACKED = 256 << 20;

  private final List<FormatReader> readers;

  Envelopes(List<FormatReader> readers) {
    this.readers = readers;
  }

  /** Opens a text: how many records and rejected parts it gave, or why it is no JSON. */
  Opened open(byte[] json, RecordSink sink) {
    Node node;
    try {
      node = Trees.read(json);
    } catch (JsonProcessingException e) {
      return new Opened(0, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return new Opened(0, "not JSON: " + e.getMessage());
    }
    return new Opened(open(node, Raw.of(json), sink), null);
  }

  /**
   * Opens a value.
   *
   * @param raw what was sent; null if it is what the value stands in
   * @return how many records and rejected parts it gave; zero if there is nothing in it that is
   *     known, which the caller reports
   */
  int open(Node value, @Nullable Raw raw, RecordSink sink) {
    return visit(value, raw, 0, null, new Target(sink));
  }

  /** Whether it parses and is a record of some format, or an envelope around one. */
  boolean known(byte[] json) {
    Opened opened = open(json, RecordSink.NONE);
    return opened.problem == null && opened.count > 0;
  }

  record Opened(int count, @Nullable String problem) {}

  /** Where what is found in one value goes, and how much of it may still be unpacked. */
  private static final class Target {
    private final RecordSink sink;
    private int left = MOST_UNPACKED;

    Target(RecordSink sink) {
      this.sink = sink;
    }
  }

  private int visit(Node node, @Nullable Raw raw, int depth, @Nullable Node told, Target target) {
    if (depth > DEEPEST_ENVELOPE) {
      return 0;
    }
    if (node.isObject()) {
      return object(node, raw, depth, told, target);
    }
    if (node.isArray()) {
      return array(node, depth, told, target);
    }
    return node.isTextual() ? text(node.asText(), depth, told, target) : 0;
  }

  private int object(Node node, @Nullable Raw raw, int depth, @Nullable Node told, Target target) {
    // All readers ask for many members, so that these are best found by name from the first on.
    node.members();
    for (FormatReader reader : readers) {
      if (reader.recognises(node)) {
        target.sink.record(reader, node.with(told), raw == null ? node.raw() : raw);
        return 1;
      }
    }
    String reason = Known.reason(node);
    if (reason != null) {
      target.sink.rejected(reason, raw == null ? node.raw() : raw);
      return 1;
    }
    Node time = Json.at(node, "time", "timestamp", "Timestamp", "EventTime", TOLD);
    Node within = time.isTextual() || time.isNumber() ? time : told;
    int count = 0;
    for (Node child : node) {
      count += visit(child, null, depth + 1, within, target);
    }
    return count;
  }

  /** Where one element is known, each unknown one beside it is told. */
  private int array(Node node, int depth, @Nullable Node told, Target target) {
    int count = 0;
    List<Node> unknown = new ArrayList<>(0);
    for (Node element : node) {
      int inside = visit(element, null, depth + 1, told, target);
      count += inside;
      if (inside == 0 && element.isContainerNode() && !element.isEmpty()) {
        unknown.add(element);
      }
    }
    if (count > 0) {
      for (Node element : unknown) {
        target.sink.rejected(SignalReader.UNKNOWN, element.raw());
        count++;
      }
    }
    return count;
  }

  private int text(String text, int depth, @Nullable Node told, Target target) {
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
        return visit(Trees.read(json), Raw.of(json), depth + 1, told, target);
      } catch (IOException e) {
        return 0;
      }
    }
    if (text.startsWith("H4sI", start)) {
      return unpacked(text.strip(), depth, told, target);
    }
    return target.sink.line(text.strip(), told) ? 1 : 0;
  }

  private int unpacked(String base64, int depth, @Nullable Node told, Target target) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
      int most = Math.min(LARGEST_UNPACKED, target.left);
      byte[] json = in.readNBytes(most);
      target.left -= json.length;
      if (json.length == most && in.read() >= 0) {
        target.sink.rejected("packed data larger than " + most + " bytes", Raw.of(base64));
        return 1;
      }
      return visit(Trees.read(json), Raw.of(json), depth + 1, told, target);
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
