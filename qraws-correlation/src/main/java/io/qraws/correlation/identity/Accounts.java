// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Leads user names and IAM users to a directory's entries, or to others that are written alike. */
final class Accounts {
  /** How many accounts of the directory must have been seen in a domain for it to be its. */
  private static final int KNOWN_ACCOUNTS = 3;

  private static final double ALIKE_BUT_FOREIGN = 0.6;
  private static final double INITIAL = 0.75;
  private static final double ALIKE = 0.91;
  private static final String CONTESTED = "more than one account goes by this name";

  private final Resolution resolution;
  private final Evidence evidence;
  private final Evidence mentions;
  private final Directory directory;
  private final Set<String> domains;
  private final double threshold;
  private final Namesakes namesakes;

  Accounts(Resolution resolution, Resolution.Sources sources) {
    this.resolution = resolution;
    evidence = sources.evidence();
    mentions = sources.mentions();
    directory = sources.directory();
    domains = sources.domains();
    threshold = sources.threshold();
    namesakes = new Namesakes(resolution, evidence, threshold);
  }

  void lead(Name name) {
    switch (name.kind()) {
      case LABEL -> label(name);
      case IAM_USER -> iamUser(name);
      default -> user(name);
    }
  }

  /** A table's word for an identity, which may be a name that the directory knows. */
  private void label(Name label) {
    Name user = Name.user(label.value());
    Map<Name, Rule> found = new LinkedHashMap<>();
    if (user != null) {
      found.putAll(entries(user, UserName.of(user)));
    }
    if (found.isEmpty()) {
      put(found, directory.byEmployee(label.value()), Rule.EMPLOYEE_ID);
    }
    if (!found.isEmpty()) {
      only(label, found);
    }
  }

  /** An IAM user is its namesake if the directory knows him, or if no other account has one. */
  private void iamUser(Name iamUser) {
    for (Evidence.Held named : evidence.from(iamUser, Fact.NAMED)) {
      Name user = named.to();
      UserName parts = UserName.of(user);
      Name up = resolution.up(user);
      boolean known = up != null && up.kind() != Name.Kind.USER;
      long others =
          evidence.to(user, Fact.NAMED).stream()
              .filter(held -> held.from().kind() == Name.Kind.IAM_USER)
              .count();
      if (known || (others == 1 && !parts.generic() && entries(user, parts).isEmpty())) {
        resolution.lead(iamUser, user, Rule.IAM_USER_NAME, named);
      } else {
        resolution.hint(iamUser, user.id(), 0.5, "an IAM user's name, which others may have too");
      }
    }
  }

  private void user(Name user) {
    UserName parts = UserName.of(user);
    if (parts.machine()) {
      Name host = Name.host(parts.local().substring(0, parts.local().length() - 1));
      if (host != null) {
        resolution.lead(
            user,
            host,
            Rule.COMPUTER_ACCOUNT,
            Rule.COMPUTER_ACCOUNT.confidence(),
            null,
            "computer account");
      }
      return;
    }
    if (parts.generic() && parts.form() == UserName.Form.BARE) {
      return;
    }
    Map<Name, Rule> found = entries(user, parts);
    if (!found.isEmpty()) {
      only(user, found);
      return;
    }
    if (signed(user) || alias(user) || alike(user, parts)) {
      return;
    }
    hints(user, parts);
    boolean elsewhere =
        !evidence.from(user, Fact.SEEN).isEmpty() || !mentions.from(user, Fact.SEEN).isEmpty();
    if (!namesakes.lead(user, this::alone) && !elsewhere) {
      session(user);
    }
  }

  /** The subject of a token. */
  private boolean signed(Name user) {
    return resolution.leadToOnly(
        user,
        byOther(evidence.from(user, Fact.SIGNED)),
        Rule.WEB_IDENTITY,
        "several providers know the subject");
  }

  private boolean alias(Name user) {
    return resolution.leadToOnly(
        user, byOther(evidence.from(user, Fact.ALIAS)), Rule.SAML, CONTESTED);
  }

  /** Where the name is only known from sessions: whose they are. */
  private void session(Name user) {
    Map<Name, Evidence.Held> sessions = new TreeMap<>();
    for (Evidence.Held named : evidence.to(user, Fact.NAMED)) {
      if (named.from().kind() == Name.Kind.SESSION) {
        sessions.put(named.from(), named);
      }
    }
    resolution.leadToOnly(
        user, sessions, Rule.SESSION_NAME, "several identities have sessions of this name");
  }

  static Map<Name, Evidence.Held> byOther(Collection<Evidence.Held> facts) {
    Map<Name, Evidence.Held> byOther = new TreeMap<>();
    facts.forEach(held -> byOther.put(held.to(), held));
    return byOther;
  }

  /** Leads to the one person whose accounts these are; to none where there are several. */
  private void only(Name user, Map<Name, Rule> found) {
    Set<Name> persons = new TreeSet<>();
    found.keySet().forEach(entry -> persons.add(directory.persons().person(entry)));
    if (persons.size() > 1) {
      found.keySet().forEach(e -> resolution.hint(user, e.id(), 0.5, CONTESTED));
      return;
    }
    Map.Entry<Name, Rule> first = found.entrySet().iterator().next();
    DirectoryEntry entry = directory.entry(first.getKey());
    Rule rule = first.getValue();
    resolution.lead(
        user, first.getKey(), rule, rule.confidence(), null, entry == null ? "" : entry.place());
  }

  /** The directory's entries of that name, in order of how sure it is. */
  private Map<Name, Rule> entries(Name user, UserName parts) {
    Instant at = resolution.at();
    Map<Name, Rule> found = new LinkedHashMap<>();
    switch (parts.form()) {
      case ADDRESS -> {
        put(found, directory.byAddress(user.value(), at), Rule.DIRECTORY_ADDRESS);
        if (found.isEmpty() && directory.hasDomain(parts.domain())) {
          // An account may always log on as sAMAccountName@domain, besides its UPN.
          for (DirectoryEntry entry : directory.byAccount(parts.local(), at)) {
            if (entry.addresses().isEmpty()
                || (entry.isIn(parts.domain()) && !entry.hasMailIn(parts.domain()))
                || entry.parts().contains(parts.local())) {
              put(found, List.of(entry), Rule.DIRECTORY_ACCOUNT);
            }
          }
        }
      }
      case DOWN_LEVEL -> {
        if (ofDirectory(parts)) {
          // A domain of the directory's is told apart from its others by its first part.
          boolean known = directory.hasGroup(parts.group());
          directory.byAccount(parts.local(), at).stream()
              .filter(e -> !known || e.addresses().isEmpty() || isIn(e, parts.group()))
              .forEach(e -> put(found, List.of(e), Rule.DIRECTORY_ACCOUNT));
        }
      }
      case BARE -> {
        put(found, directory.byAccount(parts.local(), at), Rule.DIRECTORY_ACCOUNT);
        put(found, directory.byPart(parts.local(), at), Rule.DIRECTORY_NAME_PART);
        if (found.isEmpty()) {
          put(found, directory.byEmployee(parts.local()), Rule.EMPLOYEE_ID);
        }
      }
    }
    return found;
  }

  private static void put(Map<Name, Rule> found, List<DirectoryEntry> entries, Rule rule) {
    entries.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(entry -> found.putIfAbsent(entry.name(), rule));
  }

  private static boolean isIn(DirectoryEntry entry, String group) {
    return entry.addresses().stream()
        .anyMatch(a -> UserName.of(new Name(Name.Kind.USER, a)).group().equals(group));
  }

  /** Whether the domain before a backslash is one of the directory's and not a computer's own. */
  private boolean ofDirectory(UserName parts) {
    if (directory.hasGroup(parts.group()) || domains.contains(parts.domain())) {
      return true;
    }
    return evidence.hosts(parts.domain()).isEmpty()
        && evidence.domainUsers(parts.domain()).stream()
                .map(UserName::of)
                .map(UserName::local)
                .filter(directory::hasAccount)
                .limit(KNOWN_ACCOUNTS)
                .count()
            == KNOWN_ACCOUNTS;
  }

  /**
   * Whether the name is somebody's but for its marks, or his given name and surname, and only his.
   */
  private boolean alike(Name user, UserName parts) {
    String joined = UserName.joined(parts.local());
    List<DirectoryEntry> named = directory.byLikeness(joined, resolution.at());
    Set<Name> persons = new HashSet<>();
    named.forEach(entry -> persons.add(directory.persons().person(entry.name())));
    // Of a person with several accounts, one that has a mailbox there speaks for all.
    boolean taken = named.stream().anyMatch(entry -> entry.hasMailIn(parts.domain()));
    DirectoryEntry best = null;
    for (DirectoryEntry entry : named) {
      double score = taken ? ALIKE_BUT_FOREIGN : score(entry, parts, joined);
      if (persons.size() > 1) {
        resolution.hint(user, entry.name().id(), 0.5, "several are called so");
      } else if (score < threshold) {
        resolution.hint(user, entry.name().id(), score, "called so, but has another name there");
      } else if (best == null || entry.name().compareTo(best.name()) < 0) {
        best = entry;
      }
    }
    if (best != null) {
      resolution.lead(
          user, best.name(), Rule.SIMILAR, score(best, parts, joined), null, best.place());
    }
    return best != null;
  }

  /**
   * Lower where the entry has another name of the same form and place, and so this is another's.
   */
  private double score(DirectoryEntry entry, UserName parts, String joined) {
    boolean mayBe =
        switch (parts.form()) {
          case BARE -> true;
          case DOWN_LEVEL ->
              ofDirectory(parts)
                  && (entry.account().isEmpty() || entry.joinedNames().contains(joined));
          case ADDRESS -> directory.hasDomain(parts.domain());
        };
    return mayBe && !entry.numbered(joined) ? ALIKE : ALIKE_BUT_FOREIGN;
  }

  private void hints(Name user, UserName parts) {
    for (DirectoryEntry entry :
        directory.byInitial(UserName.joined(parts.local()), resolution.at())) {
      resolution.hint(user, entry.name().id(), INITIAL, "initial and surname fit");
    }
    String plain = DirectoryPersons.unprivileged(parts.local());
    for (DirectoryEntry entry : directory.byAccount(plain, resolution.at())) {
      resolution.hint(user, entry.name().id(), 0.6, "named as a second account of it would be");
    }
  }

  /** Whether nothing but its spelling leads a user name anywhere. */
  private boolean alone(Name user) {
    UserName parts = UserName.of(user);
    return user.kind() == Name.Kind.USER
        && !parts.machine()
        && !parts.generic()
        && resolution.unlisted(user)
        && evidence.from(user, Fact.SIGNED).isEmpty()
        && evidence.from(user, Fact.ALIAS).isEmpty()
        && entries(user, parts).isEmpty()
        && directory.byLikeness(UserName.joined(parts.local()), resolution.at()).isEmpty();
  }
}
