// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How usual an operation is here: what many users do, or one does all day, tells little. */
final class Routine {
  private static final double FEW_USERS = 2;
  private static final double FEW_TIMES = 4;
  private static final int MOST_USERS = 64;

  private record Habit(String user, String operation) {}

  private final Map<String, Set<String>> users = new HashMap<>();
  private final Map<Habit, Integer> times = new HashMap<>();

  void count(Signal signal) {
    if (signal instanceof ApiCall call && call.errorCode() == null) {
      String user = user(call);
      Set<String> seen = users.computeIfAbsent(call.operation(), o -> new HashSet<>(4));
      if (seen.size() < MOST_USERS) {
        seen.add(user);
      }
      times.merge(new Habit(user, call.operation()), 1, Integer::sum);
    }
  }

  /** From 0 to 1: how much of an operation's salience is left. */
  double share(ApiCall call) {
    int byUsers = Math.max(1, users.getOrDefault(call.operation(), Set.of()).size());
    int byUser = Math.max(1, times.getOrDefault(new Habit(user(call), call.operation()), 1));
    return Math.min(1, FEW_USERS / byUsers) * Math.min(1, FEW_TIMES / byUser);
  }

  private static String user(ApiCall call) {
    for (Observable observable : call.observables()) {
      if (observable.kind() == ObservableKind.USER && observable.role() == Role.ACTOR) {
        return LinkKey.of(observable).map(LinkKey::value).orElse("");
      }
    }
    return "";
  }
}
