// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * User names of which no table or directory knows more, by how they are written: {@code CORP\ann},
 * {@code ann@corp.example} and {@code ann} are one where nobody else comes into question.
 */
final class Namesakes {
  private static final double SAME = 0.93;
  private static final double SAME_BUT_MARKS = 0.91;

  /** Shorter names are alike by chance when the marks are left out. */
  private static final int LONG_ENOUGH = 6;

  /** With more names alike than this, nothing is said of any. */
  private static final int MOST = 64;

  private final Resolution resolution;
  private final Evidence evidence;
  private final double threshold;

  Namesakes(Resolution resolution, Evidence evidence, double threshold) {
    this.resolution = resolution;
    this.evidence = evidence;
    this.threshold = threshold;
  }

  /**
   * Leads a name to the first of its like; whether there is one, or it is the first itself.
   *
   * @param alone whether a name has nothing but its spelling
   */
  boolean lead(Name user, Predicate<Name> alone) {
    Set<Name> alike = evidence.alike(user);
    if (alike.isEmpty() || alike.size() > MOST) {
      return false;
    }
    TreeSet<Name> all = new TreeSet<>();
    alike.stream().filter(this::seen).filter(alone).forEach(all::add);
    boolean known = all.contains(user);
    all.add(user);
    Set<Name> same = same(user, all);
    double score = SAME;
    if (isOne(all)) {
      score = same.size() == all.size() ? SAME : SAME_BUT_MARKS;
      same = all;
    }
    for (Name other : all) {
      if (!same.contains(other)) {
        resolution.hint(user, other.id(), 0.6, "written alike, but others are too");
      }
    }
    Name first = same.stream().filter(n -> known || !n.equals(user)).findFirst().orElse(user);
    if (first.equals(user)) {
      return same.size() > 1;
    }
    if (score < threshold) {
      resolution.hint(user, first.id(), score, "written alike");
      return false;
    }
    resolution.lead(user, first, Rule.SIMILAR, score, null, "spelling");
    return true;
  }

  /** Seen where a name is checked, and not only where anybody may write one. */
  private boolean seen(Name user) {
    return !evidence.from(user, Fact.SEEN).isEmpty();
  }

  /** Those of the same letters and marks, in the same domain as far as they tell one. */
  private static Set<Name> same(Name user, Set<Name> all) {
    UserName parts = UserName.of(user);
    Set<Name> spelled = new TreeSet<>();
    Set<String> groups = new HashSet<>();
    for (Name other : all) {
      UserName others = UserName.of(other);
      if (others.local().equals(parts.local())) {
        spelled.add(other);
        if (others.form() != UserName.Form.BARE) {
          groups.add(others.group());
        }
      }
    }
    if (groups.size() > 1) {
      boolean bare = parts.form() == UserName.Form.BARE;
      spelled.removeIf(
          other -> {
            UserName others = UserName.of(other);
            boolean sameGroup =
                others.form() != UserName.Form.BARE && others.group().equals(parts.group());
            return !other.equals(user) && (bare || !sameGroup);
          });
    }
    return spelled;
  }

  /**
   * Whether all may be one but for marks: one domain at the most, and no two names of one form, for
   * those would be two accounts.
   */
  private static boolean isOne(Set<Name> all) {
    Set<String> groups = new HashSet<>();
    Set<String> accounts = new HashSet<>();
    boolean distinct = true;
    for (Name name : all) {
      UserName parts = UserName.of(name);
      if (parts.form() != UserName.Form.BARE) {
        groups.add(parts.group());
      }
      distinct &= accounts.add(parts.form() + parts.domain());
      distinct &= UserName.joined(parts.local()).length() >= LONG_ENOUGH;
    }
    return distinct && groups.size() <= 1;
  }
}
