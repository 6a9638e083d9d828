// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes mixed input of a given size, a company at a time.
 *
 * <p>Each company is a day without stories: API calls, findings in ASFF, OCSF and GuardDuty's own
 * format, flows, configuration items, offenses and QRadar events. Companies share the office's
 * address, the scanners and the partner, as departments would; people, machines and keys are their
 * own.
 */
final class Bulk {
  /** What a JSON record weighs; those from the field are larger than the invented ones. */
  private static final int BYTES = 3_600;

  private Bulk() {}

  /** Writes exactly that many signals and gives the bytes they take. */
  static long write(long seed, int signals, Path folder) throws IOException {
    int left = signals;
    long bytes = 0;
    for (int part = 0; left > 0; part++) {
      Path here = folder.resolve("part-" + part);
      Files.createDirectories(here);
      for (Kind kind : share(kinds(company(seed + part, part)), left)) {
        left -= kind.records.size();
        bytes += put(here, kind);
      }
    }
    return bytes;
  }

  /** As much of each kind as keeps the mix, so many records in all at most. */
  private static List<Kind> share(List<Kind> kinds, int most) {
    int all = kinds.stream().mapToInt(kind -> kind.records.size()).sum();
    if (all <= most) {
      return kinds;
    }
    List<Kind> shares = new ArrayList<>();
    int left = most;
    for (int i = kinds.size() - 1; i >= 0; i--) {
      // The first kind, which is the largest, fills what rounding leaves over.
      int size = kinds.get(i).records.size();
      int take = i == 0 ? Math.min(left, size) : (int) ((long) size * most / all);
      left -= take;
      shares.add(kinds.get(i).first(take));
    }
    return shares;
  }

  private static Day company(long seed, int part) {
    Day day = new Day(new Dice(seed));
    new NoiseCalls(day).write(2_500, 800, 1_000);
    new NoiseFindings(day).write(400, 160, 400);
    new NoiseSite(day).write(60, 900, 120);
    int number = 1 + part * 1_000;
    for (Offense offense : day.offenses) {
      offense.number = number++;
    }
    return day;
  }

  private static List<Kind> kinds(Day day) {
    List<String> offenses = new ArrayList<>();
    day.offenses.forEach(offense -> offenses.add(Json.text(offense.json(day.dice))));
    // One finding in two formats would be one signal.
    Set<String> known = new HashSet<>();
    return List.of(
        new Kind(
            "cloudtrail.json",
            "{\"Records\":[",
            weighed(day.calls, "additionalEventData", day.dice),
            "]}"),
        new Kind(
            "securityhub.json",
            "{\"Findings\":[",
            weighed(fresh(day.asff, "/Id", known), "UserDefinedFields", day.dice),
            "]}"),
        new Kind(
            "guardduty.json",
            "{\"findings\":[",
            weighed(fresh(day.guardDuty, "/arn", known), "filler", day.dice),
            "]}"),
        new Kind(
            "ocsf.jsonl",
            "",
            weighed(fresh(day.ocsf, "/finding_info/uid", known), "unmapped", day.dice),
            "\n"),
        new Kind(
            "config.json",
            "{\"fileVersion\":\"1.0\",\"configurationItems\":[",
            weighed(day.configs, "supplementaryConfiguration", day.dice),
            "]}"),
        new Kind("offenses.json", "[", offenses, "]"),
        new Kind("events.json", "{\"events\":[", weighed(day.siemEvents, "note", day.dice), "]}"),
        new Kind("flows.log", DayFiles.FLOW_HEADER, day.flows, "\n"));
  }

  private static List<ObjectNode> fresh(List<ObjectNode> findings, String id, Set<String> known) {
    return findings.stream().filter(finding -> known.add(finding.at(id).asText())).toList();
  }

  /** Brings records to their weight with members that nothing links by. */
  private static List<String> weighed(List<ObjectNode> records, String member, Dice dice) {
    List<String> texts = new ArrayList<>();
    for (ObjectNode record : records) {
      ObjectNode filler = Json.obj();
      int missing = BYTES - Json.text(record).length();
      for (int i = 0; missing > 0; i++) {
        String text = dice.hex(Math.min(missing, 700));
        filler.put("note" + i, text);
        missing -= text.length() + 12;
      }
      JsonNode before = record.path(member);
      if (!filler.isEmpty() && (before.isMissingNode() || before.isEmpty())) {
        record.set(member, filler);
      }
      texts.add(Json.text(record));
    }
    return texts;
  }

  private static long put(Path folder, Kind kind) throws IOException {
    if (kind.records.isEmpty()) {
      return 0;
    }
    Path file = folder.resolve(kind.file);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(kind.head);
      String between = "";
      for (String record : kind.records) {
        out.write(between);
        out.write(record);
        between = kind.tail.equals("\n") ? "\n" : ",\n";
      }
      out.write(kind.tail);
    }
    return Files.size(file);
  }

  /**
   * The records of one file.
   *
   * @param tail what ends the file; a line feed alone means a record a line
   */
  private record Kind(String file, String head, List<String> records, String tail) {
    Kind first(int most) {
      return new Kind(file, head, records.subList(0, most), tail);
    }
  }
}
