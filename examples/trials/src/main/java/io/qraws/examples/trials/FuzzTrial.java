// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.examples.trials.fuzz.FuzzProgram;
import io.qraws.examples.trials.fuzz.Mutator;
import io.qraws.examples.trials.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has Jazzer make up inputs for each target, guided by which code of QRAWS they reach.
 *
 * <p>Each target runs in a process of its own, with a folder of its own: what was found stays there
 * if there is anything, and is gone with the rest otherwise.
 */
final class FuzzTrial {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
  private static final int GENERATED = 2_000;
  private static final int LONGEST_INPUT = 64 << 10;

  /** One input may take this long: the first with all that is loaded for it on a busy machine. */
  private static final int PATIENCE_SECONDS = 120;

  /** Starting and ending is not counted by Jazzer. */
  private static final int GRACE_SECONDS = 180;

  private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*\\bcov: (\\d+)");

  private final Options options;
  private final long seconds;

  FuzzTrial(Options options) {
    this.options = options;
    this.seconds = Long.parseLong(options.text("seconds", "600"));
  }

  Trials.Verdict run() throws IOException, InterruptedException {
    String only = options.text("target", "");
    List<Target> targets = only.isEmpty() ? Target.all() : List.of(Target.of(only));
    Path folder = Files.createTempDirectory("fuzz");
    FuzzSeeds seeds = seeds(folder);
    ExecutorService workers =
        Executors.newFixedThreadPool(Integer.parseInt(options.text("parallel", "1")));
    long executions = 0;
    int findings = 0;
    int ran = 0;
    try {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (Target target : targets) {
        outcomes.add(workers.submit(() -> fuzz(target, seeds, folder.resolve(target.name()))));
      }
      for (Future<Outcome> each : outcomes) {
        Outcome outcome = each.get();
        System.out.println(outcome);
        executions += outcome.executions;
        findings += outcome.findings.size();
        ran += outcome.whole() ? 1 : 0;
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a target could not be run", e.getCause());
    } finally {
      workers.shutdownNow();
    }
    boolean passed = findings == 0 && ran == targets.size();
    if (passed) {
      new Scratch(folder).close();
    }
    return new Trials.Verdict(
        String.format(
            Locale.ROOT,
            "seed=%d targets=%d/%d seconds=%d executions=%d findings=%d%s",
            options.seed(),
            ran,
            targets.size(),
            seconds,
            executions,
            findings,
            passed ? "" : " kept=" + folder),
        passed);
  }

  private FuzzSeeds seeds(Path folder) throws IOException {
    FuzzSeeds seeds = new FuzzSeeds(options.seed());
    try (Scratch generated = Scratch.create()) {
      Bulk.write(options.seed(), GENERATED, generated.path());
      seeds.add(generated.path());
    }
    String corpus = options.text("corpus", "");
    if (!corpus.isEmpty()) {
      seeds.add(Path.of(corpus));
    }
    Files.writeString(folder.resolve("dictionary"), dictionary());
    return seeds;
  }

  /** In libFuzzer's form: a quoted token a line, what is not plain as two hexadecimal digits. */
  private static String dictionary() {
    StringBuilder lines = new StringBuilder();
    for (String token : Mutator.TOKENS) {
      lines.append('"');
      for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
        boolean plain = b > ' ' && b < 0x7f && b != '"' && b != '\\';
        lines.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02X", b));
      }
      lines.append("\"\n");
    }
    return lines.toString();
  }

  private Outcome fuzz(Target target, FuzzSeeds seeds, Path folder)
      throws IOException, InterruptedException {
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    List<byte[]> beginnings = new ArrayList<>(target.seeds());
    beginnings.addAll(seeds.of(target.name()));
    for (int i = 0; i < beginnings.size(); i++) {
      Files.write(inputs.resolve("seed-" + i), beginnings.get(i));
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command(target, folder, inputs))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended;
    try {
      ended = process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly();
    }
    List<Path> findings;
    try (Stream<Path> files = Files.list(folder)) {
      findings =
          files
              .filter(file -> file.getFileName().toString().matches("(crash|timeout|oom|leak)-.*"))
              .sorted()
              .toList();
    }
    return Outcome.of(target.name(), Files.readString(log), findings, ended);
  }

  private List<String> command(Target target, Path folder, Path inputs) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        // Jazzer attaches its agent to its own process.
        "-Djdk.attach.allowAttachSelf=true",
        "-XX:-OmitStackTraceInFastThrow",
        "-Dfuzz.target=" + target.name(),
        "-cp",
        System.getProperty("java.class.path"),
        JAZZER,
        "--target_class=" + FuzzProgram.class.getName(),
        "--instrumentation_includes=io.qraws.core.**",
        "--custom_hook_includes=io.qraws.core.**",
        // A syslog sender is meant to connect, here to a receiver of the target's own.
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-dict=" + folder.resolveSibling("dictionary"),
        "-seed=" + Math.max(1, options.seed() & Integer.MAX_VALUE),
        "-max_total_time=" + seconds,
        "-max_len=" + LONGEST_INPUT,
        "-timeout=" + PATIENCE_SECONDS,
        "-rss_limit_mb=0",
        "-print_final_stats=1",
        inputs.toString());
  }

  /**
   * What came of one target.
   *
   * @param coverage how many places in the code were reached, as Jazzer counts
   * @param ended whether the process ended by itself
   */
  private record Outcome(
      String target, long executions, long coverage, List<Path> findings, boolean ended) {

    static Outcome of(String target, String log, List<Path> findings, boolean ended) {
      long executions = 0;
      long coverage = 0;
      Matcher progress = PROGRESS.matcher(log);
      while (progress.find()) {
        executions = Long.parseLong(progress.group(1));
        coverage = Long.parseLong(progress.group(2));
      }
      return new Outcome(target, executions, coverage, findings, ended);
    }

    /** Whether it was fuzzed at all, and to the end. */
    boolean whole() {
      return ended && executions > 0;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-16s executions=%d coverage=%d findings=%d%s%s",
          target,
          executions,
          coverage,
          findings.size(),
          whole() ? "" : " DID NOT RUN",
          findings.isEmpty() ? "" : " " + findings);
    }
  }
}
