// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who logged on where around a time. */
final class Logons {
  /** With fewer sightings than this, one who used a place is only known to have been there then. */
  private static final int SETTLED = 3;

  /** Somebody who logs on this many times as often as all others together is whose place it is. */
  private static final int NEARLY_ALL = 5;

  private static final long DAY = 86_400;

  private final Map<Name, Set<Name>> hostsOf = new HashMap<>();
  private final Evidence evidence;
  private final long now;
  private final long window;

  Logons(Evidence evidence, long now, long window) {
    this.evidence = evidence;
    this.now = now;
    this.window = window;
  }

  /** That a user was at a place at times, in seconds since 1970, to the hour. */
  record Sighting(Evidence.Held held, List<Long> times) {}

  /** Programs, second accounts and accounts that a host has for itself are at home nowhere. */
  private static boolean mayLive(UserName user, Name place) {
    return !user.generic()
        && !user.domain().equals(Evidence.shortName(place))
        && !DirectoryEntry.programs(user.local())
        && DirectoryPersons.unprivileged(user.local()).isEmpty();
  }

  /** Who was at a place, but for those who are at home in none. */
  List<Sighting> at(Name place) {
    return from(place, now - window, now + window);
  }

  /** Who was at a place from one time to another. */
  List<Sighting> from(Name place, long from, long to) {
    List<Sighting> seen = new ArrayList<>();
    for (Evidence.Held held : evidence.from(place, Fact.LOGGED_ON)) {
      long[] times = held.times().within(from - Fact.LOGGED_ON.grain(), Math.min(to, now + window));
      if (times.length > 0
          && mayLive(UserName.of(held.to()), place)
          && !Places.many(hosts(held.to(), false).size())) {
        seen.add(new Sighting(held, Arrays.stream(times).boxed().toList()));
      }
    }
    return seen;
  }

  /**
   * The hosts that a user was at.
   *
   * @param alone only those where nobody else was
   */
  Set<Name> hosts(Name user, boolean alone) {
    Set<Name> hosts = hostsOf.computeIfAbsent(user, this::hosts);
    if (!alone) {
      return hosts;
    }
    Set<Name> own = new TreeSet<>(hosts);
    own.removeIf(
        host ->
            evidence.from(host, Fact.LOGGED_ON).stream()
                .anyMatch(held -> !held.to().equals(user) && near(held)));
    return own;
  }

  private Set<Name> hosts(Name user) {
    Set<Name> hosts = new TreeSet<>();
    for (Evidence.Held held : evidence.to(user, Fact.LOGGED_ON)) {
      if (held.from().kind() == Name.Kind.HOST && near(held)) {
        hosts.add(held.from());
      }
    }
    return hosts;
  }

  private boolean near(Evidence.Held held) {
    return held.times().within(now - window, now + window).length > 0;
  }

  /**
   * The one identity that used a place, nearly always used it, or used it until another took over;
   * null where there is none, or several at a time.
   */
  static @Nullable Name only(Map<Name, List<Sighting>> byIdentity, long now) {
    Name only = nearlyAlways(byIdentity);
    if (only != null) {
      return only;
    }
    List<long[]> spans = new ArrayList<>();
    for (Map.Entry<Name, List<Sighting>> entry : byIdentity.entrySet()) {
      long[] times = times(entry.getValue());
      boolean settled = times.length >= SETTLED;
      if (byIdentity.size() == 1) {
        return settled || Arrays.stream(times).anyMatch(time -> Math.abs(time - now) <= DAY)
            ? entry.getKey()
            : null;
      }
      long first = times[0];
      long last = times[times.length - 1];
      if (!settled || spans.stream().anyMatch(span -> first <= span[1] && span[0] <= last)) {
        return null;
      }
      spans.add(new long[] {first, last});
      only = first <= now && now <= last + Fact.LOGGED_ON.grain() ? entry.getKey() : only;
    }
    return only;
  }

  /** A colleague or the help desk who logs on once does not make it theirs, nor shared. */
  private static @Nullable Name nearlyAlways(Map<Name, List<Sighting>> byIdentity) {
    Name main = null;
    int most = 0;
    int all = 0;
    for (Map.Entry<Name, List<Sighting>> entry : byIdentity.entrySet()) {
      int times = times(entry.getValue()).length;
      all += times;
      main = times > most ? entry.getKey() : main;
      most = Math.max(most, times);
    }
    return most >= SETTLED && (all - most) * NEARLY_ALL <= most ? main : null;
  }

  private static long[] times(List<Sighting> sightings) {
    return sightings.stream()
        .flatMap(sighting -> sighting.times().stream())
        .mapToLong(time -> time)
        .sorted()
        .distinct()
        .toArray();
  }
}
