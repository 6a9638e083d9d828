// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Whether users with made-up names slow the correlator down: names whose hashes are all the same,
 * beside as many of the same length whose hashes differ, in one run.
 */
final class FloodTrial {
  private static final double ALLOWED = 5;

  private final Options options;

  FloodTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException {
    int users = Integer.parseInt(options.text("users", "16000"));
    int rounds = Integer.parseInt(options.text("rounds", "5"));
    List<Signal> ordinary = calls(users, "c1");
    // As hashes go, "an" and "c0" are the same text: 31 * 'a' + 'n' = 31 * 'c' + '0'.
    List<Signal> alike = calls(users, "c0");
    List<Double> beside = new ArrayList<>();
    List<Double> made = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      beside.add(microseconds(ordinary));
      made.add(microseconds(alike));
    }
    double ratio = median(made) / median(beside);
    return new Trials.Verdict(
        String.format(
            Locale.ROOT,
            "seed=%d users=%d us_a_signal=%.1f ordinary=%.1f ratio=%.2f allowed=%.1f",
            options.seed(),
            users,
            median(made),
            median(beside),
            ratio,
            ALLOWED),
        ratio <= ALLOWED);
  }

  /** One call by each of so many users, whose names are of these syllables and "an". */
  private List<Signal> calls(int users, String syllable) throws IOException {
    Dice dice = new Dice(options.seed());
    int syllables = Integer.SIZE - Integer.numberOfLeadingZeros(users - 1);
    List<Signal> calls = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < syllables; i++) {
        name.append((user >> i & 1) == 0 ? "an" : syllable);
      }
      Caller caller =
          Caller.user(
              name.toString(),
              "AKIA" + dice.base32(16),
              World.MAIN,
              "198.51.100." + user % 200,
              Caller.CLI);
      Instant time = World.DAY.plusSeconds(user);
      calls.addAll(
          Records.read(
              List.of(
                  Call.of("ec2", "DescribeInstances")
                      .record(dice, caller, time, Estate.REGION, dice.uuid()))));
    }
    return calls;
  }

  private static double microseconds(List<Signal> signals) {
    Instant end = signals.get(signals.size() - 1).time();
    long start = System.nanoTime();
    IncidentCorrelator.create().correlate(signals, end);
    return (System.nanoTime() - start) / 1_000.0 / signals.size();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
