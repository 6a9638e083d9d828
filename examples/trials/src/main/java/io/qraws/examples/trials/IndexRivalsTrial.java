// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Has the load program of the benchmarks measure the index of signals beside its rivals, each part
 * in a process of its own, and compares its figures with what is asked of them.
 *
 * <p>Figures of time are ratios of rounds that alternate in one process. Only p99 and p99.9 are
 * times: beside them stands how long the machine interrupts a loop that does nothing, and on one
 * that does so for longer than is asked they can't be met.
 */
final class IndexRivalsTrial {
  private static final String PROGRAM = "io.qraws.examples.benchmarks.index.IndexLoad";
  private static final String PARTS =
      "speed,sql,memory,latency,growth,hot,threads,stream,incidents,restore";

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("same", 1, true),
          new Limit("ratio.qraws.hashmap", 2.7, true),
          new Limit("ratio.qraws.caffeine", 4.5, true),
          new Limit("ratio.qraws.flink", 2.2, true),
          new Limit("ratio.qraws-batch.hashmap", 3.2, true),
          new Limit("ratio.qraws-batch.caffeine", 6, true),
          new Limit("bytes.dense.qraws", 45, false),
          new Limit("bytes.sparse.qraws", 110, false),
          new Limit("p99", 3_000, false),
          new Limit("p999", 5_000, false),
          new Limit("exponent", 0.2, false),
          new Limit("hot", 1.1, false),
          new Limit("threads", 1.7, true),
          new Limit("stream", 1.1, false),
          new Limit("incidents.speed", 0.85, true),
          new Limit("incidents.bytes", 8, false),
          new Limit("restore", 3, false));

  private final Options options;

  /**
   * What is asked of a figure.
   *
   * @param least whether it must be the limit at least, not at most
   */
  private record Limit(String figure, double limit, boolean least) {
    boolean keeps(double value) {
      return least ? value >= limit : value <= limit;
    }
  }

  IndexRivalsTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String part : options.text("parts", PARTS).split(",", -1)) {
      System.out.println("-- " + part);
      figures.putAll(measure(part));
    }
    List<String> missed = new ArrayList<>();
    System.out.println("--");
    int judged = 0;
    for (Limit limit : LIMITS) {
      Double value = figures.get(limit.figure);
      if (value != null) {
        judged++;
        boolean kept = limit.keeps(value);
        System.out.printf(
            Locale.ROOT,
            "%-28s %9.3f %s %7.1f %s%n",
            limit.figure,
            value,
            limit.least ? ">=" : "<=",
            limit.limit,
            kept ? "" : "MISSED");
        if (!kept) {
          missed.add(limit.figure);
        }
      }
    }
    return new Trials.Verdict(
        "seed=%d live=%s figures=%d missed=%s"
            .formatted(options.seed(), options.text("live", "1000000"), judged, missed),
        judged > 0 && missed.isEmpty());
  }

  /** Runs one part, shows what it says to people, and gathers its figures. */
  private Map<String, Double> measure(String part) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(part)).redirectErrorStream(true).start();
    Map<String, Double> figures = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("=")) {
          figures.put(words[1], Double.valueOf(words[2]));
        } else {
          System.out.println(line);
        }
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(part + " ended with " + process.exitValue());
    }
    return figures;
  }

  private List<String> command(String part) {
    String root = System.getProperty("trials.root", ".");
    Path jar = Path.of(root, "examples/benchmarks/target/benchmarks.jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + options.text("heap", "8g"));
    command.add("-cp");
    command.add(options.text("jar", jar.toString()));
    command.add(PROGRAM);
    // A database is so much slower that it would take hours to fill.
    command.addAll(
        part.equals("sql")
            ? List.of("speed", "rivals=qraws,h2", "live=20000", "rounds=3")
            : List.of(part));
    if (part.equals("growth")) {
      command.add("live=" + options.text("most", "10000000"));
    } else if (!part.equals("sql")) {
      command.add("live=" + options.text("live", "1000000"));
    }
    command.add("seed=" + options.seed());
    Arrays.stream(options.text("more", "").split(",", -1))
        .filter(each -> !each.isEmpty())
        .forEach(command::add);
    return command;
  }
}
