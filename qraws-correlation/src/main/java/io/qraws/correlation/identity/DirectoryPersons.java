// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a directory are accounts of one person: those with one EmployeeID, and those
 * whose description says whose second account they are. What only the name suggests is a hint.
 *
 * <p>Immutable, safe to share between threads.
 */
final class DirectoryPersons {
  /** With more accounts than this, an EmployeeID is a filler and no person's. */
  private static final int MOST_ACCOUNTS = 6;

  /** {@code adm-ann}, {@code ann_a}: how second accounts are commonly named. */
  private static final Pattern PRIVILEGED =
      Pattern.compile(
          "(?:adm|admin|da|sa|priv|t[012]|a|x)[-_.](.{2,})"
              + "|(.{2,})[-_.](?:adm|admin|da|priv|t[012]|a|x)");

  /** Whose account it is: {@code Admin account of ann}. */
  private static final Pattern WHOSE =
      Pattern.compile(
          ".*?\\b(?:adm(?:in(?:istrat(?:or|ive|ion))?)?|privileged|elevated|secondary|second|tier[- ]?\\d"
              + "|additional|alternate|personal|break[- ]?glass)\\b[^.;,]{0,40}?"
              + "\\b(?:account|user|login|logon|id)?\\s*(?:of|for|:)\\s+(.{2,100}?)\\s*(?:[;,(].*|\\.(?:\\s.*)?)?");

  private final Map<Name, IdentityLink> links = new HashMap<>();
  private final Map<Name, Name> up = new HashMap<>();
  private final Map<Name, List<Name>> down = new HashMap<>();
  private final Map<Name, List<IdentityHint>> hints = new HashMap<>();

  DirectoryPersons(Directory directory, List<DirectoryEntry> entries) {
    Map<String, TreeMap<Name, DirectoryEntry>> byEmployee = new TreeMap<>();
    Map<String, Set<Name>> byText = new HashMap<>();
    for (DirectoryEntry entry : entries) {
      if (!entry.employee().isEmpty()) {
        byEmployee.computeIfAbsent(entry.employee(), e -> new TreeMap<>()).put(entry.name(), entry);
      }
      entry.names().forEach(n -> byText.computeIfAbsent(n, t -> new TreeSet<>()).add(entry.name()));
    }
    byEmployee.values().forEach(this::oneEmployee);
    entries.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(entry -> described(directory, entry, byText));
  }

  private void oneEmployee(Map<Name, DirectoryEntry> accounts) {
    if (accounts.size() < 2) {
      return;
    }
    DirectoryEntry main =
        accounts.values().stream()
            .filter(account -> !account.service())
            .min(Comparator.comparing(account -> !unprivileged(account.account()).isEmpty()))
            .orElse(null);
    for (DirectoryEntry account : accounts.values()) {
      if (main == null || account.equals(main)) {
        continue;
      }
      String id = "both have EmployeeID " + account.employee();
      if (accounts.size() > MOST_ACCOUNTS) {
        hint(account.name(), main.name(), 0.4, id + ", which too many have");
      } else if (account.service()) {
        hint(account.name(), main.name(), 0.5, id + ", but one is a program's account: its owner");
      } else if (account.contradicts(main)) {
        hint(account.name(), main.name(), 0.5, id + ", but their names differ");
      } else {
        link(account, main, Rule.EMPLOYEE_ID);
      }
    }
  }

  private void described(Directory directory, DirectoryEntry entry, Map<String, Set<Name>> byText) {
    if (up.containsKey(entry.name())) {
      return;
    }
    Matcher whose = WHOSE.matcher(entry.description().toLowerCase(Locale.ROOT));
    String said = whose.matches() ? named(whose) : "";
    Set<Name> owners = new TreeSet<>(byText.getOrDefault(said, new TreeSet<>()));
    owners.remove(entry.name());
    if (owners.size() == 1 && !entry.service()) {
      DirectoryEntry owner = directory.entry(owners.iterator().next());
      if (owner != null && !leads(owner.name(), entry.name())) {
        link(entry, owner, Rule.DESCRIPTION);
      }
      return;
    }
    for (Name owner : owners) {
      hint(entry.name(), owner, 0.6, "its description names more than one, or a program's account");
    }
    String plain = unprivileged(entry.account());
    for (Name owner : byText.getOrDefault(plain, new TreeSet<>())) {
      if (!owner.equals(entry.name()) && !owners.contains(owner)) {
        hint(entry.name(), owner, 0.6, "named as a second account of it would be");
      }
    }
  }

  private static String named(Matcher whose) {
    String said = whose.group(1).strip();
    int slash = said.lastIndexOf('\\');
    return said.substring(slash + 1);
  }

  /** The name without what marks a second account; empty if it has no such mark. */
  static String unprivileged(String account) {
    Matcher matcher = PRIVILEGED.matcher(account);
    if (!matcher.matches()) {
      return "";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private boolean leads(Name from, Name to) {
    Name at = from;
    for (int i = 0; i < 32 && at != null; i++) {
      if (at.equals(to)) {
        return true;
      }
      at = up.get(at);
    }
    return at != null;
  }

  private void link(DirectoryEntry from, DirectoryEntry to, Rule rule) {
    up.put(from.name(), to.name());
    down.computeIfAbsent(to.name(), n -> new ArrayList<>(1)).add(from.name());
    links.put(
        from.name(),
        new IdentityLink(
            from.name().id(), to.name().id(), rule, rule.confidence(), null, null, from.place()));
  }

  private void hint(Name a, Name b, double score, String reason) {
    hints.computeIfAbsent(a, n -> new ArrayList<>()).add(new IdentityHint(b.id(), score, reason));
    hints.computeIfAbsent(b, n -> new ArrayList<>()).add(new IdentityHint(a.id(), score, reason));
  }

  /** The entry that speaks for the same person, or null if this one does. */
  @Nullable Name up(Name entry) {
    return up.get(entry);
  }

  /** The entries that lead to this one directly. */
  List<Name> down(Name entry) {
    return down.getOrDefault(entry, List.of());
  }

  /** Why; null where {@link #up} is. */
  @Nullable IdentityLink link(Name entry) {
    return links.get(entry);
  }

  /** The entry that speaks for the person. */
  Name person(Name entry) {
    Name at = entry;
    for (Name next = up.get(at); next != null; next = up.get(at)) {
      at = next;
    }
    return at;
  }

  List<IdentityHint> hints(Name entry) {
    return hints.getOrDefault(entry, List.of());
  }
}
