// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.correlation.pattern.GroupState.Arrival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which signals of one time take which steps, each signal one step and each step one signal.
 *
 * <p>A maximum bipartite matching by augmenting paths.
 */
final class StepMatching {
  private final List<List<Arrival>> arrivals = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  StepMatching(int steps) {
    for (int i = 0; i < steps; i++) {
      arrivals.add(new ArrayList<>(1));
    }
  }

  /** Something that fits a step. */
  void add(int step, Arrival arrival) {
    arrivals.get(step).add(arrival);
    numbers.putIfAbsent(arrival.item().last().key(), numbers.size());
  }

  /** What takes the steps from one to before another, in order; null if that can't be. */
  @Nullable List<Arrival> steps(int from, int to) {
    int[] stepOf = new int[numbers.size()];
    Arrays.fill(stepOf, -1);
    Arrival[] chosen = new Arrival[to];
    for (int step = from; step < to; step++) {
      if (!take(step, stepOf, chosen, new boolean[numbers.size()])) {
        return null;
      }
    }
    return List.of(Arrays.copyOfRange(chosen, from, to));
  }

  private boolean take(int step, int[] stepOf, Arrival[] chosen, boolean[] tried) {
    for (Arrival arrival : arrivals.get(step)) {
      Integer number = numbers.get(arrival.item().last().key());
      if (number != null && !tried[number]) {
        tried[number] = true;
        if (stepOf[number] < 0 || take(stepOf[number], stepOf, chosen, tried)) {
          stepOf[number] = step;
          chosen[step] = arrival;
          return true;
        }
      }
    }
    return false;
  }
}
