// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs the quickstart as a user would: another process, files in, files out. */
final class Child {
  private static final long LIMIT_MINUTES = 30;

  private Child() {}

  /**
   * Runs it once and waits for its end.
   *
   * @param jar the program
   * @param heap what {@code -Xmx} takes
   * @param log where it may write what it prints
   * @param arguments its own
   * @throws IllegalStateException if it fails, or takes half an hour
   */
  static Ran run(Path jar, String heap, Path log, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-jar");
    command.add(jar.toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long peak = 0;
    try {
      while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peakKilobytes(process.pid()));
        if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(LIMIT_MINUTES)) {
          throw new IllegalStateException("no end within " + LIMIT_MINUTES + " minutes: " + log);
        }
      }
    } finally {
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "exit code " + process.exitValue() + " of " + command + ": " + tail(log));
    }
    return new Ran(seconds, peak / 1024);
  }

  /** The kernel's own high-water mark, 0 where there is no {@code /proc}. */
  private static long peakKilobytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.toUpperCase(Locale.ROOT).startsWith("VMHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      // The process may have ended since, or the system may keep no such file.
      return 0;
    }
    return 0;
  }

  private static String tail(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 1_000));
  }

  /** How long a run took, start-up included, and the most memory it held. */
  record Ran(double seconds, long peakMegabytes) {}
}
