// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.identity.LinkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

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

  /** Source: Security Hub API reference, Severity: MEDIUM begins at 40. */
  private static final int MEDIUM = 40;

  /** An address that more have than these is nobody's in particular. */
  private static final int FEW_USERS = 3;

  /** An address that more have than these is an office's, which is never anybody's. */
  private static final int MANY_USERS = 12;

  /** What sharing such an address says where one alone was there at that time. */
  private static final double BY_TURNS = 0.75;

  private static final Duration AROUND = Duration.ofHours(1);

  /** An address where more is seen is never left to one. */
  private static final int MOST_SIGHTINGS = 1024;

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

  private final Lineage lineage;
  private final Map<LinkKey, Integer> judgements = new HashMap<>();

  /** The same call again and again is one doing, not many. */
  private final Map<LinkKey, Set<String>> operations = new HashMap<>();

  private final Map<LinkKey, Set<String>> others = new HashMap<>();
  private final Map<LinkKey, Set<String>> targets = new HashMap<>();
  private final Map<LinkKey, List<Sighting>> sightings = new HashMap<>();

  /** Somebody at an address. */
  private record Sighting(Instant time, String user) {}

  /**
   * Has counted nothing yet.
   *
   * @param lineage gives the keys of observables
   */
  Rarity(Lineage lineage) {
    this.lineage = lineage;
  }

  /** Counts one signal, whose keys are given. */
  void count(Signal signal, Set<LinkKey> keys, boolean judgement) {
    if (judgement) {
      for (LinkKey key : keys) {
        if (!(signal instanceof ApiCall call)
            || operations.computeIfAbsent(key, k -> new HashSet<>(2)).add(call.operation())) {
          judgements.merge(key, 1, Integer::sum);
        }
      }
    }
    if (signal instanceof NetworkFlow flow && flow.action().equals("REJECT")) {
      refused(flow);
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
      if (observable.role() == Role.ACTOR
          && (observable.kind() == ObservableKind.USER || isMachine(observable.value()))) {
        lineage.key(observable).ifPresent(user -> seen(signal, key, user.value(), seen));
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

  private void seen(Signal signal, LinkKey key, String user, Set<String> all) {
    all.add(user);
    if (key.kind() == ObservableKind.IP) {
      List<Sighting> here = sightings.computeIfAbsent(key, k -> new ArrayList<>(2));
      if (here.size() < MOST_SIGHTINGS) {
        here.add(new Sighting(signal.time(), user));
      }
    }
  }

  /** Whether around that time one alone was seen at an address that many have by turns. */
  private boolean alone(LinkKey address, Instant from, Instant to) {
    List<Sighting> here = sightings.getOrDefault(address, List.of());
    Instant first = from.minus(AROUND);
    Instant last = to.plus(AROUND);
    return here.size() < MOST_SIGHTINGS
        && here.stream()
                .filter(seen -> !seen.time.isBefore(first) && !seen.time.isAfter(last))
                .map(Sighting::user)
                .distinct()
                .count()
            == 1;
  }

  /** Who is turned away at several doors is a scanner. */
  private void refused(NetworkFlow flow) {
    if (flow.sourceAddress() != null && flow.destinationAddress() != null) {
      lineage
          .key(new Observable(ObservableKind.IP, flow.sourceAddress(), Role.SOURCE))
          .map(from -> targets.computeIfAbsent(from, k -> new HashSet<>(4)))
          .filter(known -> known.size() < MOST_OTHERS)
          .ifPresent(known -> known.add(flow.destinationAddress()));
    }
  }

  private static boolean comesFrom(Signal signal, LinkKey key) {
    return key.kind() == ObservableKind.IP
        && signal.observables().stream()
            .anyMatch(o -> o.role() == Role.SOURCE && o.value().equalsIgnoreCase(key.value()));
  }

  /** The session of an instance's role has the instance's id for its name. */
  private static boolean isMachine(String value) {
    return value.startsWith("i-");
  }

  /**
   * Whether a signal tells only that somebody tries many doors, and at which of them: that two such
   * doors are one says nothing of who came through.
   */
  boolean knocks(Signal signal) {
    if (!(signal instanceof Finding) || signal.severity().normalized() >= MEDIUM) {
      return false;
    }
    boolean many = false;
    for (Observable observable : signal.observables()) {
      if (observable.kind() == ObservableKind.USER
          || observable.kind() == ObservableKind.ACCESS_KEY) {
        return false;
      }
      if (observable.kind() == ObservableKind.IP && observable.role() == Role.SOURCE) {
        many |=
            lineage
                .key(observable)
                .map(key -> targets.getOrDefault(key, Set.of()).size() > 1)
                .orElse(false);
      }
    }
    return many;
  }

  /**
   * How much it says that two signals share this key.
   *
   * @param from the earlier signal's time
   * @param to the later one's
   * @return from 0 to 1
   */
  double weight(LinkKey key, Instant from, Instant to) {
    return weight(key, () -> alone(key, from, to));
  }

  /** The most that it says that two signals share this key, whenever they were. */
  double atMost(LinkKey key) {
    return weight(key, () -> true);
  }

  private double weight(LinkKey key, BooleanSupplier alone) {
    int judged = judgements.getOrDefault(key, 1);
    int beside = Math.max(1, others.getOrDefault(key, Set.of()).size());
    return switch (key.kind()) {
      case IP ->
          // Whoever tries several targets without a name is a scanner.
          0.85
              * share(12, judged)
              * (beside > FEW_USERS && beside <= MANY_USERS && alone.getAsBoolean()
                  ? BY_TURNS
                  : share(FEW_USERS, beside))
              * share(1.6, targets.getOrDefault(key, Set.of()).size());
      case USER -> GENERIC_USERS.contains(key.value()) ? 0.2 : 0.85 * share(40, judged);
      case PRINCIPAL ->
          // A role of IAM Identity Center is for whoever has the permission set.
          (key.value().contains("AWSReservedSSO_") ? 0.2 : 0.75)
              * share(40, judged)
              * share(3, beside);
      case ACCESS_KEY -> 0.95 * share(60, judged);
      case RESOURCE -> (isMachine(key.value()) ? 0.8 : 0.66) * share(60, judged) * share(6, beside);
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
