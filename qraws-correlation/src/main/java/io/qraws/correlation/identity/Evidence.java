// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts about pairs of names, the newest up to a maximum. What is held does not depend on the order
 * in which it came, but for the first time of a fact that left and came again.
 *
 * <p>Not safe for several threads. Adding costs O(log n), asking for a name's facts O(1).
 */
final class Evidence {
  /*
   * The queue holds each fact once, under the last time that it had when it was put there. What comes
   * to the head under an outdated time is put back under its own, so the head that is up to date is the oldest.
   */
  private final Map<Key, Held> facts = new HashMap<>();
  private final Map<Side, Set<Held>> sides = new HashMap<>();
  private final Map<String, Set<Name>> buckets = new HashMap<>();
  private final PriorityQueue<Aged> queue = new PriorityQueue<>();
  private final int most;

  Evidence(int most) {
    this.most = most;
  }

  private record Key(Fact fact, Name from, Name to) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::fact).thenComparing(Key::from).thenComparing(Key::to);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Where a name stands in facts of a kind. */
  private record Side(Name name, Fact fact, boolean from) implements Comparable<Side> {
    private static final Comparator<Side> ORDER =
        Comparator.comparing(Side::name).thenComparing(Side::fact).thenComparing(Side::from);

    @Override
    public int compareTo(Side other) {
      return ORDER.compare(this, other);
    }
  }

  private record Aged(Instant last, Held held) implements Comparable<Aged> {
    private static final Comparator<Aged> ORDER =
        Comparator.comparing(Aged::last).thenComparing(aged -> aged.held.key);

    @Override
    public int compareTo(Aged other) {
      return ORDER.compare(this, other);
    }
  }

  /** A fact with its times and its earliest source. */
  static final class Held implements Comparable<Held> {
    private final Key key;
    private final Times times = new Times();
    private Instant first;
    private Instant last;
    private String source;

    private Held(Key key, Instant time, String source) {
      this.key = key;
      this.first = time;
      this.last = time;
      this.source = source;
    }

    @Override
    public int compareTo(Held other) {
      return key.compareTo(other.key);
    }

    Fact fact() {
      return key.fact;
    }

    Name from() {
      return key.from;
    }

    Name to() {
      return key.to;
    }

    Times times() {
      return times;
    }

    Instant first() {
      return first;
    }

    Instant last() {
      return last;
    }

    String source() {
      return source;
    }

    private void seen(Instant time, String from) {
      if (time.isBefore(first) || (time.equals(first) && from.compareTo(source) < 0)) {
        first = time;
        source = from;
      }
      if (time.isAfter(last)) {
        last = time;
      }
      if (key.fact.grain() > 0) {
        times.add(Math.floorDiv(time.getEpochSecond(), key.fact.grain()) * key.fact.grain());
      }
    }
  }

  /** Adds a fact; a null name adds nothing. */
  void add(Fact fact, @Nullable Name from, @Nullable Name to, Instant time, String source) {
    if (from == null || to == null) {
      return;
    }
    Key key = new Key(fact, from, to);
    Held held = facts.get(key);
    if (held == null) {
      held = new Held(key, time, source);
      facts.put(key, held);
      enter(new Side(from, fact, true), held);
      enter(new Side(to, fact, false), held);
      held.seen(time, source);
      queue.add(new Aged(held.last, held));
      while (facts.size() > most) {
        forgetOldest();
      }
    } else {
      held.seen(time, source);
    }
  }

  private void enter(Side side, Held held) {
    Set<Held> known = sides.get(side);
    if (known == null) {
      known = new HashSet<>(4);
      sides.put(side, known);
      for (String bucket : buckets(side.name)) {
        buckets.computeIfAbsent(bucket, b -> new TreeSet<>()).add(side.name);
      }
    }
    known.add(held);
  }

  private void forgetOldest() {
    Aged oldest = queue.remove();
    while (!oldest.last.equals(oldest.held.last)) {
      queue.add(new Aged(oldest.held.last, oldest.held));
      oldest = queue.remove();
    }
    Key key = oldest.held.key;
    facts.remove(key);
    leave(new Side(key.from, key.fact, true), oldest.held);
    leave(new Side(key.to, key.fact, false), oldest.held);
  }

  private void leave(Side side, Held held) {
    Set<Held> known = sides.get(side);
    if (known == null || !known.remove(held) || !known.isEmpty()) {
      return;
    }
    sides.remove(side);
    for (String bucket : buckets(side.name)) {
      Set<Name> names = buckets.get(bucket);
      if (names != null && of(side.name).isEmpty() && names.remove(side.name) && names.isEmpty()) {
        buckets.remove(bucket);
      }
    }
  }

  /** Names under one bucket may be alike: user names but for marks, hosts by their first part. */
  private static List<String> buckets(Name name) {
    if (name.kind() == Name.Kind.HOST) {
      return List.of("h" + shortName(name));
    }
    if (name.kind() != Name.Kind.USER) {
      return List.of();
    }
    UserName parts = UserName.of(name);
    String alike = "u" + UserName.joined(parts.local());
    return parts.form() == UserName.Form.DOWN_LEVEL
        ? List.of(alike, "d" + parts.domain())
        : List.of(alike);
  }

  static String shortName(Name host) {
    int dot = host.value().indexOf('.');
    return dot < 0 ? host.value() : host.value().substring(0, dot);
  }

  /** The names that may be alike, in order; possibly without this one. */
  Set<Name> alike(Name name) {
    List<String> own = buckets(name);
    return own.isEmpty() ? Set.of() : buckets.getOrDefault(own.get(0), Set.of());
  }

  /** The user names with these letters and digits, whatever marks are between. */
  Set<Name> users(String local) {
    return buckets.getOrDefault("u" + UserName.joined(local), Set.of());
  }

  /** The user names with this domain before a backslash. */
  Set<Name> domainUsers(String domain) {
    return buckets.getOrDefault("d" + domain, Set.of());
  }

  /** The hosts whose names begin with this part. */
  Set<Name> hosts(String shortName) {
    return buckets.getOrDefault("h" + shortName, Set.of());
  }

  /** All facts in which the name stands, in no order. */
  List<Held> of(Name name) {
    List<Held> all = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      all.addAll(from(name, fact));
      all.addAll(to(name, fact));
    }
    return all;
  }

  /** The facts of a kind that begin at the name, in no order. */
  Set<Held> from(Name name, Fact fact) {
    return sides.getOrDefault(new Side(name, fact, true), Set.of());
  }

  /** The facts of a kind that end at the name, in no order. */
  Set<Held> to(Name name, Fact fact) {
    return sides.getOrDefault(new Side(name, fact, false), Set.of());
  }

  int size() {
    return facts.size();
  }
}
