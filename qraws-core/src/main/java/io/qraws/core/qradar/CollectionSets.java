// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sets by {@code /reference_data_collections}, which addresses them by id. */
final class CollectionSets implements ReferenceSets {
  private static final int PAGE = 1_000;
  private static final int LONGEST_LIST = 100_000;
  private static final int NO_SUCH_ENTRY = 22001;
  private static final Duration LONGEST_TASK = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Set<String> FINAL =
      Set.of("CANCELLED", "COMPLETED", "CONFLICT", "EXCEPTION", "INTERRUPTED");

  private final Http http;

  CollectionSets(Http http) {
    this.http = http;
  }

  @Override
  public Optional<ReferenceSet> find(String name) throws InterruptedException {
    Filter filter = Filter.eq("name", name);
    return http
        .all(
            () -> Call.get("/reference_data_collections/sets").query("filter", filter),
            PAGE,
            LONGEST_LIST)
        .stream()
        .map(e -> set(e.fields()))
        // One of another tenant may have the same name in another case.
        .filter(set -> set.name().equals(name))
        .findFirst();
  }

  private static ReferenceSet set(Fields fields) {
    return new ReferenceSet(
        fields.whole("id", -1),
        fields.textOr("name", ""),
        fields.textOr("entry_type", ""),
        fields.textOr("expiry_type", ""),
        fields.whole("number_of_entries", -1));
  }

  private long id(String name) throws InterruptedException {
    Optional<ReferenceSet> set = find(name);
    if (set.isEmpty()) {
      throw new QradarException.NotFound(
          Http.failure(
              Call.get("/reference_data_collections/sets"),
              "no such set: " + Fields.plain(name, 100),
              null));
    }
    return set.get().id();
  }

  @Override
  public ReferenceSet create(String name, String type) throws InterruptedException {
    ObjectNode body = Answer.MAPPER.createObjectNode().put("name", name).put("entry_type", type);
    return http.send(
        Call.post("/reference_data_collections/sets").json(body.toString()),
        answer -> set(answer.object()));
  }

  @Override
  public List<ReferenceEntry> entries(String name) throws InterruptedException {
    // Without a filter, the values of all sets would come.
    Filter filter = Filter.eq("collection_id", id(name));
    return http
        .all(
            () ->
                Call.get("/reference_data_collections/set_entries")
                    .query("filter", filter)
                    .query("sort", "+id"),
            PAGE,
            LONGEST_LIST)
        .stream()
        .map(e -> ReferenceEntry.of(e.fields()))
        .toList();
  }

  @Override
  public void add(String name, String value, String source) throws InterruptedException {
    http.send(
        Call.post("/reference_data_collections/set_entries")
            .json(entry(id(name), value, source).toString())
            .repeatable(),
        Answer::object);
  }

  private static ObjectNode entry(long set, String value, String source) {
    return Answer.MAPPER
        .createObjectNode()
        .put("collection_id", set)
        .put("value", value)
        .put("source", source);
  }

  @Override
  public Map<String, String> addAll(String name, Collection<String> values, String source)
      throws InterruptedException {
    long set = id(name);
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(values));
    Map<String, String> refused = new LinkedHashMap<>();
    for (int from = 0; from < distinct.size(); from += PAGE) {
      patch(set, distinct.subList(from, Math.min(from + PAGE, distinct.size())), source, refused);
    }
    return refused;
  }

  /** The server works on it later; that the task is completed says nothing of the single values. */
  private void patch(long set, List<String> values, String source, Map<String, String> refused)
      throws InterruptedException {
    ArrayNode body = Answer.MAPPER.createArrayNode();
    values.forEach(value -> body.add(entry(set, value, source)));
    Call patch = Call.of("PATCH", "/reference_data_collections/set_entries").json(body.toString());
    long task = http.send(patch, answer -> answer.object().whole("id", -1));
    Instant end = http.settings.clock().instant().plus(LONGEST_TASK);
    String status = "QUEUED";
    while (!FINAL.contains(status)) {
      if (!http.settings.clock().instant().isBefore(end)) {
        throw new QradarException.Unavailable(
            Http.failure(patch, "task " + task + " did not end within " + LONGEST_TASK, null),
            true,
            null);
      }
      http.settings.pause().pause(LOOK);
      status =
          http.send(
              Call.get("/reference_data_collections/set_bulk_update_tasks/{id}", task),
              answer -> answer.object().textOr("status", ""));
    }
    List<Fields> responses =
        http.send(
            Call.get("/reference_data_collections/set_bulk_update_tasks/{id}/results", task),
            answer -> answer.object().list("responses", f -> f));
    for (int i = 0; i < values.size(); i++) {
      String why = i < responses.size() ? refusal(responses.get(i)) : "task " + status;
      if (!why.isEmpty()) {
        refused.put(values.get(i), why);
      }
    }
  }

  private static String refusal(Fields response) {
    long http = response.whole("http_status", 0);
    return http >= 200 && http < 300
        ? ""
        : "HTTP %d, code %d: %s"
            .formatted(
                http,
                response.whole("unique_code", -1),
                Fields.plain(response.textOr("message", ""), 200));
  }

  @Override
  public boolean remove(String name, String value) throws InterruptedException {
    Filter filter = Filter.and(Filter.eq("collection_id", id(name)), Filter.eq("value", value));
    Http.Page found =
        http.page(
            () -> Call.get("/reference_data_collections/set_entries").query("filter", filter),
            0,
            PAGE);
    boolean removed = false;
    for (Answer.Element element : found.elements()) {
      try {
        http.send(
            Call.of(
                "DELETE",
                "/reference_data_collections/set_entries/{id}",
                element.fields().whole("id", -1)),
            answer -> answer);
        removed = true;
      } catch (QradarException.NotFound e) {
        if (e.code() != NO_SUCH_ENTRY) {
          throw e;
        }
      }
    }
    return removed;
  }
}
