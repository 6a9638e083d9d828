// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.identity.LinkKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What speaks for one actor where two signals come from one rare place, and would say too little
 * where they do not: a failed log-in before, a name that is much the same.
 */
final class Approach {
  /** How long after a failed log-in somebody is taken to come in. */
  private static final Duration SOON = Duration.ofHours(6);

  /** Whoever tries more names than these has none of them. */
  private static final int OWN_NAMES = 2;

  /** Shorter names are alike by chance. */
  private static final int LONG_ENOUGH = 3;

  /** Each part is bounded, since titles are somebody else's text. */
  private static final Pattern FAILED =
      Pattern.compile(
          "brute|spray|password guess"
              + "|(?:log.?[io]n|auth\\w{0,12}|sign.?in)s?\\W{1,4}(?:\\w{1,20}\\W{1,4})?"
              + "(?:fail|tried|denied|reject)"
              + "|fail\\w{0,4}\\W{1,4}(?:\\w{1,20}\\W{1,4})?(?:log.?[io]n|auth|sign.?in)",
          Pattern.CASE_INSENSITIVE);

  private final Lineage lineage;

  Approach(Lineage lineage) {
    this.lineage = lineage;
  }

  /** Whether QRadar saw somebody fail to log in. */
  static boolean knocks(Signal signal) {
    return Incident.fromQradar(signal)
        && (FAILED.matcher(signal.title()).find()
            || signal.types().stream().anyMatch(type -> FAILED.matcher(type).find()));
  }

  /**
   * Whether one failed to log in and the other, soon after, is in the cloud. Two who travel
   * together are in one rare place too, and one of them may mistype a password; so if the first
   * names a user, the second must not name another.
   */
  boolean leadsIn(Signal one, Signal other) {
    Signal first = one.time().isAfter(other.time()) ? other : one;
    Signal second = first == one ? other : one;
    if (!knocks(first)
        || Incident.fromQradar(second)
        || (second instanceof ApiCall call && call.errorCode() != null)
        || Duration.between(first.time(), second.time()).compareTo(SOON) > 0) {
      return false;
    }
    Set<LinkKey> tried = users(first);
    Set<LinkKey> came = users(second);
    return tried.isEmpty()
        || tried.size() > OWN_NAMES
        || came.isEmpty()
        || came.stream().anyMatch(tried::contains)
        || alike(first, second);
  }

  private Set<LinkKey> users(Signal signal) {
    Set<LinkKey> users = new HashSet<>(4);
    for (Observable observable : signal.observables()) {
      if (observable.kind() == ObservableKind.USER && observable.role() == Role.ACTOR) {
        lineage.key(observable).ifPresent(users::add);
      }
    }
    return users;
  }

  /**
   * Whether both show an actor's name that is much the same though not one in the compared form:
   * {@code a.lee} and {@code ann.lee}, {@code lee.ann}; a host with and without its domain.
   */
  boolean alike(Signal one, Signal other) {
    for (Observable a : one.observables()) {
      for (Observable b : other.observables()) {
        if (a.kind() == b.kind()
            && (a.kind() == ObservableKind.USER
                ? a.role() == Role.ACTOR && b.role() == Role.ACTOR && users(a.value(), b.value())
                : a.kind() == ObservableKind.HOST && hosts(a.value(), b.value()))
            && !(lineage.knows(one, a) && lineage.knows(other, b))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hosts(String a, String b) {
    String one = a.toLowerCase(Locale.ROOT);
    String other = b.toLowerCase(Locale.ROOT);
    return !one.equals(other)
        && (one.startsWith(other + '.') || other.startsWith(one + '.'))
        && Math.min(one.length(), other.length()) >= LONG_ENOUGH;
  }

  /**
   * Whether two user names have one surname, and given names of which one may shorten the other.
   */
  static boolean users(String a, String b) {
    List<String> one = parts(a);
    List<String> other = parts(b);
    if (one.equals(other)) {
      return false;
    }
    if (one.size() == 2 && other.size() == 2) {
      return fit(one.get(0), one.get(1), other.get(0), other.get(1))
          || fit(one.get(0), one.get(1), other.get(1), other.get(0));
    }
    if (one.size() == 1 && other.size() == 2) {
      return joined(one.get(0), other.get(0), other.get(1))
          || joined(one.get(0), other.get(1), other.get(0));
    }
    return one.size() == 2 && other.size() == 1 && users(b, a);
  }

  private static boolean fit(String given, String surname, String given2, String surname2) {
    return surname.equals(surname2)
        && surname.length() >= LONG_ENOUGH
        && (given.startsWith(given2) || given2.startsWith(given));
  }

  /** Whether a name without marks is made of an initial and the other part, whichever is first. */
  private static boolean joined(String name, String given, String surname) {
    String initial = given.substring(0, 1);
    return surname.length() >= LONG_ENOUGH
        && (name.equals(initial + surname) || name.equals(surname + initial));
  }

  private static List<String> parts(String value) {
    String name = value.substring(value.lastIndexOf('\\') + 1);
    int at = name.indexOf('@');
    String local = (at > 0 ? name.substring(0, at) : name).strip().toLowerCase(Locale.ROOT);
    return List.of(local.split("[._-]+")).stream().filter(part -> !part.isEmpty()).toList();
  }
}
