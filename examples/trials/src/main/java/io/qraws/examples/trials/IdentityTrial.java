// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import io.qraws.examples.trials.identity.FoldedNames;
import io.qraws.examples.trials.identity.Label;
import io.qraws.examples.trials.identity.Name;
import io.qraws.examples.trials.identity.NameClass;
import io.qraws.examples.trials.identity.Resolver;
import io.qraws.examples.trials.identity.Score;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a company whose names are labelled, and counts how well they are put together. */
final class IdentityTrial {
  private static final double PRECISION = 0.99;
  private static final double RECALL = 0.95;
  private static final int SHOWN = 12;

  private final Options options;
  private final Resolver resolver;

  IdentityTrial(Options options, Resolver resolver) {
    this.options = options;
    this.resolver = resolver;
  }

  Trials.Verdict run() throws IOException {
    boolean passed = true;
    StringBuilder measures = new StringBuilder();
    for (int run = 0; run < options.runs(); run++) {
      long seed = options.seed() + run;
      IdentitySet set = IdentitySet.make(seed, Integer.parseInt(options.text("people", "2000")));
      List<Signal> signals = set.read();
      check(signals, set.labels());
      System.out.printf(
          Locale.ROOT,
          "seed %d: %d signals, %d labels%n",
          seed,
          signals.size(),
          set.labels().size());
      if (run == 0) {
        classes(set.labels());
      }
      Score rival = judge(new FoldedNames(), signals, set);
      print("rival: spelled alike", rival, 3);
      Score score = judge(resolver, signals, set);
      print("resolver", score, SHOWN);
      passed &= score.precision() >= PRECISION && score.recall() >= RECALL;
      measures.append(
          String.format(
              Locale.ROOT,
              "%sseed=%d names=%d precision=%.4f recall=%.4f",
              run == 0 ? "" : " ",
              seed,
              score.names(),
              score.precision(),
              score.recall()));
    }
    return new Trials.Verdict(measures.toString(), passed);
  }

  static Score judge(Resolver resolver, List<Signal> signals, IdentitySet set) {
    return Score.of(set.labels(), resolver.resolve(signals, set.directory(), set.table()));
  }

  /** A label that no signal shows would be judged without anybody having had a chance. */
  static void check(List<Signal> signals, List<Label> labels) {
    Set<Name> shown = new HashSet<>();
    for (Signal signal : signals) {
      for (Observable seen : signal.observables()) {
        shown.add(new Name(seen.kind(), seen.value(), signal.time()));
      }
    }
    for (Label label : labels) {
      if (!shown.contains(label.name())) {
        throw new IllegalStateException("no signal shows " + label);
      }
    }
  }

  private static void classes(List<Label> labels) {
    Map<NameClass, Integer> counts = new TreeMap<>();
    labels.forEach(label -> counts.merge(label.kind(), 1, Integer::sum));
    counts.forEach(
        (kind, many) ->
            System.out.printf(Locale.ROOT, "%6d %-16s %s%n", many, kind, kind.evidence()));
  }

  private static void print(String who, Score score, int most) {
    System.out.printf(
        Locale.ROOT,
        "%s: precision %.4f recall %.4f (%d pairs are one, %d put together, %d of them rightly)%n",
        who,
        score.precision(),
        score.recall(),
        score.one(),
        score.together(),
        score.both());
    print("  wrong ", score.merges(), most);
    print("  missed", score.misses(), most);
  }

  private static void print(String what, List<Score.Confusion> list, int most) {
    for (Score.Confusion one : list.subList(0, Math.min(most, list.size()))) {
      System.out.printf(
          Locale.ROOT,
          "%s %8d %s with %s: %s%n",
          what,
          one.pairs(),
          one.first(),
          one.second(),
          one.example());
    }
  }
}
