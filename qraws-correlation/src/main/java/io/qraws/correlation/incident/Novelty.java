// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are unusual for whoever made them: a Region or a network that hardly occurs among the
 * identity's calls in the input.
 *
 * <p>Not safe for several threads.
 */
final class Novelty {
  /** With fewer calls than this there is nothing usual to hold a call against. */
  private static final int ENOUGH = 20;

  /** A value in less than this share of an identity's calls is unusual. */
  private static final double RARE = 0.1;

  /** Whoever is in rare places more often than this has no usual one: a runner, a roving team. */
  private static final double ROVING = 0.2;

  private final Map<String, Habits> habits = new HashMap<>();

  /** What an identity's calls show of one kind, and how often. */
  private static final class Habit {
    private final Map<String, Integer> times = new HashMap<>(4);
    private int rarely;
    private int countedAt;

    void count(@Nullable String value) {
      if (value != null) {
        times.merge(value, 1, Integer::sum);
      }
    }

    private boolean roves(int calls) {
      if (countedAt != calls) {
        rarely = times.values().stream().filter(n -> n < RARE * calls).mapToInt(n -> n).sum();
        countedAt = calls;
      }
      return rarely > ROVING * calls;
    }

    boolean unusual(@Nullable String value, int calls) {
      return value != null && times.getOrDefault(value, 0) < RARE * calls && !roves(calls);
    }
  }

  private static final class Habits {
    private final Habit regions = new Habit();
    private final Habit networks = new Habit();
    private int calls;

    void count(Signal call) {
      calls++;
      regions.count(call.region());
      networks.count(network(call));
    }

    boolean unusual(Signal call) {
      return calls >= ENOUGH
          && (regions.unusual(call.region(), calls) || networks.unusual(network(call), calls));
    }
  }

  /** Counts one signal. */
  void count(Signal signal) {
    String user = user(signal);
    if (user != null) {
      habits.computeIfAbsent(user, u -> new Habits()).count(signal);
    }
  }

  /** Whether this is an unusual call, once all is counted. */
  boolean unusual(Signal signal) {
    String user = user(signal);
    Habits own = user == null ? null : habits.get(user);
    return own != null && own.unusual(signal);
  }

  private static @Nullable String user(Signal signal) {
    if (signal instanceof ApiCall) {
      for (Observable observable : signal.observables()) {
        if (observable.kind() == ObservableKind.USER && observable.role() == Role.ACTOR) {
          return observable.value();
        }
      }
    }
    return null;
  }

  private static @Nullable String network(Signal signal) {
    for (Observable observable : signal.observables()) {
      if (observable.kind() == ObservableKind.IP && observable.role() == Role.SOURCE) {
        int dot = observable.value().lastIndexOf('.');
        return dot > 0 ? observable.value().substring(0, dot) : observable.value();
      }
    }
    return null;
  }
}
