// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are unusual for whoever made them: a Region or a network that hardly occurs among the
 * identity's calls in the input.
 */
final class Novelty {
  /** With fewer calls than this there is nothing usual to hold a call against. */
  private static final int ENOUGH = 20;

  /** A value in less than this share of an identity's calls is unusual. */
  private static final double RARE = 0.1;

  /** Whoever is in rare places more often than this has no usual one: a runner, a roving team. */
  private static final double ROVING = 0.2;

  private record Usual(String user, String feature) {}

  private Novelty() {}

  /** The ids of the unusual calls among the signals. */
  static Set<String> of(List<Signal> signals) {
    Map<String, Integer> calls = new HashMap<>();
    Map<Usual, Integer> features = new HashMap<>();
    for (Signal signal : signals) {
      String user = user(signal);
      if (user != null) {
        calls.merge(user, 1, Integer::sum);
        for (String feature : features(signal)) {
          features.merge(new Usual(user, feature), 1, Integer::sum);
        }
      }
    }
    Map<Usual, Integer> rarely = new HashMap<>();
    features.forEach(
        (usual, times) -> {
          if (times < RARE * calls.getOrDefault(usual.user, 0)) {
            rarely.merge(new Usual(usual.user, kind(usual.feature)), times, Integer::sum);
          }
        });
    Set<String> novel = new LinkedHashSet<>();
    for (Signal signal : signals) {
      String user = user(signal);
      int all = user == null ? 0 : calls.getOrDefault(user, 0);
      if (user != null && all >= ENOUGH) {
        for (String feature : features(signal)) {
          boolean rare = features.getOrDefault(new Usual(user, feature), 0) < RARE * all;
          if (rare && rarely.getOrDefault(new Usual(user, kind(feature)), 0) <= ROVING * all) {
            novel.add(signal.id());
          }
        }
      }
    }
    return novel;
  }

  private static String kind(String feature) {
    return feature.substring(0, feature.indexOf(' '));
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

  private static List<String> features(Signal signal) {
    List<String> features = new ArrayList<>(2);
    if (signal.region() != null) {
      features.add("region " + signal.region());
    }
    for (Observable observable : signal.observables()) {
      if (observable.kind() == ObservableKind.IP && observable.role() == Role.SOURCE) {
        int dot = observable.value().lastIndexOf('.');
        features.add(
            "network " + (dot > 0 ? observable.value().substring(0, dot) : observable.value()));
        break;
      }
    }
    return features;
  }
}
