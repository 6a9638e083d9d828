// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.identity.LinkKey;
import io.qraws.correlation.index.Match;
import io.qraws.correlation.operation.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

  /** In a rare place, that somebody failed to log in before. */
  private static final double LEADS_IN = 0.35;

  /** In a rare place, that names are much the same. */
  private static final double ALIKE = 0.35;

  /** A place that says less than this is not one of the two things that activity needs. */
  private static final double RARE_PLACE = 0.2;

  private final Rarity rarity;
  private final Lineage lineage;
  private final Geography geography;
  private final Approach approach;

  /** Judgements that show a user as what they are about: they may have let him in. */
  private final Set<Signal> aboutUsers = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Weights that go by what is counted.
   *
   * @param lineage gives the keys of signals
   * @param lookup where addresses are, or null
   */
  LinkWeights(Lineage lineage, @Nullable PlaceLookup lookup) {
    this.lineage = lineage;
    rarity = new Rarity(lineage);
    geography = new Geography(lookup, lineage);
    approach = new Approach(lineage);
  }

  /**
   * Counts one signal.
   *
   * @return the keys under which it is compared, but for those of places
   */
  List<LinkKey> count(Signal signal, boolean judgement) {
    Set<LinkKey> keys = lineage.keys(signal);
    rarity.count(signal, keys, judgement);
    geography.count(signal);
    if (judgement && shows(signal, ObservableKind.USER)) {
      aboutUsers.add(signal);
    }
    return List.copyOf(keys);
  }

  /**
   * The keys under which a signal is compared, those of rare places last, once all is counted.
   *
   * @param counted what {@link #count} told of it
   */
  List<LinkKey> keys(Signal signal, List<LinkKey> counted) {
    Set<LinkKey> places = geography.keys(signal);
    if (places.isEmpty()) {
      return counted;
    }
    List<LinkKey> keys = new ArrayList<>(counted);
    keys.addAll(places);
    return keys;
  }

  /** From 0 to 1: how much it says that two judgements share what they share. */
  double of(Signal signal, Match match) {
    double none = 1;
    boolean knocks = knocks(signal, match) || knocks(match.signal(), match);
    for (LinkKey key : match.shared()) {
      none *= 1 - (knocks || Geography.isPlace(key) ? 0 : rare(key, signal, match));
    }
    if (!knocks) {
      none *= 1 - fromOnePlace(signal, match);
    }
    double hours = signal.apart(match.signal()).toMinutes() / 60.0;
    double closeness = hours <= 2 ? 1 : Math.max(0.6, 1 - (hours - 2) * 0.4 / 22);
    double sides = Incident.fromQradar(signal) != Incident.fromQradar(match.signal()) ? 1.05 : 1;
    double actors = strangers(signal, match) ? STRANGERS : 1;
    return Math.min(1, (1 - none) * closeness * sides * actors);
  }

  /**
   * How much it adds that both come from one place: nothing if they share the address itself, and
   * never enough for a link by the place alone.
   */
  private double fromOnePlace(Signal signal, Match match) {
    LinkKey place = place(match);
    if (place == null) {
      return 0;
    }
    double apart = 1 - geography.weight(place);
    apart *= approach.leadsIn(signal, match.signal()) ? 1 - LEADS_IN : 1;
    apart *= alike(signal, match) ? 1 - ALIKE : 1;
    return 1 - apart;
  }

  /** The most telling place that both come from; null without, or if they share an address. */
  private @Nullable LinkKey place(Match match) {
    LinkKey best = null;
    for (LinkKey key : match.shared()) {
      if (Geography.isPlace(key)) {
        if (best == null || geography.weight(key) > geography.weight(best)) {
          best = key;
        }
      } else if (key.kind() == ObservableKind.IP) {
        return null;
      }
    }
    return best;
  }

  private boolean alike(Signal signal, Match match) {
    return match.shared().stream().noneMatch(key -> key.kind() == ObservableKind.USER)
        && approach.alike(signal, match.signal());
  }

  /** Why two are linked, for people. */
  String reason(Signal signal, Match match) {
    String shown =
        Reasons.shown(match.shared().stream().filter(key -> !Geography.isPlace(key)).toList());
    LinkKey place = place(match);
    if (place == null) {
      return shown;
    }
    return shown
        + (shown.isEmpty() ? "" : "; ")
        + "both come from "
        + geography.words(place)
        + (alike(signal, match) ? "; their names are much the same" : "")
        + (approach.leadsIn(signal, match.signal()) ? "; the first is of failed log-ins" : "");
  }

  private double rare(LinkKey key, Signal signal, Match match) {
    boolean first = signal.time().isBefore(match.signal().time());
    return rarity.weight(
        key,
        first ? signal.time() : match.signal().time(),
        first ? match.signal().time() : signal.time());
  }

  /** Whether two calls share what they were about, and nothing of who made them. */
  private boolean strangers(Signal signal, Match match) {
    return signal instanceof ApiCall
        && match.signal() instanceof ApiCall
        && match.shared().stream()
            .filter(key -> !Geography.isPlace(key))
            .allMatch(key -> key.kind() == ObservableKind.RESOURCE)
        && !actsBy(signal, match.shared())
        && !actsBy(match.signal(), match.shared());
  }

  private boolean actsBy(Signal call, List<LinkKey> shared) {
    for (Observable shown : call.observables()) {
      if (shown.role() == Role.ACTOR && lineage.key(shown).filter(shared::contains).isPresent()) {
        return true;
      }
    }
    return false;
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

  /**
   * Which judgements activity may lie beside at all, whatever it shares with them: those near in
   * time, and those that it shows the way to or that show its own.
   */
  Predicate<Signal> mayLieBeside(Signal signal) {
    boolean anyTime =
        (signal instanceof ApiCall call && Operations.login(call))
            || shows(signal, ObservableKind.ACCESS_KEY);
    return judged -> anyTime || near(signal, judged) || aboutUsers.contains(judged);
  }

  /**
   * Whether activity can lie beside a judgement because they share this, once all is counted: what
   * is rare neither in itself nor as a place makes {@link #beside} nothing.
   */
  boolean mayTell(LinkKey key) {
    return Geography.isPlace(key)
        ? geography.weight(key) >= RARE_PLACE
        : rarity.atMost(key) >= Round.LINK;
  }

  private static boolean shows(Signal signal, ObservableKind target) {
    for (Observable shown : signal.observables()) {
      if (shown.kind() == target && shown.role() == Role.TARGET) {
        return true;
      }
    }
    return false;
  }

  private static boolean near(Signal signal, Signal judged) {
    return signal.apart(judged).compareTo(BESIDE) <= 0;
  }

  /** Activity needs a rare address or session, or two shared things; a name alone is not enough. */
  double beside(Signal signal, Match match) {
    int telling = 0;
    boolean alone = false;
    boolean user = false;
    for (LinkKey key : match.shared()) {
      if (!Geography.isPlace(key) && rare(key, signal, match) >= Round.LINK) {
        telling++;
        alone |=
            switch (key.kind()) {
              case IP, FILE_HASH, DOMAIN -> true;
              case ACCESS_KEY -> key.value().startsWith("ASIA");
              case HOST, RESOURCE -> signal.kind() != SignalKind.API_CALL;
              case USER -> {
                user = true;
                yield signal.kind() == SignalKind.SIEM_EVENT;
              }
              case PRINCIPAL, ACCOUNT, VULNERABILITY -> false;
            };
      }
    }
    LinkKey place = place(match);
    if (place != null && geography.weight(place) >= RARE_PLACE) {
      telling++;
      alone |= signal.kind() == SignalKind.SIEM_EVENT && approach.leadsIn(signal, match.signal());
    }
    if (telling == 0) {
      return 0;
    }
    boolean near = near(signal, match.signal());
    boolean wayIn = issues(signal, match.shared()) || admits(match.signal(), match.shared());
    alone |= user && wayIn;
    boolean login = telling >= 2 && signal instanceof ApiCall call && Operations.login(call);
    return (near || wayIn || login) && (alone || telling >= 2) ? of(signal, match) : 0;
  }

  /** Whether the call handed out a session key that is shared: how somebody came by his rights. */
  private static boolean issues(Signal signal, List<LinkKey> shared) {
    for (Observable issued : signal.observables()) {
      if (issued.kind() == ObservableKind.ACCESS_KEY
          && issued.role() == Role.TARGET
          && shared.stream().anyMatch(key -> key.value().equals(issued.value()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the call gave a user a password by which he then comes in. */
  private boolean admits(Signal call, List<LinkKey> shared) {
    for (Observable user : call.observables()) {
      if (user.kind() == ObservableKind.USER
          && user.role() == Role.TARGET
          && lineage.key(user).filter(shared::contains).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
