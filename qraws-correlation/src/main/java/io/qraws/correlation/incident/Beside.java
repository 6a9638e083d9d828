// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.index.Match;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.ToDoubleFunction;

/**
 * The activity beside each cluster, of which an incident takes so many: where there is more, some
 * of everything that was done, the most telling first, so that nobody hides what he does behind
 * what he did often. The rest is counted.
 *
 * <p>Not safe for several threads.
 */
final class Beside {
  private static final int MOST = 200;

  private final Map<Integer, List<Laid>> byCluster = new HashMap<>();

  /** A signal and the judgement that it lies beside. */
  record Laid(Signal signal, Match beside, double weight) {}

  /** What belongs to the incident of a cluster, in order of time, and how much does not. */
  record Chosen(List<Laid> laid, int omitted) {}

  /** Adds one, in order of time. */
  void add(int cluster, Laid laid) {
    byCluster.computeIfAbsent(cluster, c -> new ArrayList<>()).add(laid);
  }

  /**
   * What each cluster's incident takes.
   *
   * @param salience how telling a call is
   */
  Map<Integer, Chosen> chosen(ToDoubleFunction<ApiCall> salience) {
    Map<Integer, Chosen> chosen = new HashMap<>();
    byCluster.forEach((cluster, all) -> chosen.put(cluster, chosen(all, salience)));
    return chosen;
  }

  private static Chosen chosen(List<Laid> all, ToDoubleFunction<ApiCall> salience) {
    if (all.size() <= MOST) {
      return new Chosen(all, 0);
    }
    Map<String, Queue<Laid>> byDoing = new LinkedHashMap<>();
    Map<String, Double> telling = new HashMap<>();
    for (Laid laid : all) {
      String doing = doing(laid.signal);
      byDoing.computeIfAbsent(doing, d -> new ArrayDeque<>()).add(laid);
      if (laid.signal instanceof ApiCall call) {
        telling.merge(doing, salience.applyAsDouble(call), Math::max);
      }
    }
    List<Queue<Laid>> doings =
        byDoing.entrySet().stream()
            .sorted(Comparator.comparingDouble(doing -> -telling.getOrDefault(doing.getKey(), 0.0)))
            .map(Map.Entry::getValue)
            .toList();
    List<Laid> some = new ArrayList<>(MOST);
    while (some.size() < MOST) {
      for (Queue<Laid> doing : doings) {
        Laid next = some.size() < MOST ? doing.poll() : null;
        if (next != null) {
          some.add(next);
        }
      }
    }
    some.sort(Comparator.comparing(Laid::signal, Round.BY_TIME));
    return new Chosen(some, all.size() - MOST);
  }

  private static String doing(Signal signal) {
    String type = signal.types().isEmpty() ? "" : signal.types().get(0);
    boolean failed = signal instanceof ApiCall call && call.errorCode() != null;
    return signal.kind() + (failed ? " failed " : " ") + type;
  }
}
