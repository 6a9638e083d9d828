// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Between Jackson's trees and {@link Node}: what {@link Tape} refuses, Jackson judges, and what has
 * to be rebuilt is rebuilt as a tree.
 */
final class Trees {
  private static final int LONGEST_STRING = 16 << 20;

  /** Decimals are kept exact, since they are written out again. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // A lone half of a surrogate pair can be written no other way.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Tape.DEEPEST)
                .maxStringLength(LONGEST_STRING)
                .build());
  }

  private Trees() {}

  /**
   * Reads one JSON text: quickly if it is strict JSON, else as Jackson does, which also takes
   * {@code NaN}, other encodings and a byte order mark.
   *
   * @throws IOException if Jackson refuses it too; the message says what is wrong and where
   */
  static Node read(byte[] json) throws IOException {
    Tape tape = new Tape();
    if (tape.whole(json)) {
      return tape.root();
    }
    try {
      return node(MAPPER.readTree(json));
    } catch (NumberFormatException e) {
      throw new IOException("a number out of range", e);
    }
  }

  /** A node to look at a tree by. */
  static Node node(JsonNode tree) {
    if (tree.isMissingNode()) {
      return Node.MISSING;
    }
    try {
      Tape tape = Tape.trusting();
      if (tape.whole(MAPPER.writeValueAsBytes(tree))) {
        return tape.root();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read can be written", e);
    }
    throw new IllegalStateException("a tree that was written can be read");
  }

  /** The node's value as a tree, which may be changed. */
  static JsonNode tree(Node node) {
    try {
      JsonNode tree = MAPPER.readTree(node.raw().bytes());
      if (tree instanceof ObjectNode object && !node.told().isMissingNode()) {
        object.set(Envelopes.TOLD, tree(node.told()));
      }
      return tree;
    } catch (IOException e) {
      throw new IllegalStateException("what the tape took, Jackson takes", e);
    }
  }
}
