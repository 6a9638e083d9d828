// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that somebody wrote down, each under {@link #key}, and one's own accounts. */
final class ActorNames {
  private final Map<String, Set<String>> words = new LinkedHashMap<>();
  private final Map<String, List<IpRange>> sources = new LinkedHashMap<>();
  private Set<String> ownAccounts = Set.of();

  void add(String name, String word) {
    String key = key(name);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a name must not be blank");
    }
    words.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(word);
  }

  void addSources(String name, Collection<String> texts) {
    List<IpRange> ranges = new ArrayList<>();
    for (String text : texts) {
      IpRange range = IpRange.parse(text.strip());
      if (range == null) {
        throw new IllegalArgumentException("neither an address nor a range: " + text);
      }
      ranges.add(range);
    }
    sources.put(key(name), List.copyOf(ranges));
  }

  void own(Set<String> accounts) {
    for (String account : accounts) {
      if (!account.matches("\\d{12}")) {
        throw new IllegalArgumentException("an account has twelve digits: " + account);
      }
    }
    ownAccounts = Set.copyOf(accounts);
  }

  /** What they are as they stand, which no later addition changes. */
  ActorNames copy() {
    ActorNames copy = new ActorNames();
    words.forEach((key, of) -> copy.words.put(key, new LinkedHashSet<>(of)));
    copy.sources.putAll(sources);
    copy.ownAccounts = ownAccounts;
    return copy;
  }

  Set<String> words(String key) {
    return words.getOrDefault(key, Set.of());
  }

  List<IpRange> sources(String key) {
    return sources.getOrDefault(key, List.of());
  }

  boolean isExternal(String account) {
    return !ownAccounts.isEmpty() && !ownAccounts.contains(account);
  }

  /** A user or role by account and name whatever the path; any other name in lower case. */
  private static String key(String name) {
    IamArn arn = IamArn.of(name.strip());
    String key = arn == null ? null : arn.key();
    return key == null ? Ids.lower(name) : key;
  }
}
