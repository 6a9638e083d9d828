// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who got which access key: a key that one call hands out leads back to its caller.
 *
 * <p>Not safe for several threads.
 */
public final class Lineage {
  private final Map<String, Set<LinkKey>> issuers = new HashMap<>();

  /** Knows nothing yet. */
  public Lineage() {}

  /**
   * Learns from a call that issued a key.
   *
   * @param signal any; all but such calls are ignored
   */
  public void learn(Signal signal) {
    if (!(signal instanceof ApiCall)) {
      return;
    }
    for (Observable issued : signal.observables()) {
      if (issued.kind() == ObservableKind.ACCESS_KEY && issued.role() == Role.TARGET) {
        Set<LinkKey> actors = issuers.computeIfAbsent(issued.value(), k -> new LinkedHashSet<>());
        for (Observable actor : signal.observables()) {
          if (actor.role() == Role.ACTOR
              && (actor.kind() == ObservableKind.USER
                  || actor.kind() == ObservableKind.ACCESS_KEY)) {
            LinkKey.of(actor).ifPresent(actors::add);
          }
        }
      }
    }
  }

  /**
   * The keys under which a signal is compared: its own, and those of whoever got the access keys
   * that it used.
   *
   * @param signal any
   */
  public Set<LinkKey> keys(Signal signal) {
    Set<LinkKey> keys = new LinkedHashSet<>();
    for (Observable observable : signal.observables()) {
      LinkKey.of(observable).ifPresent(keys::add);
      if (observable.kind() == ObservableKind.ACCESS_KEY) {
        keys.addAll(issuers.getOrDefault(observable.value(), Set.of()));
      }
    }
    return keys;
  }
}
