// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Hides seven stories in a day, and looks whether the quickstart brings each of them up. */
final class StoriesTrial {
  private final Options options;

  StoriesTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException, InterruptedException {
    int stories = 0;
    int passed = 0;
    int worst = 0;
    for (int run = 0; run < options.runs(); run++) {
      List<StoryCheck.Found> found = once(options.seed() + run);
      print(options.seed() + run, found);
      for (StoryCheck.Found one : found) {
        stories++;
        passed += one.passed() ? 1 : 0;
        worst = Math.max(worst, one.rank() == 0 ? Integer.MAX_VALUE : one.rank());
      }
    }
    String rank = worst == Integer.MAX_VALUE ? "none" : Integer.toString(worst);
    String measures =
        String.format(
            Locale.ROOT,
            "seed=%d runs=%d stories=%d passed=%d worst_rank=%s",
            options.seed(),
            options.runs(),
            stories,
            passed,
            rank);
    return new Trials.Verdict(measures, stories > 0 && passed == stories);
  }

  private List<StoryCheck.Found> once(long seed) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create()) {
      Path in = scratch.path().resolve("in");
      Path out = scratch.path().resolve("out");
      DayFiles.write(seed, in);
      Child.run(
          options.quickstart(),
          options.text("heap", "1500m"),
          scratch.path().resolve("log.txt"),
          "--input",
          in.resolve("day").toString(),
          "--assets",
          in.resolve("assets.csv").toString(),
          "--out",
          out.toString());
      JsonNode labels = Json.MAPPER.readTree(in.resolve("labels.json").toFile());
      JsonNode incidents = Json.MAPPER.readTree(out.resolve("incidents.json").toFile());
      return StoryCheck.check(labels, incidents);
    }
  }

  private static void print(long seed, List<StoryCheck.Found> found) {
    System.out.printf(
        Locale.ROOT,
        "seed %d%n%-12s %4s %7s %9s %9s %6s%n",
        seed,
        "story",
        "rank",
        "core",
        "labelled",
        "strangers",
        "");
    for (StoryCheck.Found one : found) {
      System.out.printf(
          Locale.ROOT,
          "%-12s %4d %3d/%-3d %4d/%-4d %9d %6s%s%n",
          one.name(),
          one.rank(),
          one.core(),
          one.coreAll(),
          one.labelled(),
          one.labelledAll(),
          one.strangers(),
          one.passed() ? "ok" : "MISSED",
          one.shared() ? " shares its incident" : "");
    }
  }
}
