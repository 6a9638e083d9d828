// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import io.qraws.core.read.SignalReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One thing that is fed with anything.
 *
 * @param name as on the command line
 * @param seeds inputs to begin with, invented
 * @param check throws an {@link AssertionError} that names the broken promise
 */
public record Target(String name, List<byte[]> seeds, Check check) {

  /** Tries one input. */
  public interface Check {
    /**
     * Tries it.
     *
     * @param input anything
     */
    void accept(byte[] input);
  }

  /** All targets, readers first. */
  public static List<Target> all() {
    ReadingJudge judge = new ReadingJudge(SignalReader.create()::read);
    List<Target> targets = new ArrayList<>();
    Samples.RECORDS.forEach(
        (name, samples) -> targets.add(new Target(name, Samples.bytes(samples), judge::check)));
    List<byte[]> some = new ArrayList<>();
    Samples.RECORDS.values().forEach(samples -> some.addAll(Samples.bytes(samples.subList(0, 1))));
    targets.add(new Target("envelopes", Samples.bytes(Samples.ENVELOPES), judge::check));
    targets.add(new Target("lines", some, judge::checkAmongLines));
    targets.add(new Target("gzip", Packing.seeds(some), judge::checkPacked));
    targets.add(new Target("growth", some, new GrowthJudge(SignalReader.create()::read)::check));
    List<byte[]> texts = Samples.bytes(Samples.TEXTS);
    targets.add(new Target("leef", texts, LeefJudge::check));
    targets.add(new Target("aql", texts, QueryJudge::checkAql));
    targets.add(new Target("filter", texts, QueryJudge::checkFilter));
    targets.add(new Target("syslog", texts, new SyslogJudge()::check));
    targets.add(new Target("patterns", Samples.bytes(Samples.PATTERNS), PatternJudge::check));
    return List.copyOf(targets);
  }

  /**
   * The target of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Target of(String name) {
    return all().stream()
        .filter(target -> target.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such target: " + name));
  }

  /** Fails with what was promised and what came instead. */
  static void promise(boolean kept, String promise, Object... seen) {
    if (!kept) {
      throw new AssertionError(promise + ": " + Arrays.deepToString(seen));
    }
  }
}
