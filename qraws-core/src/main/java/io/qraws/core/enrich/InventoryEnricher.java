// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.qradar.ReferenceEntry;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * An inventory of assets and users, read once from CSV, JSON, a database or a QRadar reference
 * table.
 *
 * <p>CSV has the columns {@code id,owner,criticality,environment,internet_facing} and, if wanted,
 * {@code privilege}, named in its first line in any order; JSON is an array of objects with these
 * keys. Only {@code id} is required: an ARN, an instance id, an address, a host, a user or an
 * account. {@code criticality} is LOW, MEDIUM, HIGH or CRITICAL and {@code internet_facing} is true
 * or false; what is left empty is not known.
 *
 * <p>Ids are compared without regard to case. A bare id is also found by an ARN that ends in it and
 * the other way round, and a user also without his domain or e-mail suffix if the inventory's id
 * has none. Where several lines fit, all of them answer. Immutable.
 */
public final class InventoryEnricher implements Enricher {
  private static final Set<ObservableKind> KINDS =
      Set.copyOf(
          EnumSet.of(
              ObservableKind.RESOURCE,
              ObservableKind.HOST,
              ObservableKind.IP,
              ObservableKind.USER,
              ObservableKind.PRINCIPAL,
              ObservableKind.ACCOUNT));

  private final Map<String, Asset> byId = new HashMap<>();
  private final Map<String, List<Asset>> byBareArn = new HashMap<>();
  private final Instant time;

  private InventoryEnricher(List<Asset> assets, Instant time) {
    this.time = time;
    for (Asset asset : assets) {
      Asset other = byId.putIfAbsent(Ids.lower(asset.id()), asset);
      if (other != null) {
        throw new IllegalArgumentException(
            asset.where() + ", column id: " + asset.id() + " is already at " + other.where());
      }
      Ids.bare(asset.id())
          .forEach(bare -> byBareArn.computeIfAbsent(bare, b -> new ArrayList<>()).add(asset));
    }
  }

  /**
   * Reads a file in UTF-8: JSON if its name ends in {@code .json}, or else CSV. The facts bear the
   * time at which it was last changed.
   *
   * @param file which file
   * @throws IOException if it cannot be read or is not JSON
   * @throws IllegalArgumentException if a line is wrong; the message names file, line, column and
   *     what is allowed
   */
  public static InventoryEnricher read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      boolean json = Ids.lower(file.toString()).endsWith(".json");
      Instant changed = Files.getLastModifiedTime(file).toInstant();
      return new InventoryEnricher(
          json ? AssetReader.json(reader) : AssetReader.csv(reader), changed);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads CSV; the facts bear the time of reading.
   *
   * @param reader the caller closes it
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is wrong
   */
  public static InventoryEnricher ofCsv(Reader reader) throws IOException {
    return ofCsv(reader, Clock.systemUTC());
  }

  /**
   * Reads CSV; the facts bear the clock's time.
   *
   * @param reader the caller closes it
   * @param clock tells the time
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is wrong
   */
  public static InventoryEnricher ofCsv(Reader reader, Clock clock) throws IOException {
    return new InventoryEnricher(AssetReader.csv(reader), clock.instant());
  }

  /**
   * Reads JSON; the facts bear the time of reading.
   *
   * @param reader the caller closes it
   * @throws IOException if it cannot be read or is not JSON
   * @throws IllegalArgumentException if an entry is wrong
   */
  public static InventoryEnricher ofJson(Reader reader) throws IOException {
    return ofJson(reader, Clock.systemUTC());
  }

  /**
   * Reads JSON; the facts bear the clock's time.
   *
   * @param reader the caller closes it
   * @param clock tells the time
   * @throws IOException if it cannot be read or is not JSON
   * @throws IllegalArgumentException if an entry is wrong
   */
  public static InventoryEnricher ofJson(Reader reader, Clock clock) throws IOException {
    return new InventoryEnricher(AssetReader.json(reader), clock.instant());
  }

  /**
   * Reads what a query gives, once; the facts bear the clock's time. Columns are those of the CSV,
   * by label, as in {@code SELECT hostname AS id, team AS owner FROM cmdb}; NULL is not known.
   *
   * @param database where to ask; the connection is read-only and closed again
   * @param query SQL that the caller wrote
   * @param clock tells the time
   * @throws SQLException if the database fails or refuses
   * @throws IllegalArgumentException if a column or a row is wrong; the message names it
   */
  public static InventoryEnricher ofQuery(DataSource database, String query, Clock clock)
      throws SQLException {
    return new InventoryEnricher(AssetReader.query(database, query), clock.instant());
  }

  /**
   * Takes a QRadar reference table, whose outer keys are the ids and whose inner keys are the CSV's
   * columns; the facts bear the clock's time.
   *
   * @param table as {@code ReferenceMaps.table} gives it
   * @param clock tells the time
   * @throws IllegalArgumentException if an entry is wrong; the message names its outer key
   */
  public static InventoryEnricher ofReferenceTable(
      Map<String, Map<String, ReferenceEntry>> table, Clock clock) {
    return new InventoryEnricher(AssetReader.table(table), clock.instant());
  }

  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return KINDS;
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    List<Enrichment> found = new ArrayList<>();
    for (Observable observable : observables) {
      for (Asset asset : find(observable)) {
        for (Fact fact : Fact.values()) {
          String value = asset.facts().get(fact);
          if (value != null) {
            found.add(new Enrichment(observable, fact, value, true, name(), time));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /** The exact line if there is one, or else all that fit. */
  private Set<Asset> find(Observable observable) {
    String id = Ids.lower(observable.value());
    Asset exact = byId.get(id);
    if (exact != null) {
      return Set.of(exact);
    }
    Set<Asset> found = new LinkedHashSet<>(byBareArn.getOrDefault(id, List.of()));
    Set<String> others = new LinkedHashSet<>(Ids.bare(id));
    if (id.startsWith("arn:") && id.contains(":assumed-role/")) {
      // A session acts with the rights of its role, which an inventory names by its own ARN.
      String[] parts = id.split(":", 6);
      others.stream()
          .flatMap(role -> byBareArn.getOrDefault(role, List.of()).stream())
          .filter(asset -> Ids.lower(asset.id()).contains(":" + parts[4] + ":role/"))
          .forEach(found::add);
    }
    if (observable.kind() == ObservableKind.USER) {
      others.addAll(Ids.withoutDomain(id));
    }
    for (String other : others) {
      Asset asset = byId.get(other);
      if (asset != null) {
        found.add(asset);
      }
    }
    return found;
  }
}
