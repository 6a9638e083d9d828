// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.correlation.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up how the incidents of many days hold against what was hidden in them.
 *
 * <p>Recall is the share of stories {@linkplain ScenarioJudge found}. Precision is the share of
 * such incidents among all that hold any story's signal, so that crumbs beside an incident count as
 * wrong, and so does what joins two stories. A link is right if both its ends are one story's,
 * wrong if one end is.
 */
final class ScenarioScore {
  private static final int MOST_SHOWN = 60;

  private final Map<String, int[]> kinds = new TreeMap<>();
  private final Map<String, Integer> wrongLinks = new TreeMap<>();
  private final List<String> misses = new ArrayList<>();
  private int found;
  private int holding;
  private int joined;
  private int right;
  private int wrong;

  void add(long seed, ScenarioDays.Hidden hidden, List<Incident> incidents) throws IOException {
    ScenarioJudge judge = new ScenarioJudge(hidden, incidents);
    holding += judge.holding();
    joined += judge.joined();
    right += judge.right();
    for (String link : judge.wrong()) {
      wrong++;
      wrongLinks.merge(link, 1, Integer::sum);
    }
    judge
        .stories()
        .forEach(
            (name, missed) -> {
              int[] kind = kinds.computeIfAbsent(name, n -> new int[2]);
              kind[0]++;
              if (missed.isEmpty()) {
                kind[1]++;
                found++;
              } else {
                misses.add(seed + " " + name + ": " + missed);
              }
            });
  }

  /** A row a kind of attack, the usual wrong links, and what was missed. */
  String table() {
    StringBuilder out = new StringBuilder(4_096);
    out.append(String.format(Locale.ROOT, "%-18s %6s %6s%n", "kind", "days", "found"));
    kinds.forEach(
        (name, n) -> out.append(String.format(Locale.ROOT, "%-18s %6d %6d%n", name, n[0], n[1])));
    wrongLinks.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_SHOWN / 2)
        .forEach(e -> out.append(e.getValue()).append(" wrong: ").append(e.getKey()).append('\n'));
    misses.stream()
        .limit(MOST_SHOWN)
        .forEach(miss -> out.append("missed ").append(miss).append('\n'));
    return out.toString();
  }

  double recall() {
    return (double) found / Math.max(1, stories());
  }

  double precision() {
    return (double) found / Math.max(1, holding);
  }

  double links() {
    return (double) right / Math.max(1, right + wrong);
  }

  int joined() {
    return joined;
  }

  int stories() {
    return kinds.values().stream().mapToInt(n -> n[0]).sum();
  }
}
