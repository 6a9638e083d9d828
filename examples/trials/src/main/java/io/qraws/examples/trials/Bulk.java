// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes mixed input of a given size, a company at a time.
 *
 * <p>Each company is a day without stories. Companies share the office's address, the scanners and
 * the partner, as departments would; people, machines and keys are their own.
 */
final class Bulk {
  /** What a signal weighs; records from the field are larger than the invented ones. */
  private static final int BYTES = 3_000;

  private Bulk() {}

  /** Writes exactly that many signals and gives the bytes they take. */
  static long write(long seed, int signals, Path folder) throws IOException {
    int left = signals;
    long bytes = 0;
    for (int part = 0; left > 0; part++) {
      Day day = company(seed + part, part);
      List<ObjectNode> calls = day.calls.subList(0, Math.min(left, day.calls.size()));
      left -= calls.size();
      List<ObjectNode> findings = day.asff.subList(0, Math.min(left, day.asff.size()));
      left -= findings.size();
      List<ObjectNode> offenses = new ArrayList<>();
      for (Offense offense : day.offenses.subList(0, Math.min(left, day.offenses.size()))) {
        offenses.add(offense.json(day.dice));
      }
      left -= offenses.size();
      Path here = folder.resolve("part-" + part);
      Files.createDirectories(here);
      calls.forEach(call -> weigh(call, "additionalEventData", day.dice));
      findings.forEach(finding -> weigh(finding, "UserDefinedFields", day.dice));
      bytes += put(here.resolve("cloudtrail.json"), "{\"Records\":[", calls, "]}");
      bytes += put(here.resolve("findings.json"), "{\"Findings\":[", findings, "]}");
      bytes += put(here.resolve("offenses.json"), "[", offenses, "]");
    }
    return bytes;
  }

  private static Day company(long seed, int part) {
    Day day = new Day(new Dice(seed));
    new NoiseCalls(day).write(2_500, 800, 1_000);
    new NoiseFindings(day).write(500, 200, 120);
    new NoiseSite(day).write(60, 0, 0);
    int number = 1 + part * 1_000;
    for (Offense offense : day.offenses) {
      offense.number = number++;
    }
    return day;
  }

  /** Brings a record to its weight with members that nothing links by. */
  private static void weigh(ObjectNode record, String member, Dice dice) {
    ObjectNode filler = Json.obj();
    int missing = BYTES - Json.text(record).length();
    for (int i = 0; missing > 0; i++) {
      String text = dice.hex(Math.min(missing, 700));
      filler.put("note" + i, text);
      missing -= text.length() + 12;
    }
    if (!filler.isEmpty()) {
      record.set(member, filler);
    }
  }

  private static long put(Path file, String head, List<ObjectNode> records, String tail)
      throws IOException {
    if (records.isEmpty()) {
      return 0;
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(head);
      String between = "";
      for (ObjectNode record : records) {
        out.write(between);
        out.write(Json.text(record));
        between = ",\n";
      }
      out.write(tail);
    }
    return Files.size(file);
  }
}
