// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.examples.trials.identity.ResolvedNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Runs a trial by name and says whether it passed. */
public final class Trials {
  private static final String LIST =
      """
      day      writes a day of input: --seed N out=DIR [ship=true]
      stories  finds the seven hidden stories: --seed N --runs N [heap=1500m]
      scenarios finds attack chains of twenty kinds beside decoys: --seed N --runs N\
       [attacks=DIR, a folder of real logs for each attack] [patterns=on]\
        [places=none, told or untold]
      linear   time a signal does not grow with their number: --seed N [sizes=10000,30000,100000]\
       [heap=1500m]
      flood    correlates users whose names have one hash, beside others: --seed N [users=16000]\
       [rounds=5]
      offenses reads offenses that change while they are paged: --seed N --runs N [offenses=5000]\
       [changing=200] [sharing=50] [page=20, 40 or 100]
      kill-ingest  kills a program that reads SQS and S3: --seed N [findings=20000]\
       [objects=200] [kills=20]
      fault-ingest the same with faulty servers and a clock that jumps: also [rate=0.05]\
       [stalls=3] [stall=30000]
      big-object   reads one gzip object with a heap of 200 MB: [megabytes=2048] [record=8192]
      exposure judges random networks and walks packets through them: --seed N [networks=10000]
      fuzz     feeds readers and writers with anything, guided by coverage: --seed N\
       [seconds=600] [target=NAME] [parallel=1] [corpus=DIR]
      index-oracle holds the index of signals against the definition: --seed N [streams=1000]\
       [signals=2000]
      index-rivals measures it beside other ways to do its work: --seed N [parts=speed,sql,memory,\
      latency,growth,hot,threads,stream,restore,incidents] [live=1000000] [most=10000000]\
       [heap=8g]
      baselines learns weeks of calls, counts false alarms, and plants attacks: --seed N --runs N\
       [attacks=DIR] [learning=28] [judged=10] [victims=8] [rate=1e-4]\
       [scale=1] [closing=true] [details=true]
      hunts    runs the SQL of all hunts over calls and flows: --seed N [corpus=DIR] [incidents=400]
      patterns looks for the built-in patterns in ordinary days, in days with attacks and in real\
       logs: --seed N --runs N [attacks=DIR]
      identity puts the names of a made-up company together: --seed N --runs N [people=2000]
      """;

  private Trials() {}

  /**
   * Runs one trial.
   *
   * @param args its name and its options
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the trial is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 0 || args[0].equals("list")) {
      System.out.print(LIST);
      return;
    }
    Options options = Options.of(args);
    Verdict verdict =
        switch (args[0]) {
          case "day" -> day(options);
          case "stories" -> new StoriesTrial(options).run();
          case "scenarios" -> new ScenariosTrial(options).run();
          case "linear" -> new LinearTrial(options).run();
          case "flood" -> new FloodTrial(options).run();
          case "big-object" -> new BigObjectTrial(options).run();
          case "kill-ingest" -> new IngestTrial(options, false).run();
          case "fault-ingest" -> new IngestTrial(options, true).run();
          case "exposure" -> new ExposureTrial(options).run();
          case "fuzz" -> new FuzzTrial(options).run();
          case "baselines" -> new BaselinesTrial(options).run();
          case "hunts" -> new HuntsTrial(options).run();
          case "patterns" -> new PatternsTrial(options).run();
          case "identity" -> new IdentityTrial(options, new ResolvedNames()).run();
          case "index-oracle" -> new IndexOracleTrial(options).run();
          case "index-rivals" -> new IndexRivalsTrial(options).run();
          case "offenses" -> new OffensesTrial(options).run();
          default -> throw new IllegalArgumentException("no such trial: " + args[0]);
        };
    System.out.printf(
        Locale.ROOT,
        "%s: %s %s%n",
        args[0],
        verdict.measures(),
        verdict.passed() ? "PASS" : "FAIL");
    if (!verdict.passed()) {
      System.exit(1);
    }
  }

  private static Verdict day(Options options) throws IOException {
    Path out = Path.of(options.text("out", "target/day"));
    if (options.text("ship", "false").equals("true")) {
      DayFiles.ship(options.seed(), out);
    } else {
      DayFiles.write(options.seed(), out);
    }
    return new Verdict("seed=" + options.seed() + " out=" + out, true);
  }

  /** What a trial measured, in {@code key=value} words, and whether that is good enough. */
  record Verdict(String measures, boolean passed) {}
}
