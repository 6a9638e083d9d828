// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.correlation.pattern.Correlation.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows steps in order.
 *
 * <p>What happens at the same time may be in either order, so that it counts as in order where a
 * step is looked for, and as between where something must be absent. A signal is one step only.
 */
final class SequenceState extends GroupState {
  /*
   * For each number of first steps, the way of taking them that began last. Whatever comes fits
   * behind each way of the same length alike: what must be absent between two steps ends all of
   * them, and the one that began last is the last to grow too old. So one of each length is enough.
   * At one time several steps may be taken at once; which signals take them is a matching.
   */
  private final @Nullable List<Arrival>[] ways;

  /** Whether what came just now must be absent between so many steps and the next. */
  private final boolean[] barred;

  /** When something came last that must be absent before the first step. */
  private @Nullable Instant before;

  @SuppressWarnings({"unchecked", "rawtypes"})
  SequenceState(List<String> group, int steps) {
    super(group);
    ways = new List[steps + 1];
    barred = new boolean[steps + 1];
  }

  @Override
  void absences(Instant time, List<Arrival> arrivals, Correlation rule) {
    Arrays.fill(barred, false);
    for (Arrival arrival : arrivals) {
      if (absent(arrival, rule)) {
        int steps = stepsBefore(arrival.input(), rule);
        barred[steps] = true;
        ways[steps] = null;
        before = steps == 0 ? time : before;
      }
    }
  }

  private static int stepsBefore(int input, Correlation rule) {
    int steps = 0;
    for (Input one : rule.inputs().subList(0, input)) {
      steps += one.absent() ? 0 : 1;
    }
    return steps;
  }

  @Override
  @Nullable List<Arrival> presences(Instant time, List<Arrival> arrivals, Correlation rule) {
    if (arrivals.isEmpty()) {
      return null;
    }
    Instant from = Moments.before(time, rule.timespan());
    for (int k = 1; k < ways.length; k++) {
      if (ways[k] != null && start(ways[k]).isBefore(from)) {
        ways[k] = null;
      }
    }
    boolean mayBegin = before == null || before.isBefore(from);
    StepMatching matching = new StepMatching(ways.length - 1);
    arrivals.forEach(one -> matching.add(stepsBefore(one.input(), rule), one));
    @Nullable List<Arrival>[] longer = ways.clone();
    for (int k = 1; k < ways.length; k++) {
      for (int j = k - 1; j >= 0; j--) {
        // The first bar on the way back ends all shorter ways too.
        if (j + 1 < k && barred[j + 1]) {
          break;
        }
        List<Arrival> way = j == 0 ? List.of() : ways[j];
        if (way == null || (j == 0 && !mayBegin)) {
          continue;
        }
        Instant start = j == 0 ? time : start(way);
        if (longer[k] == null || start.isAfter(start(longer[k]))) {
          List<Arrival> steps = matching.steps(j, k);
          if (steps != null) {
            longer[k] = joined(way, steps);
          }
        }
      }
    }
    List<Arrival> whole = longer[ways.length - 1];
    for (int k = 1; k < ways.length; k++) {
      ways[k] = whole == null && !barred[k] ? longer[k] : null;
    }
    return whole;
  }

  private static Instant start(List<Arrival> way) {
    return way.get(0).item().time();
  }

  private static List<Arrival> joined(List<Arrival> way, List<Arrival> steps) {
    List<Arrival> joined = new ArrayList<>(way);
    joined.addAll(steps);
    return List.copyOf(joined);
  }

  @Override
  boolean remembersAbsence() {
    return before != null;
  }

  @Override
  int size() {
    int size = 1;
    for (List<Arrival> way : ways) {
      size += way == null ? 0 : way.size();
    }
    return size;
  }
}
