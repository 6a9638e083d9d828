// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How much it says that two signals share a key, from 0 to 1.
 *
 * <p>A key says little when it stands in many judgements (a scanner) or beside many different
 * others (a NAT address that many users share). What counts as another depends on the key: for an
 * address the users and targets seen with it, for a resource or principal the users. Failed calls
 * and SIEM events are left out of that count, since one sprayer tries many names.
 *
 * <p>Not safe for several threads.
 */
final class Rarity {
  /** More others than this are not told apart. */
  private static final int MOST_OTHERS = 64;

  /** Names that belong to nobody in particular. */
  private static final Set<String> GENERIC_USERS =
      Set.of(
          "root",
          "admin",
          "administrator",
          "system",
          "guest",
          "test",
          "ec2user",
          "ubuntu",
          "oracle",
          "postgres",
          "user",
          "service",
          "local service",
          "network service",
          "anonymous");

  private final Map<LinkKey, Integer> judgements = new HashMap<>();
  private final Map<LinkKey, Set<String>> others = new HashMap<>();
  private final Map<LinkKey, Set<String>> targets = new HashMap<>();

  /** Counts one signal, whose keys are given. */
  void count(Signal signal, Set<LinkKey> keys, boolean judgement) {
    if (judgement) {
      keys.forEach(key -> judgements.merge(key, 1, Integer::sum));
    }
    if (signal instanceof SiemEvent
        || signal instanceof NetworkFlow
        || signal instanceof ConfigChange
        || (signal instanceof ApiCall call && call.errorCode() != null)) {
      return;
    }
    for (LinkKey key : keys) {
      boolean address = key.kind() == ObservableKind.IP;
      if (address
          || key.kind() == ObservableKind.RESOURCE
          || key.kind() == ObservableKind.PRINCIPAL
          || key.kind() == ObservableKind.HOST) {
        Set<String> seen = others.computeIfAbsent(key, k -> new HashSet<>(4));
        if (seen.size() < MOST_OTHERS) {
          other(signal, key, seen);
        }
      }
    }
  }

  /**
   * What is seen beside the key: the user, or for an address the target of a judgement that names
   * nobody. A call is authenticated, so what it reads makes its address no scanner.
   */
  private void other(Signal signal, LinkKey key, Set<String> seen) {
    String target = null;
    for (Observable observable : signal.observables()) {
      if (observable.kind() == ObservableKind.USER && observable.role() == Role.ACTOR) {
        LinkKey.of(observable).ifPresent(user -> seen.add(user.value()));
        return;
      }
      if (target == null
          && observable.role() == Role.TARGET
          && (observable.kind() == ObservableKind.RESOURCE
              || observable.kind() == ObservableKind.HOST)) {
        target = observable.value();
      }
    }
    if (target != null && !(signal instanceof ApiCall) && comesFrom(signal, key)) {
      Set<String> known = targets.computeIfAbsent(key, k -> new HashSet<>(4));
      if (known.size() < MOST_OTHERS) {
        known.add(target);
      }
    }
  }

  private static boolean comesFrom(Signal signal, LinkKey key) {
    return key.kind() == ObservableKind.IP
        && signal.observables().stream()
            .anyMatch(o -> o.role() == Role.SOURCE && o.value().equalsIgnoreCase(key.value()));
  }

  /** From 0 to 1: how much sharing this key says. */
  double weight(LinkKey key) {
    int judged = judgements.getOrDefault(key, 1);
    int beside = Math.max(1, others.getOrDefault(key, Set.of()).size());
    return switch (key.kind()) {
      case IP ->
          // Whoever tries several targets without a name is a scanner.
          0.85
              * share(12, judged)
              * share(4, beside)
              * share(1.6, targets.getOrDefault(key, Set.of()).size());
      case USER -> GENERIC_USERS.contains(key.value()) ? 0.2 : 0.85 * share(40, judged);
      case PRINCIPAL ->
          // A role of IAM Identity Center is for whoever has the permission set.
          (key.value().contains("AWSReservedSSO_") ? 0.2 : 0.75)
              * share(40, judged)
              * share(3, beside);
      case ACCESS_KEY -> 0.95 * share(60, judged);
      case RESOURCE -> 0.66 * share(60, judged) * share(6, beside);
      case HOST -> 0.8 * share(30, judged) * share(6, beside);
      case DOMAIN -> 0.65 * share(8, judged);
      case FILE_HASH -> 0.9 * share(20, judged);
      case ACCOUNT, VULNERABILITY -> 0;
    };
  }

  private static double share(double usual, int seen) {
    return seen <= usual ? 1 : usual / seen;
  }
}
