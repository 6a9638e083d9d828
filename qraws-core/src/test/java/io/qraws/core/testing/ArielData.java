// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is below {@code /ariel}. Safe for use by many threads.
 *
 * <p>A search goes from WAIT over EXECUTE and SORTING to COMPLETED, one step each time it is looked
 * at. The same query gives the same search until that is deleted.
 */
public final class ArielData {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> STEPS = List.of("WAIT", "EXECUTE", "SORTING", "COMPLETED");
  private static final int LONGEST_QUERY_IN_URL = 2_000;

  private static final class Search {
    final String id;
    final String query;
    final List<JsonNode> rows = new ArrayList<>();
    String status = "WAIT";
    String error = "";

    Search(String id, String query) {
      this.id = id;
      this.query = query;
    }
  }

  // All guarded by this.
  private final Map<String, Search> searches = new LinkedHashMap<>();
  private final List<String> columns = new ArrayList<>();
  private Function<String, List<String>> engine = query -> List.of();
  private String outcome = "COMPLETED";
  private int made;
  private int most;

  ArielData() {}

  /**
   * What queries find.
   *
   * @param engine from AQL to rows as JSON objects; an {@link IllegalArgumentException} makes the
   *     query one that QRadar refuses
   */
  public synchronized void engine(Function<String, List<String>> engine) {
    this.engine = engine;
  }

  /**
   * How searches end that are started from now on.
   *
   * @param status {@code COMPLETED}, {@code ERROR}, {@code CANCELED}, or {@code EXECUTE} for never
   */
  public synchronized void outcome(String status) {
    outcome = status;
  }

  /**
   * Adds a column to both databases.
   *
   * @param name as in AQL
   */
  public synchronized void column(String name) {
    columns.add(name);
  }

  /** Forgets all searches, as the server may do. */
  public synchronized void forget() {
    searches.clear();
  }

  /** Ids of the searches that have neither ended nor been deleted. */
  public synchronized List<String> running() {
    return searches.values().stream()
        .filter(search -> STEPS.indexOf(search.status) >= 0 && !search.status.equals("COMPLETED"))
        .map(search -> search.id)
        .toList();
  }

  /** How many searches ran at once at most. */
  public synchronized int mostAtOnce() {
    return most;
  }

  synchronized Reply reply(Request request) {
    List<String> segments = request.segments();
    switch (segments.get(1)) {
      case "databases" -> {
        ObjectNode database = JsonNodeFactory.instance.objectNode();
        ArrayNode list = database.putArray("columns");
        columns.forEach(name -> list.addObject().put("name", name));
        return Reply.of(200, database);
      }
      case "validators" -> {
        return Reply.of(200, validated(request.formOrQuery("query_expression")));
      }
      default -> {
        return search(request, segments);
      }
    }
  }

  private ObjectNode validated(String query) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    try {
      engine.apply(query);
      answer.putNull("error_messages");
    } catch (IllegalArgumentException e) {
      answer
          .putArray("error_messages")
          .addObject()
          .put("code", 2000)
          .put("message", e.getMessage());
    }
    return answer;
  }

  private Reply search(Request request, List<String> segments) {
    if (segments.size() == 2 && request.method().equals("POST")) {
      return Reply.of(201, json(start(request)));
    }
    Search search = searches.get(segments.get(2));
    if (search == null) {
      throw new ApiError(404, 1002, "No search was found for the id " + segments.get(2));
    }
    if (segments.size() == 4) {
      return results(request, search);
    }
    if (request.method().equals("DELETE")) {
      searches.remove(search.id);
      return Reply.of(202, json(search));
    }
    if (request.method().equals("POST")) {
      search.status = request.formOrQuery("status");
      return Reply.of(200, json(search));
    }
    step(search);
    boolean waits = request.headers().containsKey("prefer");
    return Reply.of(waits && !search.status.equals("COMPLETED") ? 206 : 200, json(search));
  }

  private Search start(Request request) {
    String query = request.query().get("query_expression");
    if (query != null && query.length() > LONGEST_QUERY_IN_URL) {
      throw new ApiError(414, -1, "URI too long");
    }
    String text = request.formOrQuery("query_expression");
    for (Search search : searches.values()) {
      if (search.query.equals(text)) {
        return search;
      }
    }
    Search search = new Search("5ea2c4-" + ++made, text);
    try {
      for (String row : engine.apply(text)) {
        search.rows.add(MAPPER.readTree(row));
      }
    } catch (IllegalArgumentException e) {
      throw new ApiError(422, 2000, "The AQL is not valid: " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (outcome.equals("ERROR")) {
      search.error = "The disk is full";
    }
    searches.put(search.id, search);
    most = Math.max(most, running().size());
    return search;
  }

  private void step(Search search) {
    int step = STEPS.indexOf(search.status);
    if (step < 0 || step == STEPS.size() - 1) {
      return;
    }
    if (step == 1) {
      search.status = outcome.equals("COMPLETED") ? STEPS.get(2) : outcome;
    } else {
      search.status = STEPS.get(step + 1);
    }
  }

  private static Reply results(Request request, Search search) {
    if (!search.status.equals("COMPLETED")) {
      throw new ApiError(404, 1003, "The search has not finished");
    }
    Lists.Part part = Lists.range(request, search.rows);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set(search.query.contains(" FROM flows ") ? "flows" : "events", part.items());
    Reply reply = Reply.of(200, answer);
    reply.headers().put("Content-Range", part.contentRange());
    return reply;
  }

  private static ObjectNode json(Search search) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("search_id", search.id).put("cursor_id", search.id).put("status", search.status);
    json.put("query_string", search.query).put("record_count", search.rows.size());
    json.put("progress", 46).put("save_results", false).put("size_on_disk", 17);
    json.put("completed", search.status.equals("COMPLETED"));
    ArrayNode errors = json.putArray("error_messages");
    if (!search.error.isEmpty()) {
      errors.addObject().put("code", "x").put("message", search.error).put("severity", "ERROR");
    }
    return json;
  }
}
