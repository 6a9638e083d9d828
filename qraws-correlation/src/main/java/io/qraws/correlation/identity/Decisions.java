// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was decided by hand, applied to what the evidence says at one instant.
 *
 * <p>Two names that are not one are kept apart by no longer believing the weakest step on the ways
 * from both to where they meet. Names that are one have their identities joined, unless two names
 * that are kept apart would meet so.
 */
final class Decisions {
  static final Comparator<IdentityDecision> ORDER =
      Comparator.comparing(IdentityDecision::at)
          .thenComparing(IdentityDecision::first)
          .thenComparing(IdentityDecision::second);

  private final Resolution resolution;
  private final Set<Name> cuts = new HashSet<>();
  private final Map<Name, Name> joined = new HashMap<>();
  private final Map<Name, IdentityDecision> reasons = new HashMap<>();
  private final List<IdentityDecision> apart = new ArrayList<>();
  private final Set<Name> names = new HashSet<>();

  Decisions(Resolution resolution, Collection<IdentityDecision> decisions) {
    this.resolution = resolution;
    List<IdentityDecision> ordered = decisions.stream().sorted(ORDER).toList();
    for (IdentityDecision decision : ordered) {
      names.add(decision.first());
      names.add(decision.second());
      if (!decision.joined()) {
        apart.add(decision);
        cut(decision);
      }
    }
    ordered.stream().filter(IdentityDecision::joined).forEach(this::join);
  }

  private void cut(IdentityDecision decision) {
    List<Name> first = way(decision.first());
    List<Name> second = way(decision.second());
    Name weakest = null;
    for (int i = 0; i < 2; i++) {
      List<Name> own = i == 0 ? first : second;
      List<Name> other = i == 0 ? second : first;
      for (int k = 0; k < own.size() && !other.contains(own.get(k)); k++) {
        Name step = own.get(k);
        boolean last = k == own.size() - 1;
        if (!last && (weakest == null || weaker(step, weakest))) {
          weakest = step;
        }
      }
    }
    boolean meet = first.get(first.size() - 1).equals(second.get(second.size() - 1));
    if (meet && weakest != null) {
      cuts.add(weakest);
      resolution.hint(weakest, resolution.step(weakest).to(), 0.2, "kept apart by hand");
    }
  }

  private boolean weaker(Name a, Name b) {
    int byConfidence =
        Double.compare(resolution.step(a).confidence(), resolution.step(b).confidence());
    return byConfidence < 0 || (byConfidence == 0 && a.compareTo(b) < 0);
  }

  /** The way up from a name, as far as it is believed. */
  List<Name> way(Name name) {
    List<Name> way = resolution.way(name);
    for (int i = 0; i < way.size(); i++) {
      if (cuts.contains(way.get(i))) {
        return way.subList(0, i + 1);
      }
    }
    return way;
  }

  /** The names of which something was decided. */
  Set<Name> names() {
    return names;
  }

  private Name last(Name name) {
    List<Name> way = way(name);
    return way.get(way.size() - 1);
  }

  private void join(IdentityDecision decision) {
    Name a = representative(last(decision.first()));
    Name b = representative(last(decision.second()));
    if (a.equals(b)) {
      return;
    }
    Name speaks = a.compareTo(b) < 0 ? a : b;
    Name follows = speaks.equals(a) ? b : a;
    joined.put(follows, speaks);
    reasons.put(follows, decision);
    for (IdentityDecision kept : apart) {
      if (representative(last(kept.first())).equals(representative(last(kept.second())))) {
        joined.remove(follows);
        reasons.remove(follows);
        return;
      }
    }
  }

  private Name representative(Name root) {
    Name at = root;
    for (Name next = joined.get(at); next != null; next = joined.get(at)) {
      at = next;
    }
    return at;
  }

  /** The name that speaks for the identity. */
  Name root(Name name) {
    return representative(last(name));
  }

  /** The steps from a name to the one that speaks for the identity. */
  List<IdentityLink> links(Name name) {
    List<Name> way = way(name);
    List<IdentityLink> links = new ArrayList<>(way.size());
    way.subList(0, way.size() - 1).forEach(step -> links.add(resolution.step(step)));
    Name at = way.get(way.size() - 1);
    for (Name next = joined.get(at); next != null; next = joined.get(at)) {
      IdentityDecision why = reasons.get(at);
      if (why != null) {
        links.add(
            new IdentityLink(
                at.id(), next.id(), Rule.BY_HAND, 1, why.at(), why.at(), "by " + why.by()));
      }
      at = next;
    }
    return links;
  }
}
