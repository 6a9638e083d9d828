// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.identity.LinkKey;
import io.qraws.correlation.operation.Operations;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How usual an operation is here: what many users do, or one does in many hours of the day, tells
 * little. Many times within an hour is a burst, not a habit.
 */
final class Routine {
  private static final double FEW_USERS = 2;
  private static final double FEW_HOURS = 3;
  private static final int MOST_USERS = 64;

  /** Ordered, so that users whose names have one hash slow nothing down. */
  private record Habit(String user, String doing) implements Comparable<Habit> {
    private static final Comparator<Habit> ORDER =
        Comparator.comparing(Habit::user).thenComparing(Habit::doing);

    @Override
    public int compareTo(Habit other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<String, Set<String>> users = new HashMap<>();
  private final Map<Habit, Set<Long>> hours = new HashMap<>();

  private final Lineage lineage;

  /**
   * Has counted nothing yet.
   *
   * @param lineage gives the keys of observables
   */
  Routine(Lineage lineage) {
    this.lineage = lineage;
  }

  void count(Signal signal) {
    if (signal instanceof ApiCall call && call.errorCode() == null) {
      String user = user(call);
      String doing = doing(call);
      Set<String> seen = users.computeIfAbsent(doing, o -> new HashSet<>(4));
      if (seen.size() < MOST_USERS) {
        seen.add(user);
      }
      hours
          .computeIfAbsent(new Habit(user, doing), h -> new HashSet<>(4))
          .add(call.time().getEpochSecond() / 3600);
    }
  }

  /** From 0 to 1: how much of an operation's salience is left. */
  double share(ApiCall call) {
    String doing = doing(call);
    int byUsers = Math.max(1, users.getOrDefault(doing, Set.of()).size());
    int byUser = Math.max(1, hours.getOrDefault(new Habit(user(call), doing), Set.of()).size());
    return Math.min(1, FEW_USERS / byUsers) * Math.min(1, FEW_HOURS / byUser);
  }

  /** An operation, and apart from it the same one where what it asks for tells something. */
  private static String doing(ApiCall call) {
    return Operations.asked(call) > 0 ? call.operation() + " telling" : call.operation();
  }

  private String user(ApiCall call) {
    for (Observable observable : call.observables()) {
      if (observable.kind() == ObservableKind.USER && observable.role() == Role.ACTOR) {
        return lineage.key(observable).map(LinkKey::value).orElse("");
      }
    }
    return "";
  }
}
