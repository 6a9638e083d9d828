// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuickstartTest {
  private static final Pattern CORE = Pattern.compile("- `(.+)` \\*");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Quickstart.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        100);
  }

  private static Map<String, List<String>> stories(Path file) throws IOException {
    Map<String, List<String>> stories = new LinkedHashMap<>();
    String title = "";
    for (String line : Files.readAllLines(file)) {
      Matcher core = CORE.matcher(line);
      if (line.startsWith("## ")) {
        title = line.substring(3);
      } else if (core.matches()) {
        stories.computeIfAbsent(title, t -> new ArrayList<>()).add(core.group(1));
      }
    }
    return stories;
  }

  @Test
  void run_shippedDay_ranksEachStoryAmongTheFirstTenAndMergesNone(@TempDir Path dir)
      throws IOException {
    assertThat(run("--out", dir.toString())).isZero();
    JsonNode incidents = new ObjectMapper().readTree(dir.resolve("incidents.json").toFile());
    Map<String, Integer> rankOf = new HashMap<>();
    for (int i = 0; i < incidents.size(); i++) {
      for (JsonNode id : incidents.get(i).get("signals")) {
        rankOf.put(id.asText(), i);
      }
    }
    Map<String, List<String>> stories = stories(dir.resolve("stories.md"));
    assertThat(stories).hasSize(7);
    Set<Integer> taken = new HashSet<>();
    stories.forEach(
        (story, core) -> {
          Map<Integer, Integer> found = new HashMap<>();
          core.forEach(id -> found.merge(rankOf.getOrDefault(id, -1), 1, Integer::sum));
          int rank =
              found.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
          assertThat(rank).as(story).isBetween(0, 9);
          assertThat(taken.add(rank)).as("%s has an incident of its own", story).isTrue();
          assertThat(found).as("%s: ranks of its core signals", story).containsOnlyKeys(rank);
          assertThat(core).as(story).anyMatch(id -> id.startsWith("offense:"));
          assertThat(core).as(story).anyMatch(id -> !id.startsWith("offense:"));
        });
  }

  @Test
  void run_twice_writesTheSameBytes(@TempDir Path dir) throws IOException {
    run("--out", dir.resolve("a").toString());
    run("--out", dir.resolve("b").toString());
    for (String name :
        List.of(
            "signals.jsonl", "rejected.jsonl", "incidents.json", "report.html", "audit.jsonl")) {
      assertThat(dir.resolve("a").resolve(name))
          .hasSameBinaryContentAs(dir.resolve("b").resolve(name));
    }
    assertThat(run("--verify-audit", dir.resolve("a/audit.jsonl").toString())).isZero();
  }

  @Test
  void run_points_addUpToTheScore(@TempDir Path dir) throws IOException {
    run("--out", dir.toString());
    for (JsonNode incident : new ObjectMapper().readTree(dir.resolve("incidents.json").toFile())) {
      long hundredths = 0;
      for (JsonNode contribution : incident.get("contributions")) {
        hundredths += Math.round(contribution.get("points").asDouble() * 100);
      }
      assertThat(hundredths).isEqualTo(Math.round(incident.get("score").asDouble() * 100));
    }
  }

  @Test
  void run_unknownOption_isUsage() {
    assertThat(run("--bogus")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--bogus").contains("usage:");
  }

  @Test
  void run_missingInput_namesIt(@TempDir Path dir) {
    Path missing = dir.resolve("missing");
    assertThat(run("--input", missing.toString(), "--out", dir.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(missing.toString())
        .doesNotContain("\tat ");
  }

  @Test
  void run_badPolicy_saysWhat(@TempDir Path dir) throws IOException {
    Path policy = Files.writeString(dir.resolve("p.cedar"), "permit (nonsense");
    assertThat(run("--policy", policy.toString(), "--out", dir.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("p.cedar");
  }

  @Test
  void run_tamperedAudit_isNoticed(@TempDir Path dir) throws IOException {
    run("--out", dir.toString());
    Path audit = dir.resolve("audit.jsonl");
    Files.writeString(audit, Files.readString(audit).replaceFirst("denied", "allowed"));
    assertThat(run("--verify-audit", audit.toString())).isEqualTo(1);
  }

  /** Text from outside must not end the run, however it is cut or broken. */
  @Test
  void run_brokenSurrogates_areWritten(@TempDir Path dir) throws IOException {
    String padded = "{\"a\":\"" + "x".repeat(1999 - 6) + "\uD83D\uDE00 and more\"}";
    String halved =
        "{\"eventName\":\"X\\ud800\",\"eventSource\":\"y\",\"eventTime\":\"2026-03-17T09:00:00Z\","
            + "\"eventID\":\"e1\"}";
    Path input = Files.writeString(dir.resolve("in.json"), "[" + padded + "," + halved + "]");
    Path output = dir.resolve("out");
    assertThat(run("--input", input.toString(), "--out", output.toString())).isZero();
    assertThat(Files.readAllLines(output.resolve("rejected.jsonl"))).hasSize(1);
    assertThat(Files.readAllLines(output.resolve("signals.jsonl"))).hasSize(1);
  }
}
