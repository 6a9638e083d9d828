// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.pattern.PatternCatalog;
import io.qraws.correlation.pattern.PatternFormatException;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.PatternMatcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads anything as patterns, which must end in a catalog or in a message that leads to the place;
 * what was read must match without failing, the same each time.
 */
final class PatternJudge {
  private static final List<Signal> SIGNALS = signals();

  private PatternJudge() {}

  static void check(byte[] input) {
    PatternCatalog catalog;
    try {
      catalog = PatternCatalog.read(new ByteArrayInputStream(input), "fuzz.yml");
    } catch (PatternFormatException e) {
      String message = String.valueOf(e.getMessage());
      promise(
          message.startsWith("fuzz.yml:" + e.line() + ": ") && message.indexOf('\n') < 0,
          "a message leads to the place, on one line",
          message);
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<PatternMatch> matches = PatternMatcher.match(catalog, SIGNALS);
    promise(
        matches.equals(PatternMatcher.match(catalog, SIGNALS)), "matching is the same each time");
    promise(
        matches.stream().allMatch(match -> SIGNALS.containsAll(match.signals())),
        "matches are of the signals");
  }

  private static List<Signal> signals() {
    List<Signal> signals = new ArrayList<>();
    ReadListener taker =
        new ReadListener() {
          @Override
          public void signal(Signal signal) {
            signals.add(signal);
          }

          @Override
          public void rejected(Rejected rejected) {}
        };
    SignalReader reader = SignalReader.create();
    try {
      for (List<String> samples : Samples.RECORDS.values()) {
        for (byte[] sample : Samples.bytes(samples)) {
          reader.read("sample", new ByteArrayInputStream(sample), taker);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(signals);
  }
}
