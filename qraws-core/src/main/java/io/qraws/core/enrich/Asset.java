// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.enrich.Enrichment.Fact;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A line of an inventory.
 *
 * @param id as it was written
 * @param where the line or entry, for messages
 * @param facts what it says; a fact that is left empty is absent
 */
record Asset(String id, String where, Map<Fact, String> facts) {
  static final List<String> COLUMNS =
      List.of("id", "owner", "criticality", "environment", "internet_facing", "privilege");

  private static final Set<String> LEVELS = Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

  Asset {
    facts = Map.copyOf(facts);
  }

  /**
   * Checks and converts the values.
   *
   * @param where the line or entry, for messages
   * @param values by column; absent and blank mean not known
   */
  static Asset of(String where, Map<String, String> values) {
    String id = value(values, "id");
    if (id.isEmpty()) {
      throw new IllegalArgumentException(where + ", column id: must not be empty");
    }
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    put(facts, Fact.OWNER, value(values, "owner"));
    put(facts, Fact.CRITICALITY, criticality(where, value(values, "criticality")));
    put(facts, Fact.ENVIRONMENT, value(values, "environment"));
    put(facts, Fact.EXPOSURE, exposure(where, value(values, "internet_facing")));
    put(facts, Fact.PRIVILEGE, value(values, "privilege"));
    return new Asset(id, where, facts);
  }

  private static void put(Map<Fact, String> facts, Fact fact, String value) {
    if (!value.isEmpty()) {
      facts.put(fact, value);
    }
  }

  private static String value(Map<String, String> values, String column) {
    return values.getOrDefault(column, "").strip();
  }

  private static String criticality(String where, String value) {
    String level = value.toUpperCase(Locale.ROOT);
    if (!level.isEmpty() && !LEVELS.contains(level)) {
      throw new IllegalArgumentException(
          where + ", column criticality: must be LOW, MEDIUM, HIGH, CRITICAL or empty: " + value);
    }
    return level;
  }

  private static String exposure(String where, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> "EXPOSED";
      case "false" -> "NOT_EXPOSED";
      case "" -> "";
      default ->
          throw new IllegalArgumentException(
              where + ", column internet_facing: must be true, false or empty: " + value);
    };
  }
}
