// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Gives the quickstart ever more signals, and looks whether one still costs the same.
 *
 * <p>There is no absolute time to keep, since machines differ. What a run on a few thousand signals
 * takes is taken off each time, and those signals off each number: in that time the JVM starts and
 * compiles, which would make the smallest point look dear.
 */
final class LinearTrial {
  private static final double ALLOWED = 1.6;
  private static final int WARM_UP = 3_000;

  private final Options options;

  LinearTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException, InterruptedException {
    List<Integer> sizes =
        Arrays.stream(options.text("sizes", "10000,30000,100000").split(",", -1))
            .map(Integer::valueOf)
            .sorted()
            .toList();
    if (sizes.size() < 2) {
      throw new IllegalArgumentException("sizes needs two numbers at least");
    }
    if (sizes.get(0) <= WARM_UP) {
      throw new IllegalArgumentException("sizes must be more than " + WARM_UP + ", the warm-up");
    }
    double warmUp =
        Math.min(
            point(options.seed(), WARM_UP).seconds(), point(options.seed(), WARM_UP).seconds());
    System.out.printf(Locale.ROOT, "warm-up of %d signals: %.2f s, taken off%n", WARM_UP, warmUp);
    System.out.printf(
        Locale.ROOT, "%9s %6s %9s %10s %9s%n", "signals", "MB", "seconds", "ms/signal", "peak MB");
    List<Double> each = new ArrayList<>();
    long peak = 0;
    for (int size : sizes) {
      Point point = point(options.seed(), size);
      double cost = (point.seconds() - warmUp) * 1_000 / (size - WARM_UP);
      each.add(cost);
      peak = point.peak();
      System.out.printf(
          Locale.ROOT,
          "%9d %6d %9.2f %10.4f %9d%n",
          size,
          point.bytes() / 1_000_000,
          point.seconds(),
          cost,
          peak);
    }
    double first = each.get(0);
    double ratio = each.get(each.size() - 1) / first;
    String measures =
        String.format(
            Locale.ROOT,
            "signals=%d ratio=%.2f allowed=%.1f peak_mb=%d heap=%s",
            sizes.get(sizes.size() - 1),
            ratio,
            ALLOWED,
            peak,
            options.text("heap", "1500m"));
    // A first point within the warm-up's own noise would make the ratio meaningless.
    return new Trials.Verdict(measures, first > 0 && ratio <= ALLOWED);
  }

  private Point point(long seed, int size) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create()) {
      Path in = scratch.path().resolve("in");
      Path out = scratch.path().resolve("out");
      Files.createDirectories(in);
      long bytes = Bulk.write(seed, size, in);
      Child.Ran ran =
          Child.run(
              options.quickstart(),
              options.text("heap", "1500m"),
              scratch.path().resolve("log.txt"),
              "--input",
              in.toString(),
              "--out",
              out.toString());
      long read = lines(out.resolve("signals.jsonl"));
      // A run that reads only some of its input is fast for the wrong reason.
      if (read != size) {
        throw new IllegalStateException(size + " signals written, " + read + " read");
      }
      return new Point(bytes, ran.seconds(), ran.peakMegabytes());
    }
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private record Point(long bytes, double seconds, long peak) {}
}
