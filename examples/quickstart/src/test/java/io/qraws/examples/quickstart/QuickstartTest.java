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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  void run_pathWithoutOption_saysWhereItGoes() {
    assertThat(run("logs")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("comes after --input: logs");
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
  void run_ownPattern_isToldBesideTheBuiltInOnes(@TempDir Path dir) throws IOException {
    Path input =
        Files.writeString(dir.resolve("in.json"), "[" + call("e1", 8) + "," + call("e2", 9) + "]");
    Path own =
        Files.writeString(
            dir.resolve("own.yml"),
            """
            title: Two calls of X
            id: two-x
            level: high
            logsource: {product: aws, service: cloudtrail}
            detection:
                selection: {operation: X}
                condition: selection
            """);
    assertThat(
            run(
                "--input", input.toString(),
                "--patterns", own.toString(),
                "--out", dir.resolve("own").toString()))
        .isZero();
    JsonNode incidents = new ObjectMapper().readTree(dir.resolve("own/incidents.json").toFile());
    assertThat(incidents.at("/0/patterns/0/id").asText()).isEqualTo("two-x");
    assertThat(incidents.at("/0/patterns/0/level").asText()).isEqualTo("high");
    assertThat(Files.readString(dir.resolve("own/report.html"))).contains("Two calls of X");
  }

  @Test
  void run_badPatterns_saysWhereAndWhat(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("p.yml"), "title: Nothing\ndetection: {}\n");
    assertThat(run("--patterns", file.toString(), "--out", dir.toString())).isEqualTo(1);
    assertThat(told()).contains("p.yml:").doesNotContain("\tat ");
  }

  /** A month is learned day by day in one run, and gone on with in the next from the file. */
  @Test
  void run_baseline_tellsTheUnusualCallOnceItKnowsWhatIsUsual(@TempDir Path dir)
      throws IOException {
    StringBuilder month = new StringBuilder("[");
    for (int minute = 0; minute < 30 * 1_440; minute++) {
      month.append(minute == 0 ? "" : ",").append(usual(minute, "sync", "GetUser"));
    }
    Path input = Files.writeString(dir.resolve("month.json"), month + "]");
    Path baseline = dir.resolve("usual.bin");
    assertThat(
            run(
                "--input", input.toString(),
                "--baseline", baseline.toString(),
                "--now", "2026-03-31T00:00:00Z",
                "--out", dir.resolve("month").toString()))
        .isZero();
    assertThat(Files.readString(dir.resolve("month/signals.jsonl"))).doesNotContain("anomaly");

    Path strange =
        Files.writeString(
            dir.resolve("strange.json"),
            "[" + usual(30 * 1_440 + 5, "sync", "DeleteVirtualMFADevice") + "]");
    assertThat(
            run(
                "--input", strange.toString(),
                "--baseline", baseline.toString(),
                "--out", dir.resolve("day").toString()))
        .isZero();
    assertThat(Files.readString(dir.resolve("day/signals.jsonl"))).contains("\"kind\":\"anomaly\"");
    assertThat(Files.readString(dir.resolve("day/incidents.json"))).contains("anomaly");
  }

  private static String usual(int minute, String user, String operation) {
    return "{\"eventVersion\":\"1.08\",\"eventName\":\""
        + operation
        + "\",\"eventSource\":\"iam.amazonaws.com\",\"eventTime\":\""
        + Instant.parse("2026-03-01T00:00:00Z").plusSeconds(60L * minute)
        + "\",\"eventID\":\"e"
        + minute
        + "\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"203.0.113.9\","
        + "\"recipientAccountId\":\"111122223333\",\"userIdentity\":{\"type\":\"IAMUser\","
        + "\"arn\":\"arn:aws:iam::111122223333:user/"
        + user
        + "\",\"accountId\":\"111122223333\",\"userName\":\""
        + user
        + "\"}}";
  }

  @Test
  void run_damagedBaseline_saysWhich(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("usual.bin"), "nonsense");
    assertThat(run("--baseline", file.toString(), "--out", dir.resolve("o").toString()))
        .isEqualTo(1);
    assertThat(told()).contains("usual.bin").doesNotContain("\tat ");
    assertThat(Files.readString(file)).isEqualTo("nonsense");
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

  /** What the README's table says of each file is what is written, member by member. */
  @Test
  void run_shippedDay_writesTheMembersThatTheReadmeNames(@TempDir Path dir) throws IOException {
    Path input = Files.writeString(dir.resolve("in.json"), "[{\"a\":1}," + call("e1", 9) + "]");
    run("--input", input.toString(), "--out", dir.resolve("own").toString());
    run("--out", dir.resolve("day").toString());
    ObjectMapper mapper = new ObjectMapper();
    JsonNode incident = mapper.readTree(dir.resolve("day/incidents.json").toFile()).get(0);
    Map<String, JsonNode> written = new HashMap<>();
    written.put("incidents.json", incident);
    written.put("signals.jsonl", line(dir.resolve("day/signals.jsonl")));
    written.put("rejected.jsonl", line(dir.resolve("own/rejected.jsonl")));
    written.put("audit.jsonl", line(dir.resolve("day/audit.jsonl")));
    Map<String, String> documented = new HashMap<>();
    for (String row : Files.readAllLines(Path.of("../../README.md"))) {
      String[] cells = row.split("\\|");
      if (row.startsWith("| `") && cells.length == 4) {
        documented.put(cells[1].strip().replace("`", ""), cells[3]);
      }
    }
    written.forEach(
        (file, node) -> {
          Map<String, Set<String>> members = new HashMap<>();
          Matcher member =
              Pattern.compile("`(\\w+)(?:\\[\\])?(?:\\[?\\{([\\w,]+)\\}\\]?)?(?:\\[\\w+\\])?`")
                  .matcher(documented.getOrDefault(file, "").replaceAll("\\([^)]*\\)", ""));
          while (member.find()) {
            members.put(
                member.group(1),
                member.group(2) == null ? Set.of() : Set.of(member.group(2).split(",")));
          }
          assertThat(names(node)).as(file).isEqualTo(members.keySet());
          members.forEach(
              (name, inner) -> {
                JsonNode value = node.get(name);
                JsonNode part = value.isArray() ? value.path(0) : value;
                if (!inner.isEmpty() && !part.isMissingNode()) {
                  assertThat(names(part)).as(file + " " + name).isEqualTo(inner);
                }
              });
        });
    assertThat(incident.get("plan")).isNotEmpty();
    assertThat(incident.get("links")).isNotEmpty();
  }

  private static JsonNode line(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllLines(file).get(0));
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String call(String id, int hour) {
    return "{\"eventName\":\"X\",\"eventSource\":\"y\",\"eventTime\":\"2026-03-17T0"
        + hour
        + ":00:00Z\",\"eventID\":\""
        + id
        + "\"}";
  }

  private static String offense(String description) {
    return "[{\"id\":1,\"description\":\""
        + description
        + "\",\"start_time\":1773738000000,\"last_updated_time\":1773738000000,\"magnitude\":5,"
        + "\"severity\":5,\"credibility\":3,\"relevance\":2,\"status\":\"OPEN\","
        + "\"offense_source\":\"192.0.2.1\",\"offense_type\":0}]";
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void run_folderWithLoopsAndOddities_readsEachFileOnceAndTellsTheRest(@TempDir Path dir)
      throws IOException {
    Path in = Files.createDirectories(dir.resolve("in/deeper"));
    Files.writeString(in.resolve("a\u001b[31m.json"), call("e1", 9));
    Path elsewhere = Files.createDirectories(dir.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("b.json"), call("e2", 8));
    Files.createSymbolicLink(in.resolve("loop"), dir.resolve("in"));
    Files.createSymbolicLink(in.resolve("link"), elsewhere);
    Files.createSymbolicLink(in.resolve("gone"), dir.resolve("nowhere"));
    Files.createSymbolicLink(in.resolve("device"), Path.of("/dev/null"));
    Path output = dir.resolve("out");
    assertThat(run("--input", dir.resolve("in").toString(), "--out", output.toString())).isZero();
    assertThat(Files.readAllLines(output.resolve("signals.jsonl"))).hasSize(2);
    assertThat(told())
        .contains("loop: a link to a folder that is read already")
        .contains("gone: a link that leads nowhere")
        .contains("device: not a regular file")
        .doesNotContain("\u001b");
  }

  @Test
  void run_outputBelowInput_isNotReadAgain(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("a.json"), call("e1", 9));
    Path output = dir.resolve("out");
    for (int i = 0; i < 2; i++) {
      assertThat(run("--input", dir.toString(), "--out", output.toString())).isZero();
      assertThat(Files.readAllLines(output.resolve("signals.jsonl"))).hasSize(1);
      assertThat(output.resolve("rejected.jsonl")).isEmptyFile();
    }
    assertThat(told()).contains("what an earlier run wrote there");
  }

  @Test
  void run_fileNamedTwice_isOneSignalThatSaysSo(@TempDir Path dir) throws IOException {
    Path input = Files.writeString(dir.resolve("a.json"), call("e1", 9));
    Path output = dir.resolve("out");
    run("--input", dir.toString(), "--input", input.toString(), "--out", output.toString());
    assertThat(Files.readAllLines(output.resolve("signals.jsonl"))).hasSize(1);
    assertThat(line(output.resolve("signals.jsonl")).get("also")).hasSize(1);
  }

  @Test
  void run_whatIsNamedCannotBeUsed_saysWhatAndWhy(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x");
    String good = dir.resolve("out").toString();
    assertThat(run("--out", file.toString())).isEqualTo(1);
    assertThat(run("--out", good, "--assets", dir.resolve("none.csv").toString())).isEqualTo(1);
    assertThat(run("--out", good, "--policy", dir.resolve("none.cedar").toString())).isEqualTo(1);
    assertThat(run("--out", good, "--patterns", dir.resolve("none.yml").toString())).isEqualTo(1);
    assertThat(run("--out", good, "--now", "yesterday")).isEqualTo(2);
    assertThat(run("--out", good, "--now", "-1000000000-01-01T00:00:00Z")).isEqualTo(2);
    assertThat(run("--out")).isEqualTo(2);
    assertThat(run("--verify-audit", dir.resolve("none.jsonl").toString())).isEqualTo(1);
    assertThat(told())
        .contains("file: a file stands where a folder should be")
        .contains("none.csv: no such file")
        .contains("none.cedar: no such file")
        .contains("none.yml: no such file")
        .contains("--now: not an instant")
        .contains("--out needs a value")
        .contains("none.jsonl: no such file")
        .doesNotContain("\tat ");
  }

  @Test
  void run_fileCannotBeReplaced_saysSoAndLeavesNoHalfFile(@TempDir Path dir) throws IOException {
    Path input = Files.writeString(dir.resolve("a.json"), call("e1", 9));
    Path output = dir.resolve("out");
    Files.createDirectories(output.resolve("signals.jsonl/inside"));
    assertThat(run("--input", input.toString(), "--out", output.toString())).isEqualTo(1);
    assertThat(told()).contains("could not write").contains("signals.jsonl");
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void run_help_isUsage() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("usage:");
  }

  /** The same bytes on a system that ends lines otherwise. */
  @Test
  void run_otherLineSeparator_writesLineFeeds(@TempDir Path dir) throws Exception {
    Path input = Files.writeString(dir.resolve("a.json"), offense("Beaconing"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dline.separator=\r\n",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName(),
                "--input",
                input.toString(),
                "--out",
                dir.resolve("out").toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    for (String name : List.of("signals.jsonl", "incidents.json", "report.html", "audit.jsonl")) {
      assertThat(Files.readString(dir.resolve("out").resolve(name)))
          .as(name)
          .contains("\n")
          .doesNotContain("\r");
    }
  }

  /** A terminal neither wraps a line nor obeys what a title says. */
  @Test
  void run_hostileTitles_stayWithinTheTerminal(@TempDir Path dir) throws IOException {
    String hostile = "\\u001b[2J\\r\\n\\u202e" + "\u6f22\ud83d\ude00".repeat(80);
    Path input = Files.writeString(dir.resolve("a.json"), offense(hostile));
    run("--input", input.toString(), "--out", dir.resolve("out").toString());
    String line =
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(l -> l.startsWith(" 1 "))
            .findFirst()
            .orElseThrow();
    int columns = line.codePoints().map(c -> c > 0x2e80 ? 2 : 1).sum();
    assertThat(columns).isLessThanOrEqualTo(100);
    assertThat(line).doesNotContain("\u001b", "\u202e").contains("<U+001B>");
  }
}
