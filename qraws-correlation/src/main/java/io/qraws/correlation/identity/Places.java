// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Leads addresses and hosts to the instance, host or person that had them at the time.
 *
 * <p>A place that several used is its own: a bastion, a terminal server, an address behind which
 * there are many.
 */
final class Places {
  /** Whoever logs on at more hosts than this is a service or an administrator, at home in none. */
  private static final int MANY_HOSTS = 10;

  /** One who alone uses more hosts than this is no person but a kiosk's or a program's account. */
  private static final int OWN_HOSTS = 3;

  /** Of a place that more than these used, the others are not looked at. */
  private static final int MOST_USERS = 10;

  /** A laptop that moves between offices gets a few new addresses a day. */
  private static final int MANY_ADDRESSES = 30;

  private static final long DAY = 86_400;

  /** Source: none; longer than any working day spent in a VPN. */
  private static final long LONGEST_VPN = DAY;

  private static final String CONTESTED = "several had it at the time";
  private static final String SHARED = "used it, as others did";

  private final Resolution resolution;
  private final Evidence evidence;
  private final Directory directory;
  private final Logons logons;
  private final long lease;
  private final long now;

  Places(Resolution resolution, Resolution.Sources sources) {
    this.resolution = resolution;
    evidence = sources.evidence();
    directory = sources.directory();
    lease = sources.leaseSeconds();
    now = resolution.at().getEpochSecond();
    logons = new Logons(evidence, now, lease);
  }

  void lead(Name place) {
    if (place.kind() == Name.Kind.IP) {
      address(place);
    } else {
      host(place);
    }
  }

  private void address(Name address) {
    Map<Name, Evidence.Held> holders = new TreeMap<>();
    bound(address, holders);
    Evidence.Held leased = leased(address);
    if (leased != null) {
      holders.put(leased.to(), leased);
    }
    if (holders.size() > 1) {
      resolution.leadToOnly(address, holders, Rule.LEASE, CONTESTED);
    } else if (leased != null) {
      resolution.lead(address, leased.to(), Rule.LEASE, leased);
    } else if (!holders.isEmpty()) {
      Evidence.Held held = holders.values().iterator().next();
      resolution.lead(address, held.to(), Rule.INSTANCE_ADDRESS, held);
    } else if (evidence.from(address, Fact.BOUND).isEmpty() && !wasLeased(address)) {
      user(address, logons.at(address), OWN_HOSTS);
    }
  }

  private boolean wasLeased(Name address) {
    return evidence.from(address, Fact.LEASED).stream()
        .anyMatch(held -> held.times().within(now - lease, now + lease).length > 0);
  }

  private void host(Name host) {
    Set<Name> spellings = spellings(host);
    Map<Name, Evidence.Held> holders = new TreeMap<>();
    spellings.forEach(name -> bound(name, holders));
    if (!holders.isEmpty()) {
      resolution.leadToOnly(host, holders, Rule.INSTANCE_ADDRESS, CONTESTED);
      return;
    }
    Name address = Addresses.named(host.value());
    if (address != null && instances(address)) {
      resolution.lead(
          host,
          address,
          Rule.INSTANCE_ADDRESS,
          Rule.INSTANCE_ADDRESS.confidence(),
          null,
          "private DNS name");
      return;
    }
    List<Logons.Sighting> seen = new ArrayList<>();
    for (Name name : spellings) {
      seen.addAll(logons.at(name));
      for (Evidence.Held leased : evidence.to(name, Fact.LEASED)) {
        seen.addAll(whileLeased(leased));
      }
    }
    if (!user(host, seen, OWN_HOSTS)) {
      Name full =
          spellings.stream().filter(name -> name.value().indexOf('.') > 0).findFirst().orElse(host);
      if (!full.equals(host)) {
        resolution.lead(host, full, Rule.HOST_NAME, Rule.HOST_NAME.confidence(), null, "host name");
      }
    }
  }

  private boolean instances(Name address) {
    Map<Name, Evidence.Held> holders = new TreeMap<>();
    bound(address, holders);
    return !holders.isEmpty();
  }

  /** The host's short and full name, if no other host has the same short one. */
  private Set<Name> spellings(Name host) {
    Set<Name> spellings = new TreeSet<>(evidence.hosts(Evidence.shortName(host)));
    spellings.add(host);
    long full = spellings.stream().filter(name -> name.value().indexOf('.') > 0).count();
    return full <= 1 ? spellings : Set.of(host);
  }

  /**
   * The logons from an address while a host had it, but for those in the hours in which it changed
   * hands, since times of logons are held to the hour.
   */
  private List<Logons.Sighting> whileLeased(Evidence.Held leased) {
    List<Logons.Sighting> seen = new ArrayList<>();
    for (long from : leased.times().within(now - 2 * lease, now + lease)) {
      long to = Math.min(from + lease, nextHolder(leased, from));
      long hour = Fact.LOGGED_ON.grain();
      seen.addAll(logons.from(leased.from(), from + hour, to - hour));
    }
    return seen;
  }

  /** When the address was next given to another. */
  private long nextHolder(Evidence.Held leased, long from) {
    long next = Long.MAX_VALUE;
    for (Evidence.Held other : evidence.from(leased.from(), Fact.LEASED)) {
      long then = other.times().ceiling(from + 1);
      if (!other.to().equals(leased.to()) && then != Times.NEVER) {
        next = Math.min(next, then);
      }
    }
    return next;
  }

  /** A server that is named in others' logons has the addresses of all of them, and so of none. */
  private boolean manyAddresses(Name holder) {
    return holder.kind() == Name.Kind.HOST
        && evidence.to(holder, Fact.LEASED).stream()
                .filter(held -> held.times().within(now - lease, now + lease).length > 0)
                .limit(MANY_ADDRESSES + 1L)
                .count()
            > MANY_ADDRESSES;
  }

  /** Whoever the address was given to last, unless that is over; null if unknown. */
  private Evidence.@Nullable Held leased(Name address) {
    Evidence.Held latest = null;
    long since = Times.NEVER;
    boolean tie = false;
    for (Evidence.Held held : evidence.from(address, Fact.LEASED)) {
      long floor = held.times().floor(now);
      if (floor != Times.NEVER && floor >= since && !manyAddresses(held.to())) {
        tie = floor == since;
        latest = held;
        since = floor;
      }
    }
    if (latest == null || tie || latest.to().kind() == Name.Kind.NOBODY) {
      return null;
    }
    long longest = latest.to().kind() == Name.Kind.USER ? LONGEST_VPN : lease;
    return now - since <= longest ? latest : null;
  }

  /**
   * The instances that had an address or host name: those that were last seen with it, and not
   * without it since. Before the first sighting, the first to be seen with it within the time of a
   * lease.
   */
  private void bound(Name place, Map<Name, Evidence.Held> holders) {
    Set<Evidence.Held> facts = evidence.from(place, Fact.BOUND);
    Map<Evidence.Held, Long> since = new HashMap<>();
    for (Evidence.Held held : facts) {
      long floor = held.times().floor(now);
      if (floor != Times.NEVER && lastItem(held.to()) <= floor) {
        since.put(held, floor);
      }
    }
    if (since.isEmpty() && facts.size() == 1) {
      Evidence.Held only = facts.iterator().next();
      long ceiling =
          only.times().floor(now) == Times.NEVER ? only.times().ceiling(now) : Times.NEVER;
      if (ceiling != Times.NEVER && ceiling - now <= lease) {
        holders.put(only.to(), only);
      }
      return;
    }
    since.keySet().stream()
        .filter(held -> since.keySet().stream().noneMatch(other -> succeeds(other, held)))
        .forEach(held -> holders.put(held.to(), held));
  }

  /** Whether one instance got a place when the other had been seen with it for the last time. */
  private static boolean succeeds(Evidence.Held other, Evidence.Held held) {
    return other.first().isAfter(held.last());
  }

  /** When all that an instance has was last told. */
  private long lastItem(Name instance) {
    long last = Times.NEVER;
    for (Evidence.Held item : evidence.from(instance, Fact.ITEM)) {
      last = Math.max(last, item.times().floor(now));
    }
    return last;
  }

  /** Leads a place to the only one who used it. */
  private boolean user(Name place, List<Logons.Sighting> seen, int most) {
    Map<Name, List<Logons.Sighting>> byRoot = new TreeMap<>();
    seen.sort(Comparator.comparing(Logons.Sighting::held));
    for (Logons.Sighting sighting : seen) {
      if (byRoot.size() <= MOST_USERS) {
        byRoot
            .computeIfAbsent(resolution.root(sighting.held().to()), r -> new ArrayList<>())
            .add(sighting);
      }
    }
    Name only = byRoot.size() > MOST_USERS ? null : Logons.only(byRoot, now);
    if (only == null) {
      byRoot.keySet().stream()
          .limit(MOST_USERS)
          .forEach(root -> resolution.hint(place, root.id(), 0.3, SHARED));
      return false;
    }
    Evidence.Held held =
        byRoot.getOrDefault(only, List.of()).stream()
            .map(Logons.Sighting::held)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    if (only.kind() == Name.Kind.ENTRY && programs(only)) {
      return false;
    }
    if (logons.hosts(held.to(), true).size() > most) {
      resolution.hint(place, only.id(), 0.4, "used it, and alone used many others");
      return false;
    }
    resolution.lead(place, held.to(), Rule.LOGON, held);
    return true;
  }

  private boolean programs(Name entry) {
    DirectoryEntry found = directory.entry(entry);
    return found != null && found.service();
  }

  static boolean many(int hosts) {
    return hosts > MANY_HOSTS;
  }
}
