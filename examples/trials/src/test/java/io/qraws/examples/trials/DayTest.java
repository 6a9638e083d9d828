// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayTest {
  private static final long SEED = 20_260_317L;
  private static final Path SHIPPED =
      Path.of("../quickstart/src/main/resources/io/qraws/examples/quickstart/day");

  @TempDir private Path folder;

  @Test
  void write_sameSeed_givesSameBytes() throws IOException {
    DayFiles.write(7, folder.resolve("a"));
    DayFiles.write(7, folder.resolve("b"));
    assertThat(texts(folder.resolve("a"))).isEqualTo(texts(folder.resolve("b")));
    for (Path file : files(folder.resolve("a"))) {
      Path twin = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
      assertThat(file).hasSameBinaryContentAs(twin);
    }
  }

  @Test
  void write_twoSeeds_differInNamesAndIds() throws IOException {
    Day one = DayGenerator.generate(1);
    Day two = DayGenerator.generate(2);
    assertThat(one.findingIds).doesNotContainAnyElementsOf(two.findingIds);
    assertThat(one.stories.get(0).telling).isNotEqualTo(two.stories.get(0).telling);
    assertThat(one.world.machines).doesNotContainAnyElementsOf(two.world.machines);
  }

  @Test
  void write_anySeed_holdsWhatIsPromised() throws IOException {
    for (long seed = SEED; seed < SEED + 5; seed++) {
      Path out = folder.resolve("" + seed);
      DayFiles.write(seed, out);
      Contents found = read(out.resolve("day"));
      assertThat(found.findings).hasSizeGreaterThanOrEqualTo(320);
      assertThat(found.calls).hasSizeGreaterThanOrEqualTo(5_200);
      assertThat(found.offenses).hasSizeGreaterThanOrEqualTo(44);
      assertThat(found.flows).isGreaterThanOrEqualTo(300);
    }
  }

  @Test
  void write_labels_nameSignalsInTheFilesAndNoneTwice() throws IOException {
    for (long seed = SEED; seed < SEED + 5; seed++) {
      Path out = folder.resolve("" + seed);
      DayFiles.write(seed, out);
      Contents found = read(out.resolve("day"));
      Set<String> seen = new HashSet<>();
      JsonNode labels = Json.MAPPER.readTree(out.resolve("labels.json").toFile());
      assertThat(labels.path("stories")).hasSize(7);
      for (JsonNode story : labels.path("stories")) {
        long offenses = 0;
        long findings = 0;
        long calls = 0;
        for (JsonNode signal : story.path("signals")) {
          String id = signal.path("id").asText();
          assertThat(seen.add(id)).as("%s is labelled once", id).isTrue();
          offenses += found.offenses.contains(id) ? 1 : 0;
          findings += found.findings.contains(id) ? 1 : 0;
          calls += found.calls.contains(id) ? 1 : 0;
        }
        assertThat(offenses + findings + calls).isEqualTo(story.path("signals").size());
        assertThat(offenses).isPositive();
        assertThat(findings).isPositive();
        assertThat(calls).isBetween(3L, 15L);
      }
    }
  }

  @Test
  void ship_fixedSeed_isWhatTheQuickstartCarries() throws IOException {
    DayFiles.ship(SEED, folder);
    assertThat(texts(folder)).isEqualTo(texts(SHIPPED));
    List<String> index = Files.readAllLines(SHIPPED.resolve("index.txt"));
    assertThat(index).isNotEmpty().allMatch(name -> Files.exists(SHIPPED.resolve(name)));
    long size = 0;
    for (Path file : files(SHIPPED)) {
      size += Files.size(file);
    }
    assertThat(size).isLessThan(1_500_000);
  }

  private record Contents(
      Set<String> findings, Set<String> calls, Set<String> offenses, long flows) {}

  /** Reads every file, so that one that does not parse fails the test. */
  private static Contents read(Path day) throws IOException {
    Set<String> findings = new HashSet<>();
    Set<String> calls = new HashSet<>();
    Set<String> offenses = new HashSet<>();
    long flows = 0;
    for (Map.Entry<String, String> file : texts(day).entrySet()) {
      String name = file.getKey();
      if (name.startsWith("vpcflow/")) {
        flows += file.getValue().lines().count() - 1;
        continue;
      }
      if (name.endsWith(".jsonl")) {
        for (String line : file.getValue().lines().toList()) {
          findings.add(Json.MAPPER.readTree(line).path("finding_info").path("uid").asText());
        }
        continue;
      }
      JsonNode node = Json.MAPPER.readTree(file.getValue());
      node.path("Records").forEach(call -> calls.add(call.path("eventID").asText()));
      if (name.equals("qradar/offenses.json")) {
        node.forEach(offense -> offenses.add("offense:" + offense.path("id").asLong()));
      }
      node.path("Findings")
          .forEach(
              f ->
                  findings.add(
                      (f.has("Id") && f.has("ProductArn") ? f.path("Id") : f.path("Arn"))
                          .asText()));
      if (node.has("detail")) {
        findings.add(node.path("detail").path("arn").asText());
      }
    }
    return new Contents(findings, calls, offenses, flows);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** What stands in each file, unpacked, since how tightly it is packed is zlib's choice. */
  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (Path file : files(folder)) {
      byte[] bytes = Files.readAllBytes(file);
      if (file.toString().endsWith(".gz")) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          bytes = in.readAllBytes();
        }
      }
      out.put(
          folder.relativize(file).toString().replace('\\', '/'),
          new String(bytes, StandardCharsets.UTF_8));
    }
    return out;
  }
}
