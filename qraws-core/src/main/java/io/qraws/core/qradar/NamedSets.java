// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.qradar.Answer.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets by {@code /reference_data/sets}, which addresses them by name. */
final class NamedSets implements ReferenceSets {
  private static final int NO_SUCH_SET = 1002;
  private static final int NO_SUCH_VALUE = 1003;
  private static final int PAGE = 1_000;
  private static final int LONGEST_LIST = 100_000;

  private final Http http;

  NamedSets(Http http) {
    this.http = http;
  }

  @Override
  public Optional<ReferenceSet> find(String name) throws InterruptedException {
    try {
      return Optional.of(
          http.send(Call.get("/reference_data/sets/{name}", name).range(0, 1), NamedSets::set));
    } catch (QradarException.NotFound e) {
      if (e.code() == NO_SUCH_SET) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ReferenceSet set(Answer answer) {
    Fields fields = answer.object();
    return new ReferenceSet(
        fields.whole("collection_id", -1),
        fields.textOr("name", ""),
        fields.textOr("element_type", ""),
        fields.textOr("timeout_type", ""),
        fields.whole("number_of_elements", -1));
  }

  @Override
  public ReferenceSet create(String name, String type) throws InterruptedException {
    return http.send(
        Call.post("/reference_data/sets").query("name", name).query("element_type", type),
        NamedSets::set);
  }

  @Override
  public List<ReferenceEntry> entries(String name) throws InterruptedException {
    return http
        .all(
            () -> Call.get("/reference_data/sets/{name}", name),
            PAGE,
            LONGEST_LIST,
            NamedSets::data)
        .stream()
        .map(e -> ReferenceEntry.of(e.fields()))
        .toList();
  }

  /** {@code data} is absent from an empty set. */
  private static List<Element> data(Answer answer) {
    return new ArrayList<>(
        answer.object().list("data", f -> new Element(f, io.qraws.core.signal.Raw.EMPTY)));
  }

  @Override
  public void add(String name, String value, String source) throws InterruptedException {
    http.send(
        Call.post("/reference_data/sets/{name}", name)
            .query("value", value)
            .query("source", source)
            .repeatable(),
        Answer::object);
  }

  @Override
  public Map<String, String> addAll(String name, Collection<String> values, String source)
      throws InterruptedException {
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(values));
    for (int from = 0; from < distinct.size(); from += PAGE) {
      List<String> part = distinct.subList(from, Math.min(from + PAGE, distinct.size()));
      http.send(
          Call.post("/reference_data/sets/bulk_load/SHARED/{name}/SHARED", name)
              .json(Answer.MAPPER.valueToTree(part).toString())
              .repeatable(),
          Answer::object);
    }
    return Map.of();
  }

  @Override
  public boolean remove(String name, String value) throws InterruptedException {
    try {
      http.send(
          Call.of("DELETE", "/reference_data/sets/{name}/{value}", name, value), answer -> answer);
      return true;
    } catch (QradarException.NotFound e) {
      if (e.code() == NO_SUCH_VALUE) {
        return false;
      }
      throw e;
    }
  }
}
