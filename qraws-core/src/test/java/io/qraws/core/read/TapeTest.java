// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tape against Jackson: what it takes, Jackson takes, and both see the same in it. */
final class TapeTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  static {
    JACKSON
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(500).maxStringLength(16 << 20).build());
  }

  /** What is spliced into documents: each a way in which JSON goes wrong, or hardly does not. */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u12",
          "\\ud83d",
          "\\u00e9",
          "\\x",
          "\\/",
          "\n",
          "\t",
          "\u0000",
          "\u0001",
          "\u007f",
          "0",
          "01",
          "-",
          "-0",
          "1.",
          ".5",
          "1e5",
          "1E+",
          "1e400",
          "1e99999999999",
          "NaN",
          "Infinity",
          "-Infinity",
          "true",
          "tru",
          "null",
          "é",
          "€",
          "😀",
          "\uFEFF",
          "'",
          "//",
          "\"a\":1,",
          "\"Id\":null,",
          " ",
          "9223372036854775808",
          "1.10");

  static Stream<String> documents() {
    return Stream.of(
        "{\"Id\":\"a\",\"b\":[1,-2.50,3e2,true,false,null,\"\\u00e9\\n\\\\\\\"\",{}],\"c\":{\"d\":[[],[{}]]}}",
        " { \"long name with blanks\" : \"eight by\" , \"x\" : [ ] , \"y\" : { } }\r\n",
        "{\"a\":1,\"b\":2,\"a\":{\"b\":3,\"b\":[4]},\"\":\"\",\"é\":\"naïve €uro 😀 text\"}",
        "[\"\",\"\\ud83d\\ude00\",\"\\ud83d\",\"\\udc00 x\",\"a\\/b\",0,-0,1234567890123456789012345]",
        "[1.0,1.10,1E400,-1e-9,0.0000001,9223372036854775807,-9223372036854775808]",
        "{\"SchemaVersion\":\"2018-10-08\",\"Id\":\"arn:aws:x:eu-central-1:111122223333:f/0\","
            + "\"Severity\":{\"Label\":\"HIGH\",\"Normalized\":70},\"Resources\":[{\"Type\":\"AwsEc2Instance\","
            + "\"Id\":\"i-0a1b2c3d\",\"Details\":{\"AwsEc2Instance\":{\"IpV4Addresses\":[\"203.0.113.9\"]}}}]}");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whole_strictJson_isTakenAndSeenAsJacksonSeesIt(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(new Tape().whole(bytes)).isTrue();
    compare(bytes);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whole_mutated_agreesWithJackson(long seed) throws IOException {
    Random random = new Random(seed);
    for (String json : documents().toList()) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      for (int round = 0; round < 1000; round++) {
        compare(mutated(bytes, random));
      }
    }
  }

  /** Real records, whole and damaged. */
  @Test
  @EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
  void whole_corpus_agreesWithJackson() throws IOException {
    Random random = new Random(6);
    for (byte[] json : corpus(Path.of(System.getProperty("qraws.corpus")))) {
      compare(json);
      for (int round = 0; round < 3; round++) {
        compare(mutated(json, random));
      }
    }
  }

  /** Wherever the bytes at hand end, it is known that the text may go on. */
  @ParameterizedTest
  @MethodSource("documents")
  void read_cutAnywhere_isUnfinished(String json) {
    byte[] bytes = json.strip().getBytes(StandardCharsets.UTF_8);
    Tape tape = new Tape();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(tape.read(bytes, 0, length, false))
          .as("cut at %s", length)
          .isEqualTo(Tape.UNFINISHED);
      assertThat(tape.read(Arrays.copyOf(bytes, length), 0, length, false))
          .isEqualTo(Tape.UNFINISHED);
    }
    assertThat(tape.read(bytes, 0, bytes.length, false)).isEqualTo(bytes.length);
  }

  @Test
  void read_limits_areJacksons() throws IOException {
    for (String json :
        List.of(
            "[".repeat(500) + "]".repeat(500),
            "[".repeat(501) + "]".repeat(501),
            "[" + "1".repeat(1000) + "]",
            "[" + "1".repeat(1001) + "]",
            "{\"" + "n".repeat(50_000) + "\":1}",
            "{\"" + "n".repeat(50_001) + "\":1}")) {
      compare(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void get_manyMembers_findsEachAndTheLastOfItsName() throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 5000; i++) {
      json.append("\"n").append(i % 4000).append("\":").append(i).append(',');
    }
    byte[] bytes = json.append("\"end\":true}").toString().getBytes(StandardCharsets.UTF_8);
    Node node = Trees.read(bytes);
    assertThat(node.size()).isEqualTo(4001);
    assertThat(node.get("n7").longValue()).isEqualTo(4007L);
    assertThat(node.get("n3999").longValue()).isEqualTo(3999L);
    assertThat(node.get("n4000").isMissingNode()).isTrue();
    compare(bytes);
  }

  private static void compare(byte[] json) throws IOException {
    JsonNode tree;
    try {
      tree = JACKSON.readTree(json);
    } catch (IOException e) {
      assertThat(new Tape().whole(json)).as(text(json)).isFalse();
      assertThatThrownBy(() -> Trees.read(json)).hasMessage(e.getMessage());
      return;
    } catch (NumberFormatException e) {
      assertThat(new Tape().whole(json)).as(text(json)).isFalse();
      assertThatThrownBy(() -> Trees.read(json)).isInstanceOf(IOException.class);
      return;
    }
    same(Trees.read(json), tree, text(json));
  }

  private static void same(Node node, JsonNode tree, String json) {
    StringBuilder ours = new StringBuilder();
    StringBuilder theirs = new StringBuilder();
    show(node, ours);
    show(tree, theirs);
    if (!ours.toString().contentEquals(theirs)) {
      assertThat(ours.toString()).as(json).isEqualTo(theirs.toString());
    }
  }

  /** All that a reader may ask of a node. */
  private static void show(Node node, StringBuilder out) {
    out.append(node.isObject() ? "{" : node.isArray() ? "[" : node.isMissingNode() ? "?" : "");
    out.append(node.isNumber() ? "#" + node.doubleValue() + node.longValue() : "");
    out.append(node.isTextual() ? "t" : node.isBoolean() ? "b" : node.isNull() ? "n" : "");
    out.append(node.asText()).append(node.size()).append(node.isEmpty());
    for (Map.Entry<String, Node> member : node.properties()) {
      show(member.getValue(), out.append(member.getKey()));
      show(node.get(member.getKey()), out);
    }
    if (node.isArray()) {
      node.forEach(element -> show(element, out));
    }
  }

  private static void show(JsonNode tree, StringBuilder out) {
    boolean exact = tree.isIntegralNumber() && tree.canConvertToLong();
    // Neither NaN nor Infinity is JSON, so that they are kept as text.
    boolean text = tree.isTextual() || tree.isDouble();
    out.append(tree.isObject() ? "{" : tree.isArray() ? "[" : tree.isMissingNode() ? "?" : "");
    out.append(
        tree.isNumber() && !text
            ? "#" + tree.doubleValue() + (exact ? tree.longValue() : null)
            : "");
    out.append(text ? "t" : tree.isBoolean() ? "b" : tree.isNull() ? "n" : "");
    out.append(tree.asText()).append(tree.size()).append(tree.isEmpty());
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      show(member.getValue(), out.append(member.getKey()));
      show(tree.get(member.getKey()), out);
    }
    if (tree.isArray()) {
      tree.forEach(element -> show(element, out));
    }
  }

  private static byte[] mutated(byte[] json, Random random) {
    byte[] bytes = json;
    for (int i = 0; i <= random.nextInt(3); i++) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(4));
      byte[] piece =
          random.nextInt(4) == 0
              ? new byte[] {(byte) random.nextInt(256)}
              : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
      byte[] spliced = new byte[from + piece.length + bytes.length - to];
      System.arraycopy(bytes, 0, spliced, 0, from);
      System.arraycopy(piece, 0, spliced, from, piece.length);
      System.arraycopy(bytes, to, spliced, from + piece.length, bytes.length - to);
      bytes = spliced;
    }
    return bytes;
  }

  private static List<byte[]> corpus(Path folder) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(json|jsonl|ndjson)")).toList()) {
        byte[] whole = Files.readAllBytes(file);
        List<String> parts =
            file.toString().endsWith("l") || file.toString().endsWith("nd")
                ? new String(whole, StandardCharsets.UTF_8).lines().toList()
                : List.of(new String(whole, StandardCharsets.UTF_8));
        for (String part : parts) {
          if (!part.isEmpty() && part.length() < 8192) {
            texts.add(part.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
    return texts;
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
