// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers effects and unknowns while one incident is judged; not safe for several threads. */
final class Ledger {
  /** More than a reader takes in at a glance helps nobody. */
  private static final int MAX_UNKNOWNS = 8;

  private final List<Effect> effects = new ArrayList<>();
  private final Set<String> unknowns = new LinkedHashSet<>();
  private int relevant;
  private int known;

  void add(Factor factor, double logOdds, String reason) {
    if (logOdds != 0) {
      effects.add(new Effect(factor, logOdds, reason));
    }
  }

  /** An input that mattered was there. */
  void known() {
    relevant++;
    known++;
  }

  /** An input that would have mattered was not there. */
  void unknown(String words) {
    relevant++;
    unknowns.add(words);
  }

  List<Effect> effects() {
    return List.copyOf(effects);
  }

  List<String> unknowns() {
    return unknowns.stream().limit(MAX_UNKNOWNS).toList();
  }

  /** The share of the inputs that mattered and were known, 0 to 1. */
  double knownShare() {
    return relevant == 0 ? 1 : (double) known / relevant;
  }
}
