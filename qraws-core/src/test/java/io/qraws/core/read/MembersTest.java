// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking up members, asked first or after many others, against a map. */
final class MembersTest {
  private static final List<String> NAMES =
      List.of(
          "id", "Id", "iD", "ID", "idx", "", "é", "É", "a", "A", "arn", "Arn", "name-of", "d", "Aa",
          "BB");

  /** Names that share bits and slots, and some beyond what is kept. */
  private static String name(Random random) {
    return switch (random.nextInt(4)) {
      case 0, 1 -> NAMES.get(random.nextInt(NAMES.size()));
      case 2 -> "member" + random.nextInt(20_000);
      default -> "x".repeat(random.nextInt(120)) + random.nextInt(3);
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void get_andEither_findWhatAMapFinds(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      Map<String, String> expected = new LinkedHashMap<>();
      StringBuilder json = new StringBuilder("{");
      int members = random.nextInt(round % 20 == 0 ? 240 : 12);
      for (int i = 0; i < members; i++) {
        String name = name(random);
        String value = random.nextInt(5) == 0 ? "null" : Integer.toString(i);
        expected.put(name, value);
        json.append(json.length() == 1 ? "" : ",").append('"').append(escaped(name, random));
        json.append("\":").append(value);
      }
      byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
      List<String> asked = new ArrayList<>(expected.keySet());
      asked.addAll(NAMES);
      for (int i = 0; i < asked.size(); i += 3) {
        ask(Trees.read(bytes), asked.subList(i, Math.min(i + 3, asked.size())), expected);
      }
      Node known = Trees.read(bytes);
      assertThat(known.members()).isEqualTo(expected.size());
      ask(known, asked, expected);
    }
  }

  private static String escaped(String name, Random random) {
    return name.isEmpty() || random.nextInt(8) > 0
        ? name
        : String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);
  }

  private static void ask(Node node, List<String> names, Map<String, String> expected) {
    for (String name : names) {
      String there = expected.get(name);
      assertThat(node.get(name).asText()).as(name).isEqualTo(there == null ? "" : there);
      String either = there == null || there.equals("null") ? expected.get(other(name)) : there;
      boolean none = either == null || either.equals("null");
      assertThat(Json.either(node, name).asText()).as(name).isEqualTo(none ? "" : either);
    }
  }

  private static String other(String name) {
    if (name.isEmpty()) {
      return name;
    }
    char c = name.charAt(0);
    char turned = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
    return turned + name.substring(1);
  }

  /** More paths than are kept. */
  @Test
  void path_anyNumberOfTexts_areFollowed() throws IOException {
    Node node = Trees.read("{\"A\":{\"b\":{\"C\":1}}}".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 5000; i++) {
      assertThat(Json.path(node, "a.b.x" + i).isMissingNode()).isTrue();
      assertThat(Json.text(node, "a.B.c")).isEqualTo("1");
    }
  }
}
