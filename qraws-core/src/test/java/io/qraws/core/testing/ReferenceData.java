// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reference sets under both APIs, maps, maps of sets and tables; assets. Safe for use by many
 * threads.
 */
public final class ReferenceData {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final class Values {
    final long id;
    final String name;
    final String type;
    final Map<String, ObjectNode> entries = new LinkedHashMap<>();

    Values(long id, String name, String type) {
      this.id = id;
      this.name = name;
      this.type = type;
    }
  }

  private final Supplier<Instant> clock;

  // All guarded by this.
  private final Map<String, Values> sets = new LinkedHashMap<>();
  private final Map<String, ObjectNode> maps = new LinkedHashMap<>();
  private final Map<Long, ArrayNode> tasks = new LinkedHashMap<>();
  private final Map<Long, Integer> looks = new LinkedHashMap<>();
  private final List<ObjectNode> assets = new ArrayList<>();
  private long nextId = 40;

  ReferenceData(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /**
   * Makes an empty set.
   *
   * @param name new
   * @param type {@code ALN}, {@code NUM}, {@code IP} and so on
   */
  public synchronized void set(String name, String type) {
    sets.put(name, new Values(++nextId, name, type));
  }

  /**
   * Makes an empty map, map of sets or table.
   *
   * @param kind {@code maps}, {@code map_of_sets} or {@code tables}
   * @param name new
   */
  public synchronized void map(String kind, String name) {
    maps.put(kind + "/" + name, JsonNodeFactory.instance.objectNode());
  }

  /**
   * The values of a set.
   *
   * @param name as given
   */
  public synchronized List<String> values(String name) {
    return List.copyOf(known(name).entries.keySet());
  }

  /**
   * Adds an asset.
   *
   * @param json one object
   */
  public synchronized void asset(String json) {
    try {
      assets.add((ObjectNode) MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  synchronized Reply reply(Request request) {
    List<String> path = request.segments();
    return switch (path.get(0)) {
      case "asset_model" -> Reply.list(Lists.list(request, assets, Set.of(), Set.of("id")));
      case "reference_data_collections" -> collections(request, path);
      default -> path.get(1).equals("sets") ? named(request, path) : maps(request, path);
    };
  }

  private Values known(String name) {
    Values set = sets.get(name);
    if (set == null) {
      throw new ApiError(404, 1002, "The reference set does not exist: " + name);
    }
    return set;
  }

  private Reply named(Request request, List<String> path) {
    if (path.size() == 2) {
      return Reply.of(
          201, info(made(request.required("name"), request.required("element_type"), 1004)));
    }
    if (path.get(2).equals("bulk_load")) {
      Values set = known(path.get(4));
      request.json().forEach(value -> add(set, value.asText(), "reference data api", 1005));
      return Reply.of(200, info(set));
    }
    Values set = known(path.get(2));
    if (request.method().equals("DELETE")) {
      if (set.entries.remove(path.get(3)) == null) {
        throw new ApiError(404, 1003, "The set has no such value");
      }
    } else if (request.method().equals("POST")) {
      add(set, request.required("value"), request.parameter("source"), 1005);
    } else {
      ObjectNode info = info(set);
      ArrayNode data = Lists.range(request, List.copyOf(set.entries.values())).items();
      if (!data.isEmpty()) {
        info.set("data", data);
      }
      return Reply.of(200, info);
    }
    return Reply.of(200, info(set));
  }

  private Values made(String name, String type, int inUse) {
    if (sets.containsKey(name)) {
      throw new ApiError(409, inUse, "The name is in use: " + name);
    }
    set(name, type);
    return known(name);
  }

  /** Adds or refreshes; true if it is new. */
  private boolean add(Values set, String value, @Nullable String source, int wrongType) {
    if (set.type.equals("NUM") && !value.matches("-?\\d+(\\.\\d+)?")) {
      throw new ApiError(422, wrongType, "The value is not of the type NUM");
    }
    String held = set.type.equals("NUM") ? Double.valueOf(value).toString() : value;
    ObjectNode entry = set.entries.get(held);
    boolean isNew = entry == null;
    if (entry == null) {
      entry = JsonNodeFactory.instance.objectNode();
      entry.put("id", ++nextId).put("collection_id", set.id).put("value", held);
      entry.put("first_seen", clock.get().toEpochMilli()).putNull("domain_id");
      set.entries.put(held, entry);
    }
    entry.put("source", source == null ? "reference data api" : source);
    entry.put("last_seen", clock.get().toEpochMilli());
    return isNew;
  }

  private static ObjectNode info(Values set) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("name", set.name).put("collection_id", set.id).put("namespace", "SHARED");
    info.put("element_type", set.type).put("number_of_elements", set.entries.size());
    return info.put("timeout_type", "UNKNOWN");
  }

  private Reply collections(Request request, List<String> path) {
    return switch (path.get(1)) {
      case "sets" -> {
        if (request.method().equals("POST")) {
          JsonNode body = request.json();
          yield Reply.of(
              201,
              collection(
                  made(body.path("name").asText(), body.path("entry_type").asText(), 10006)));
        }
        yield Reply.list(
            Lists.list(
                request,
                sets.values().stream().map(ReferenceData::collection).toList(),
                Set.of(),
                Set.of()));
      }
      case "set_entries" -> entries(request, path);
      default -> task(path);
    };
  }

  private static ObjectNode collection(Values set) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", set.id).put("name", set.name).put("namespace", "SHARED");
    json.put("entry_type", set.type).put("number_of_entries", set.entries.size());
    return json.put("expiry_type", "NO_EXPIRY");
  }

  private Reply entries(Request request, List<String> path) {
    switch (request.method()) {
      case "GET" -> {
        List<ObjectNode> all = new ArrayList<>();
        sets.values().forEach(set -> all.addAll(set.entries.values()));
        return Reply.list(Lists.list(request, all, Set.of(), Set.of("id")));
      }
      case "DELETE" -> {
        for (Values set : sets.values()) {
          if (set.entries.values().removeIf(e -> e.path("id").asText().equals(path.get(2)))) {
            return Reply.of(204, "");
          }
        }
        throw new ApiError(404, 22001, "no such entry");
      }
      case "PATCH" -> {
        ArrayNode responses = JsonNodeFactory.instance.arrayNode();
        request.json().forEach(entry -> responses.add(response(entry)));
        tasks.put(++nextId, responses);
        return Reply.of(202, JsonNodeFactory.instance.objectNode().put("id", nextId));
      }
      default -> {
        return Reply.of(write(request.json()) ? 201 : 200, request.json());
      }
    }
  }

  private boolean write(JsonNode entry) {
    for (Values set : sets.values()) {
      if (set.id == entry.path("collection_id").longValue()) {
        return add(set, entry.path("value").asText(), entry.path("source").asText(), 20006);
      }
    }
    throw new ApiError(422, 20004, "no such set");
  }

  private ObjectNode response(JsonNode entry) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    try {
      response.put("http_status", write(entry) ? 201 : 200).putNull("unique_code");
    } catch (ApiError e) {
      response.put("http_status", e.status).put("unique_code", e.code);
      response.put("message", e.getMessage());
    }
    return response;
  }

  /** Queued, then at work, then completed. */
  private Reply task(List<String> path) {
    long id = Long.parseLong(path.get(2));
    ArrayNode responses = tasks.get(id);
    if (responses == null) {
      throw new ApiError(404, 23001, "no such task");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
    if (path.size() == 4) {
      json.put("status", "PARTIAL_UPDATE_PERFORMED").set("responses", responses);
    } else {
      int look = looks.merge(id, 1, Integer::sum);
      json.put("status", look == 1 ? "QUEUED" : look == 2 ? "PROCESSING" : "COMPLETED");
    }
    return Reply.of(200, json);
  }

  private Reply maps(Request request, List<String> path) {
    String kind = path.get(1);
    ObjectNode data = maps.get(kind + "/" + path.get(2));
    if (data == null) {
      throw new ApiError(404, 1002, "no such collection: " + path.get(2));
    }
    boolean delete = request.method().equals("DELETE");
    if (delete || request.method().equals("POST")) {
      boolean table = kind.equals("tables");
      String key = delete ? path.get(3) : request.required(table ? "outer_key" : "key");
      String inner = !table ? "" : delete ? path.get(4) : request.required("inner_key");
      change(kind, data, List.of(key, inner), request, delete);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("name", path.get(2));
    if (!data.isEmpty()) {
      answer.set("data", data.deepCopy());
    }
    return Reply.of(200, answer);
  }

  private void change(
      String kind, ObjectNode data, List<String> keys, Request request, boolean delete) {
    String value = request.required("value");
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("value", value);
    entry.put("source", request.parameter("source")).put("first_seen", clock.get().toEpochMilli());
    if (kind.equals("map_of_sets")) {
      ArrayNode list = data.withArrayProperty(keys.get(0));
      for (int i = list.size() - 1; i >= 0; i--) {
        if (list.get(i).path("value").asText().equals(value)) {
          list.remove(i);
        }
      }
      if (!delete) {
        list.add(entry);
      }
      return;
    }
    ObjectNode at = kind.equals("tables") ? data.withObjectProperty(keys.get(0)) : data;
    String key = kind.equals("tables") ? keys.get(1) : keys.get(0);
    if (!delete) {
      at.set(key, entry);
    } else if (at.path(key).path("value").asText().equals(value)) {
      at.remove(key);
    } else {
      throw new ApiError(404, 1003, "no such pair");
    }
  }
}
