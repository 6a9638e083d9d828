// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.identity.LinkKey;
import io.qraws.correlation.index.Match;
import io.qraws.correlation.operation.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much it says that two signals share something: by how rare that is, how close they are in
 * time, and what each of them tells.
 *
 * <p>Not safe for several threads.
 */
final class LinkWeights {
  /** What many administer, such as the account's trail, makes those who touch it no accomplices. */
  private static final double STRANGERS = 0.7;

  /**
   * What is laid beside a cluster must lie this close to one of its judgements, unless it shows how
   * the actor came in.
   */
  private static final Duration BESIDE = Duration.ofHours(1);

  private final Rarity rarity = new Rarity();

  /** Counts one signal, whose keys are given. */
  void count(Signal signal, Set<LinkKey> keys, boolean judgement) {
    rarity.count(signal, keys, judgement);
  }

  /** From 0 to 1: how much it says that two judgements share what they share. */
  double of(Signal signal, Match match) {
    double none = 1;
    boolean knocks = knocks(signal, match) || knocks(match.signal(), match);
    for (LinkKey key : match.shared()) {
      none *= 1 - (knocks ? 0 : rare(key, signal, match));
    }
    double hours = Duration.between(match.signal().time(), signal.time()).abs().toMinutes() / 60.0;
    double closeness = hours <= 2 ? 1 : Math.max(0.6, 1 - (hours - 2) * 0.4 / 22);
    double sides = Incident.fromQradar(signal) != Incident.fromQradar(match.signal()) ? 1.05 : 1;
    double actors = strangers(signal, match) ? STRANGERS : 1;
    return Math.min(1, (1 - none) * closeness * sides * actors);
  }

  private double rare(LinkKey key, Signal signal, Match match) {
    boolean first = signal.time().isBefore(match.signal().time());
    return rarity.weight(
        key,
        first ? signal.time() : match.signal().time(),
        first ? match.signal().time() : signal.time());
  }

  /** Whether two calls share what they were about, and nothing of who made them. */
  private static boolean strangers(Signal signal, Match match) {
    return signal instanceof ApiCall
        && match.signal() instanceof ApiCall
        && match.shared().stream().allMatch(key -> key.kind() == ObservableKind.RESOURCE)
        && Stream.of(signal, match.signal())
            .flatMap(call -> call.observables().stream())
            .filter(shown -> shown.role() == Role.ACTOR)
            .flatMap(shown -> LinkKey.of(shown).stream())
            .noneMatch(match.shared()::contains);
  }

  /** Whether all that a scanner's signal shares is the door. */
  private boolean knocks(Signal signal, Match match) {
    return rarity.knocks(signal)
        && match.shared().stream()
            .noneMatch(
                key ->
                    signal.observables().stream()
                        .anyMatch(o -> o.role() == Role.SOURCE && o.value().equals(key.value())));
  }

  /** Activity needs a rare address or session, or two shared things; a name alone is not enough. */
  double beside(Signal signal, Match match) {
    boolean near =
        Duration.between(match.signal().time(), signal.time()).abs().compareTo(BESIDE) <= 0;
    boolean wayIn = issues(signal, match.shared()) || admits(match.signal(), match.shared());
    int telling = 0;
    boolean alone = false;
    for (LinkKey key : match.shared()) {
      if (rare(key, signal, match) >= Round.LINK) {
        telling++;
        alone |=
            switch (key.kind()) {
              case IP, FILE_HASH, DOMAIN -> true;
              case ACCESS_KEY -> key.value().startsWith("ASIA");
              case HOST, RESOURCE -> signal.kind() != SignalKind.API_CALL;
              case USER -> signal.kind() == SignalKind.SIEM_EVENT || wayIn;
              case PRINCIPAL, ACCOUNT, VULNERABILITY -> false;
            };
      }
    }
    boolean login = telling >= 2 && signal instanceof ApiCall call && Operations.login(call);
    return (near || wayIn || login) && (alone || telling >= 2) ? of(signal, match) : 0;
  }

  /** Whether the call handed out a session key that is shared: how somebody came by his rights. */
  private static boolean issues(Signal signal, List<LinkKey> shared) {
    return signal.observables().stream()
        .anyMatch(
            issued ->
                issued.kind() == ObservableKind.ACCESS_KEY
                    && issued.role() == Role.TARGET
                    && shared.stream().anyMatch(key -> key.value().equals(issued.value())));
  }

  /** Whether the call gave a user a password by which he then comes in. */
  private static boolean admits(Signal call, List<LinkKey> shared) {
    return call.observables().stream()
        .filter(o -> o.kind() == ObservableKind.USER && o.role() == Role.TARGET)
        .flatMap(o -> LinkKey.of(o).stream())
        .anyMatch(shared::contains);
  }
}
