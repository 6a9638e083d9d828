// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at one instant: each name leads up to the one that is surer to say who it is, and
 * the last on that way speaks for the identity.
 *
 * <p>Not safe for several threads; made for one question.
 */
final class Resolution {
  /**
   * Longer ways are not followed: whoever may assume a role could make them as long as he likes.
   */
  private static final int LONGEST = 128;

  private static final int MOST_HINTS = 16;

  private final Map<Name, IdentityLink> steps = new HashMap<>();
  private final Map<Name, Name> ups = new HashMap<>();
  private final Set<Name> asked = new HashSet<>();
  private final Map<Name, Map<String, IdentityHint>> hints = new HashMap<>();
  private final Sources sources;
  private final Accounts accounts;
  private final Credentials credentials;
  private final Places places;
  private final Instant at;
  private int depth;

  Resolution(Sources sources, Instant at) {
    this.sources = sources;
    this.at = at;
    accounts = new Accounts(this, sources);
    credentials = new Credentials(this, sources);
    places = new Places(this, sources);
  }

  /** What is known, and how it is to be read. */
  record Sources(
      Evidence evidence,
      Evidence mentions,
      Directory directory,
      NameTable table,
      Set<String> enforced,
      Set<String> domains,
      double threshold,
      long leaseSeconds) {}

  Instant at() {
    return at;
  }

  /** The name that this one leads to, or null if it speaks for itself. */
  @Nullable Name up(Name name) {
    if (depth < LONGEST && asked.add(name)) {
      depth++;
      if (!table(name)) {
        switch (name.kind()) {
          case ENTRY -> entry(name);
          case LABEL, USER, IAM_USER -> accounts.lead(name);
          case KEY, SESSION, EVENT -> credentials.lead(name);
          case HOST, IP -> places.lead(name);
          case WORKLOAD, INSTANCE, ROOT, ROLE, NOBODY, OTHER -> {}
        }
      }
      depth--;
    }
    return ups.get(name);
  }

  private void entry(Name entry) {
    DirectoryPersons persons = sources.directory().persons();
    persons.hints(entry).forEach(hint -> hint(entry, hint.name(), hint.score(), hint.reason()));
    Name person = persons.up(entry);
    IdentityLink link = persons.link(entry);
    if (person != null && link != null) {
      ups.put(entry, person);
      steps.put(entry, link);
    }
  }

  /** Whether a table says something of the name, which then counts before all else. */
  private boolean table(Name name) {
    Map<Name, NameTable.Entry> said = sources.table().at(name, at);
    if (said.size() == 1) {
      NameTable.Entry entry = said.values().iterator().next();
      lead(name, entry.identity(), Rule.TABLE, Rule.TABLE.confidence(), null, entry.source());
    }
    if (said.size() > 1) {
      said.values()
          .forEach(
              entry ->
                  hint(name, entry.identity().id(), 0.5, "tables name more than one identity"));
    }
    return !said.isEmpty();
  }

  /** Whether no table says anything of the name. */
  boolean unlisted(Name name) {
    return sources.table().at(name, at).isEmpty();
  }

  /** Leads a name to another. */
  void lead(
      Name from,
      Name to,
      Rule rule,
      double confidence,
      Evidence.@Nullable Held held,
      String source) {
    ups.put(from, to);
    steps.put(
        from,
        new IdentityLink(
            from.id(),
            to.id(),
            rule,
            confidence,
            held == null ? null : held.first(),
            held == null ? null : held.last(),
            held == null ? source : held.source()));
  }

  void lead(Name from, Name to, Rule rule, Evidence.Held held) {
    lead(from, to, rule, rule.confidence(), held, held.source());
  }

  /**
   * Leads a name to the only identity that several facts give; where they give more than one, to
   * none.
   *
   * @param facts by the name to which each would lead
   * @return whether there were any facts
   */
  boolean leadToOnly(Name from, Map<Name, Evidence.Held> facts, Rule rule, String contested) {
    Map<Name, Name> byRoot = new TreeMap<>();
    facts.keySet().stream().sorted().forEach(to -> byRoot.putIfAbsent(root(to), to));
    if (byRoot.size() == 1) {
      Name to = byRoot.values().iterator().next();
      Evidence.Held held = facts.get(to);
      if (held != null && !to.equals(from)) {
        lead(from, to, rule, held);
      }
    }
    if (byRoot.size() > 1) {
      byRoot.keySet().stream()
          .limit(MOST_HINTS)
          .forEach(root -> hint(from, root.id(), 0.5, contested));
    }
    return !facts.isEmpty();
  }

  void hint(Name about, String name, double score, String reason) {
    hints
        .computeIfAbsent(about, n -> new TreeMap<>())
        .merge(
            name, new IdentityHint(name, score, reason), (a, b) -> a.score() >= b.score() ? a : b);
  }

  /** The name that speaks for the identity, as the evidence has it. */
  Name root(Name name) {
    List<Name> way = way(name);
    return way.get(way.size() - 1);
  }

  /**
   * From the name up to the one that speaks for it, both included. Of names that lead in a circle
   * the first in order speaks.
   */
  List<Name> way(Name name) {
    List<Name> way = new ArrayList<>(4);
    way.add(name);
    for (Name next = up(name); next != null; next = up(next)) {
      int met = way.indexOf(next);
      if (met >= 0) {
        Name first = Collections.min(way.subList(met, way.size()));
        return way.subList(0, way.indexOf(first) + 1);
      }
      way.add(next);
      if (way.size() > LONGEST) {
        return List.of(name);
      }
    }
    return way;
  }

  /** The step up from a name that is not the last of its way. */
  IdentityLink step(Name from) {
    IdentityLink step = steps.get(from);
    if (step == null) {
      throw new IllegalStateException("no step from " + from.kind());
    }
    return step;
  }

  /** What may be one with a name on the way, best first, without what is on it. */
  List<IdentityHint> hints(List<Name> way) {
    Map<String, IdentityHint> all = new TreeMap<>();
    Set<String> taken = new TreeSet<>();
    way.forEach(name -> taken.add(name.id()));
    for (Name name : way) {
      hints
          .getOrDefault(name, Map.of())
          .forEach(
              (id, hint) -> {
                if (!taken.contains(id)) {
                  all.merge(id, hint, (a, b) -> a.score() >= b.score() ? a : b);
                }
              });
    }
    return all.values().stream()
        .sorted((a, b) -> Double.compare(b.score(), a.score()))
        .limit(MOST_HINTS)
        .toList();
  }
}
