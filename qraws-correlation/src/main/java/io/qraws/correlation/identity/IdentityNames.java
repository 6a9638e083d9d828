// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Finds the names of an identity: those near its names that lead to it. */
final class IdentityNames {
  static final int MOST = 1000;
  private static final int MOST_ASKED = 20_000;

  private final Resolution.Sources sources;
  private final Decisions decisions;

  IdentityNames(Resolution.Sources sources, Decisions decisions) {
    this.sources = sources;
    this.decisions = decisions;
  }

  Set<Name> of(Name name) {
    Name root = decisions.root(name);
    Set<Name> members = new TreeSet<>();
    Set<Name> asked = new HashSet<>();
    Deque<Name> open = new ArrayDeque<>(decisions.way(name));
    open.add(root);
    asked.addAll(open);
    members.addAll(open);
    while (!open.isEmpty() && members.size() < MOST && asked.size() < MOST_ASKED) {
      for (Name near : near(open.remove())) {
        if (asked.add(near) && decisions.root(near).equals(root)) {
          members.add(near);
          open.add(near);
        }
      }
    }
    return members;
  }

  private Set<Name> near(Name name) {
    Set<Name> near = new TreeSet<>(sources.evidence().alike(name));
    for (Evidence.Held held : sources.evidence().of(name)) {
      near.add(held.from());
      near.add(held.to());
      if (held.fact() == Fact.LOGGED_ON && held.from().kind() == Name.Kind.IP) {
        // A host may be a user's only through the addresses that it had.
        sources.evidence().from(held.from(), Fact.LEASED).forEach(lease -> near.add(lease.to()));
      }
    }
    near.addAll(sources.table().namesOf(name));
    near.addAll(decisions.names());
    DirectoryEntry entry = sources.directory().entry(name);
    if (entry != null) {
      near.addAll(sources.directory().persons().down(name));
      entry.addresses().forEach(a -> near.add(new Name(Name.Kind.USER, a)));
      entry.names().forEach(text -> spelled(near, text));
      entry.parts().forEach(text -> spelled(near, text));
      entry.fullNames().forEach(text -> spelled(near, text));
      spelled(near, entry.employee());
    }
    near.removeIf(other -> other.kind() == Name.Kind.NOBODY);
    return near;
  }

  private void spelled(Set<Name> near, String text) {
    if (!text.isEmpty()) {
      near.addAll(sources.evidence().users(text));
      Name label = new Name(Name.Kind.LABEL, text);
      if (!sources.table().namesOf(label).isEmpty()) {
        near.add(label);
      }
    }
  }
}
