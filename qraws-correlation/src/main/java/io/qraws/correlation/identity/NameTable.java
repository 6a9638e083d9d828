// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.qradar.ReferenceEntry;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which names belong to which identity, as somebody wrote it down: a file or a QRadar reference
 * map. What it says of a name is believed before any directory or convention.
 *
 * <p>Immutable, safe to share between threads.
 */
public final class NameTable {
  private static final int LONGEST = 256;

  private final Map<Name, List<Entry>> entries;
  private final Map<Name, Set<Name>> names = new HashMap<>();
  private final int rows;

  private NameTable(Map<Name, List<Entry>> entries, int rows) {
    this.entries = entries;
    this.rows = rows;
    entries.forEach(
        (name, said) ->
            said.forEach(
                entry -> names.computeIfAbsent(entry.identity, n -> new TreeSet<>()).add(name)));
  }

  /** That a name is the identity's from one time, or ever, up to but without another. */
  record Entry(Name identity, @Nullable Instant from, @Nullable Instant to, String source) {
    private boolean holds(Instant at) {
      return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
  }

  /** A table that says nothing. */
  static NameTable empty() {
    return new NameTable(Map.of(), 0);
  }

  /**
   * Reads a table with the columns {@code name} and {@code identity}, and where wanted {@code from}
   * (included) and {@code to} (not included): ISO 8601 times or dates, in UTC if they do not say.
   *
   * <p>A name is a user name in any form, an ARN, an access key, an instance id, a host name or an
   * address. An identity is any text of at most 256 characters; where it is a user name, an {@code
   * EmployeeID} or account of the directory, it means that one.
   *
   * @param reader read to its end, not closed
   * @param file how errors name it
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if a column or a value is missing, a name or time can't be
   *     read, or the CSV is broken; it names file, line and column
   */
  public static NameTable read(Reader reader, String file) throws IOException {
    Map<Name, List<Entry>> entries = new HashMap<>();
    List<TableText.Row> rows = TableText.read(reader, file, "identity");
    for (TableText.Row row : rows) {
      Instant from = time(row, "from");
      Instant to = time(row, "to");
      if (from != null && to != null && !from.isBefore(to)) {
        throw new IllegalArgumentException(row.place("to") + ": not after from");
      }
      Name identity = label(row.get("identity"));
      Set<Name> names = names(row.get("name"));
      if (identity == null || names.isEmpty()) {
        String column = identity == null ? "identity" : "name";
        throw new IllegalArgumentException(row.place(column) + ": missing or no name");
      }
      for (Name name : names) {
        entries
            .computeIfAbsent(name, n -> new ArrayList<>(1))
            .add(new Entry(identity, from, to, row.place()));
      }
    }
    return new NameTable(entries, rows.size());
  }

  /**
   * Takes a QRadar reference map's entries: each key is a name, its value the identity, without
   * limits in time.
   *
   * @param map as {@code ReferenceMaps.map} gives it
   * @param name the map's name, for errors and provenance
   * @throws IllegalArgumentException if a key is no name or a value is blank or too long; it names
   *     the map and the key
   */
  public static NameTable of(Map<String, ReferenceEntry> map, String name) {
    Map<Name, List<Entry>> entries = new HashMap<>();
    new TreeMap<>(map)
        .forEach(
            (key, value) -> {
              Name identity = label(value.value());
              Set<Name> names = names(key);
              if (identity == null || names.isEmpty()) {
                String told = key.length() <= 80 ? key : key.substring(0, 80) + "…";
                throw new IllegalArgumentException(
                    name + ", key " + told + ": " + (identity == null ? "no identity" : "no name"));
              }
              Entry entry = new Entry(identity, null, null, name);
              names.forEach(
                  one -> entries.computeIfAbsent(one, n -> new ArrayList<>(1)).add(entry));
            });
    return new NameTable(entries, map.size());
  }

  /** How many rows it has. */
  public int size() {
    return rows;
  }

  private static @Nullable Instant time(TableText.Row row, String column) {
    String text = row.get(column);
    Instant time = text.isEmpty() ? null : TableText.time(text);
    if (time == null && !text.isEmpty()) {
      throw new IllegalArgumentException(row.place(column) + ": not a time");
    }
    return time;
  }

  private static @Nullable Name label(String identity) {
    String folded = Name.fold(identity, LONGEST);
    return folded == null ? null : new Name(Name.Kind.LABEL, folded);
  }

  /** What a name may be by its shape; a bare word may be a user or a host. */
  private static Set<Name> names(String text) {
    Set<Name> names = new LinkedHashSet<>();
    Name exact = text.startsWith("arn:") ? Arns.principal(text) : Name.instance(text);
    if (exact == null && (text.startsWith("AKIA") || text.startsWith("ASIA"))) {
      exact = Name.key(text);
    }
    if (exact != null) {
      names.add(exact);
      return names;
    }
    Name host = Name.host(text);
    Name user = Name.user(text);
    if (host != null) {
      names.add(host);
    }
    if (user != null && (host == null || host.kind() != Name.Kind.IP)) {
      names.add(user);
    }
    return names;
  }

  /** This table and others as one. */
  NameTable with(List<NameTable> others) {
    Map<Name, List<Entry>> all = new HashMap<>();
    int count = 0;
    List<NameTable> tables = new ArrayList<>(others);
    tables.add(this);
    for (NameTable table : tables) {
      count += table.rows;
      table.entries.forEach((k, v) -> all.computeIfAbsent(k, n -> new ArrayList<>()).addAll(v));
    }
    return new NameTable(all, count);
  }

  /** What is said of a name at an instant, by identity: the first place that says it, in order. */
  Map<Name, Entry> at(Name name, Instant at) {
    Map<Name, Entry> found = new LinkedHashMap<>();
    entries.getOrDefault(name, List.of()).stream()
        .filter(entry -> entry.holds(at))
        .sorted(Comparator.comparing(Entry::identity).thenComparing(Entry::source))
        .forEach(entry -> found.putIfAbsent(entry.identity, entry));
    return found;
  }

  /** The names of which an identity is said at any time. */
  Set<Name> namesOf(Name identity) {
    return names.getOrDefault(identity, Set.of());
  }
}
