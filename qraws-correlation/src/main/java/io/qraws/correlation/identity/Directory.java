// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a directory, from an export such as {@code Get-ADUser -Properties * | Select … |
 * Export-Csv} writes.
 *
 * <p>Immutable, safe to share between threads.
 */
public final class Directory {
  /** What a directory's server and its export may be apart in reading the clock. */
  private static final Duration SLACK = Duration.ofDays(1);

  private final List<DirectoryEntry> entries;
  private final Map<String, List<DirectoryEntry>> byAddress = new HashMap<>();
  private final Map<String, List<DirectoryEntry>> byAccount = new HashMap<>();
  private final Map<String, List<DirectoryEntry>> byPart = new HashMap<>();
  private final Map<String, List<DirectoryEntry>> byEmployee = new HashMap<>();
  private final Map<String, List<DirectoryEntry>> byLikeness = new HashMap<>();
  private final Map<String, List<DirectoryEntry>> byInitial = new HashMap<>();
  private final Map<Name, DirectoryEntry> byName = new HashMap<>();
  private final Set<String> domains = new HashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final DirectoryPersons persons;
  private final List<String> problems;

  private Directory(Collection<DirectoryEntry> entries, List<String> problems) {
    this.entries = List.copyOf(entries);
    this.problems = List.copyOf(problems);
    for (DirectoryEntry entry : this.entries) {
      byName.put(entry.name(), entry);
      put(byAccount, entry.account(), entry);
      put(byEmployee, entry.employee(), entry);
      entry.addresses().forEach(address -> put(byAddress, address, entry));
      entry.parts().forEach(part -> put(byPart, part, entry));
      Set<String> alike = new TreeSet<>(entry.fullNames());
      alike.addAll(entry.joinedNames());
      alike.forEach(name -> put(byLikeness, name, entry));
      entry.initials().forEach(name -> put(byInitial, name, entry));
      for (String address : entry.addresses()) {
        UserName user = UserName.of(new Name(Name.Kind.USER, address));
        domains.add(user.domain());
        groups.add(user.group());
      }
    }
    persons = new DirectoryPersons(this, this.entries);
  }

  private static void put(Map<String, List<DirectoryEntry>> map, String key, DirectoryEntry entry) {
    if (!key.isEmpty()) {
      map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(entry);
    }
  }

  /** A directory without entries. */
  static Directory empty() {
    return new Directory(List.of(), List.of());
  }

  /**
   * Reads an export. Columns, by name in any order and case, all but one of the first three
   * optional: {@code SamAccountName}, {@code UserPrincipalName}, {@code mail}, {@code DisplayName},
   * {@code GivenName}, {@code Surname}, {@code EmployeeID}, {@code proxyAddresses} ({@code
   * SMTP:a@x;smtp:b@x}), {@code whenCreated}, {@code Description}. Others are passed over, and so
   * are rows that name nobody; see {@link #problems}.
   *
   * @param reader read to its end, not closed
   * @param file how errors name it
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if the header has none of the first three columns, or the CSV
   *     is broken; it names file, line and column
   */
  public static Directory read(Reader reader, String file) throws IOException {
    Map<Name, DirectoryEntry> entries = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    List<TableText.Row> rows =
        TableText.read(reader, file, "SamAccountName", "UserPrincipalName", "mail");
    rows.sort(Comparator.comparing(row -> row.get("SamAccountName")));
    for (TableText.Row row : rows) {
      DirectoryEntry entry = DirectoryEntry.of(row);
      if (entry == null) {
        problems.add(row.place() + ": names nobody");
        continue;
      }
      if (!row.get("whenCreated").isEmpty() && TableText.time(row.get("whenCreated")) == null) {
        problems.add(row.place("whenCreated") + ": not a time");
      }
      if (entries.putIfAbsent(entry.name(), entry) != null) {
        problems.add(row.place() + ": the same account as in an earlier row");
      }
    }
    return new Directory(entries.values(), problems);
  }

  /** How many accounts it has. */
  public int size() {
    return entries.size();
  }

  /** What could not be used, each with file, line and, where it is one value, column. */
  public List<String> problems() {
    return problems;
  }

  @Nullable DirectoryEntry entry(Name name) {
    return byName.get(name);
  }

  DirectoryPersons persons() {
    return persons;
  }

  /** Whether an account or address of the directory may be in the domain. */
  boolean hasDomain(String domain) {
    return domains.contains(domain);
  }

  /** Whether a domain's first part is that of one of the directory's. */
  boolean hasGroup(String group) {
    return groups.contains(group);
  }

  boolean hasAccount(String account) {
    return byAccount.containsKey(account);
  }

  List<DirectoryEntry> byAddress(String address, Instant at) {
    return live(byAddress.get(address), at);
  }

  List<DirectoryEntry> byAccount(String account, Instant at) {
    return live(byAccount.get(account), at);
  }

  List<DirectoryEntry> byPart(String part, Instant at) {
    return live(byPart.get(part), at);
  }

  List<DirectoryEntry> byEmployee(String employee) {
    return byEmployee.getOrDefault(employee, List.of());
  }

  /** Those whose account, address, or given name and surname is so without marks. */
  List<DirectoryEntry> byLikeness(String joined, Instant at) {
    return begun(byLikeness.getOrDefault(joined, List.of()), at);
  }

  List<DirectoryEntry> byInitial(String joined, Instant at) {
    return begun(byInitial.getOrDefault(joined, List.of()), at);
  }

  /** Those of the entries that were there at the time, as far as is known. */
  private static List<DirectoryEntry> begun(List<DirectoryEntry> entries, Instant at) {
    List<DirectoryEntry> begun = new ArrayList<>(entries);
    begun.removeIf(entry -> entry.created() != null && entry.created().isAfter(at.plus(SLACK)));
    return begun;
  }

  /**
   * Those of the entries that have the name in common which had it at the time. A domain gives a
   * name to one account at a time, so of several whose beginning is known the newest has it.
   */
  private static List<DirectoryEntry> live(@Nullable List<DirectoryEntry> named, Instant at) {
    List<DirectoryEntry> begun = begun(named == null ? List.of() : named, at);
    List<DirectoryEntry> live = new ArrayList<>(begun);
    live.removeIf(entry -> begun.stream().anyMatch(other -> succeeds(other, entry)));
    return live;
  }

  private static boolean succeeds(DirectoryEntry newer, DirectoryEntry older) {
    return newer.created() != null
        && older.created() != null
        && newer.created().isAfter(older.created())
        && newer.sharesDomain(older);
  }
}
