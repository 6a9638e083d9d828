// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reference maps, maps of sets and tables. Safe for use by many threads.
 *
 * <p>All methods block, throw {@link InterruptedException} if the thread is interrupted, and {@link
 * QradarException} if QRadar fails or refuses: {@link QradarException.NotFound} if there is no such
 * collection, value or, where one is taken out, pair. Source: QRadar API reference, {@code
 * /reference_data}.
 */
public final class ReferenceMaps {
  private final Http http;

  ReferenceMaps(Http http) {
    this.http = http;
  }

  /**
   * A map's values by key.
   *
   * @param name as in QRadar
   */
  public Map<String, ReferenceEntry> map(String name) throws InterruptedException {
    return read(Call.get("/reference_data/maps/{name}", name), ReferenceMaps::entry);
  }

  /**
   * A map of sets' values by key.
   *
   * @param name as in QRadar
   */
  public Map<String, List<ReferenceEntry>> mapOfSets(String name) throws InterruptedException {
    return read(
        Call.get("/reference_data/map_of_sets/{name}", name),
        node -> {
          List<ReferenceEntry> entries = new ArrayList<>();
          node.forEach(entry -> entries.add(entry(entry)));
          return List.copyOf(entries);
        });
  }

  /**
   * A table's values by outer and inner key.
   *
   * @param name as in QRadar
   */
  public Map<String, Map<String, ReferenceEntry>> table(String name) throws InterruptedException {
    return read(
        Call.get("/reference_data/tables/{name}", name),
        node -> members(node, ReferenceMaps::entry));
  }

  private <T> Map<String, T> read(Call call, Function<JsonNode, T> value)
      throws InterruptedException {
    // An empty collection has no data.
    return http.send(call, answer -> members(answer.object().node().path("data"), value));
  }

  private static <T> Map<String, T> members(JsonNode node, Function<JsonNode, T> value) {
    Map<String, T> members = new LinkedHashMap<>();
    node.properties().forEach(entry -> members.put(entry.getKey(), value.apply(entry.getValue())));
    return members;
  }

  private static ReferenceEntry entry(JsonNode node) {
    return ReferenceEntry.of(new Fields(node));
  }

  /**
   * Sets a map's value.
   *
   * @param name as in QRadar
   * @param key new or present
   * @param value of the map's type
   * @param source free text that says who set it
   */
  public void putToMap(String name, String key, String value, String source)
      throws InterruptedException {
    put(Call.post("/reference_data/maps/{name}", name).query("key", key), value, source);
  }

  /**
   * Adds a value to a map of sets.
   *
   * @param name as in QRadar
   * @param key new or present
   * @param value of the map's type
   * @param source free text that says who added it
   */
  public void addToMapOfSets(String name, String key, String value, String source)
      throws InterruptedException {
    put(Call.post("/reference_data/map_of_sets/{name}", name).query("key", key), value, source);
  }

  /**
   * Sets a table's value.
   *
   * @param name as in QRadar
   * @param outer new or present
   * @param inner new or present
   * @param value of the inner key's type
   * @param source free text that says who set it
   */
  public void putToTable(String name, String outer, String inner, String value, String source)
      throws InterruptedException {
    Call call = Call.post("/reference_data/tables/{name}", name);
    put(call.query("outer_key", outer).query("inner_key", inner), value, source);
  }

  private void put(Call call, String value, String source) throws InterruptedException {
    http.send(call.query("value", value).query("source", source).repeatable(), Answer::object);
  }

  /**
   * Takes a pair out of a map.
   *
   * @param name as in QRadar
   * @param key present
   * @param value the present one: QRadar takes out no other
   */
  public void removeFromMap(String name, String key, String value) throws InterruptedException {
    remove(Call.of("DELETE", "/reference_data/maps/{name}/{key}", name, key), value);
  }

  /**
   * Takes a value out of a map of sets.
   *
   * @param name as in QRadar
   * @param key present
   * @param value a present one
   */
  public void removeFromMapOfSets(String name, String key, String value)
      throws InterruptedException {
    remove(Call.of("DELETE", "/reference_data/map_of_sets/{name}/{key}", name, key), value);
  }

  /**
   * Takes a value out of a table.
   *
   * @param name as in QRadar
   * @param outer present
   * @param inner present
   * @param value the present one: QRadar takes out no other
   */
  public void removeFromTable(String name, String outer, String inner, String value)
      throws InterruptedException {
    remove(
        Call.of("DELETE", "/reference_data/tables/{name}/{outer}/{inner}", name, outer, inner),
        value);
  }

  private void remove(Call call, String value) throws InterruptedException {
    http.send(call.query("value", value), answer -> answer);
  }
}
