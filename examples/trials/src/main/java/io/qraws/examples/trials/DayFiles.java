// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a day into files as the services would have left them. */
final class DayFiles {
  /** The first line of a flow log in the default format. */
  static final String FLOW_HEADER =
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes"
          + " start end action log-status\n";

  private DayFiles() {}

  /** Writes {@code out/day}, and beside it the labels, the assets and the stories. */
  static void write(long seed, Path out) throws IOException {
    Day day = DayGenerator.generate(seed);
    for (Map.Entry<String, byte[]> file : input(day).entrySet()) {
      put(out.resolve("day").resolve(file.getKey()), file.getValue());
    }
    put(out.resolve("labels.json"), bytes(Json.pretty(labels(day, seed))));
    put(out.resolve("assets.csv"), bytes(assets(day)));
    put(out.resolve("stories.md"), bytes(DayGenerator.tell(day, seed)));
  }

  /** Writes the day as the quickstart carries it: every file packed, with a list of their names. */
  static void ship(long seed, Path out) throws IOException {
    Day day = DayGenerator.generate(seed);
    StringBuilder index = new StringBuilder();
    for (Map.Entry<String, byte[]> file : input(day).entrySet()) {
      boolean packed = file.getKey().endsWith(".gz");
      String name = packed ? file.getKey() : file.getKey() + ".gz";
      put(out.resolve(name), packed ? file.getValue() : Gzip.pack(file.getValue()));
      index.append(name).append('\n');
    }
    put(out.resolve("index.txt"), bytes(index.toString()));
    put(out.resolve("assets.csv"), bytes(assets(day)));
    put(out.resolve("stories.md"), bytes(DayGenerator.tell(day, seed)));
  }

  /** The input files by relative name. */
  static Map<String, byte[]> input(Day day) {
    Map<String, byte[]> out = new TreeMap<>();
    Dice dice = day.dice;
    List<ObjectNode> asff = dice.shuffled(day.asff);
    for (int page = 0; page * 100 < asff.size(); page++) {
      List<ObjectNode> some = asff.subList(page * 100, Math.min(asff.size(), page * 100 + 100));
      out.put(
          "securityhub/get-findings-" + (page + 1) + ".json",
          bytes(Json.pretty(Json.obj("Findings", Json.list(some)))));
    }
    ArrayNode pascal = Json.arr();
    dice.shuffled(day.guardDuty).forEach(finding -> pascal.add(Json.pascal(finding)));
    out.put("guardduty/get-findings.json", bytes(Json.pretty(Json.obj("Findings", pascal))));
    int number = 1;
    for (ObjectNode event : dice.shuffled(day.guardDutyEvents)) {
      out.put("guardduty/event-" + (100 + number++) + ".json", bytes(Json.text(event) + "\n"));
    }
    StringBuilder lines = new StringBuilder();
    dice.shuffled(day.ocsf).forEach(node -> lines.append(Json.text(node)).append('\n'));
    out.put("securityhub-v2/findings.jsonl", bytes(lines.toString()));
    trail(day, out);
    String flows = String.join("\n", dice.shuffled(day.flows));
    out.put(
        "vpcflow/111122223333_vpcflowlogs_eu-central-1_fl-0a1b2c3d_20260317T0000Z.log.gz",
        Gzip.pack(bytes(FLOW_HEADER + flows + "\n")));
    out.put(
        "config/111122223333_Config_eu-central-1_ConfigHistory_20260317.json",
        bytes(
            Json.pretty(
                Json.obj("fileVersion", "1.0", "configurationItems", Json.list(day.configs)))));
    List<JsonNode> offenses = new ArrayList<>();
    day.offenses.forEach(offense -> offenses.add(0, offense.json(dice)));
    out.put("qradar/offenses.json", bytes(Json.pretty(Json.list(offenses))));
    List<ObjectNode> rows = new ArrayList<>(day.siemEvents);
    rows.sort(Comparator.comparingLong((ObjectNode row) -> row.path("starttime").asLong()));
    out.put("qradar/events.json", bytes(Json.pretty(Json.obj("events", Json.list(rows)))));
    return out;
  }

  /** Two hours of calls to a file, a little out of order as CloudTrail is. */
  private static void trail(Day day, Map<String, byte[]> out) {
    Map<String, List<ObjectNode>> byFile = new TreeMap<>();
    for (ObjectNode call : day.dice.shuffled(day.calls)) {
      String time = call.path("eventTime").asText();
      int hour = Integer.parseInt(time.substring(11, 13)) / 2 * 2;
      String stamp = "20260317T" + (hour < 10 ? "0" : "") + hour + "00Z";
      byFile.computeIfAbsent(stamp, key -> new ArrayList<>()).add(call);
    }
    byFile.forEach(
        (stamp, calls) -> {
          String unique = Caller.stable(stamp).substring(0, 16);
          String name =
              "cloudtrail/AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/17/"
                  + "111122223333_CloudTrail_eu-central-1_"
                  + stamp
                  + "_"
                  + unique
                  + ".json.gz";
          out.put(name, Gzip.pack(bytes(Json.text(Json.obj("Records", Json.list(calls))))));
        });
  }

  static ObjectNode labels(Day day, long seed) {
    ArrayNode stories = Json.arr();
    for (Story story : day.stories) {
      ArrayNode signals = Json.arr();
      story.labels().forEach((id, core) -> signals.add(Json.obj("id", id, "core", core)));
      stories.add(Json.obj("name", story.name, "title", story.title, "signals", signals));
    }
    return Json.obj("seed", seed, "stories", stories);
  }

  private static String assets(Day day) {
    StringBuilder out = new StringBuilder("id,owner,criticality,environment,internet_facing\n");
    List<String> owners = List.of("shop", "platform", "finance", "data", "people");
    day.world.machines.forEach(
        machine -> row(out, machine.id(), owners, machine.name().startsWith("web")));
    day.world.buckets.forEach(bucket -> row(out, bucket, owners, false));
    day.world.databases.forEach(database -> row(out, database, owners, false));
    day.stories.forEach(
        story ->
            story.names.stream()
                .filter(name -> name.startsWith("corp-"))
                .forEach(name -> out.append(name).append(",finance,high,production,false\n")));
    return out.toString();
  }

  /** What an asset is worth depends on its name alone. */
  private static void row(StringBuilder out, String id, List<String> owners, boolean internet) {
    Dice dice = new Dice(id.hashCode());
    out.append(id)
        .append(',')
        .append(dice.pick(owners))
        .append(',')
        .append(dice.of("low", "medium", "medium", "high"))
        .append(',')
        .append(dice.of("production", "production", "test"))
        .append(',')
        .append(internet)
        .append('\n');
  }

  private static void put(Path file, byte[] content) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
