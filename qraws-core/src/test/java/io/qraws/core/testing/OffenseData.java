// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is below {@code /siem}. Safe for use by many threads.
 *
 * <p>A change over REST moves {@code last_persisted_time} to the server's present, in whole
 * seconds; a note does not. Offenses are put in as JSON and kept as they are.
 */
public final class OffenseData {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Source: the fields of an offense in the API reference. */
  private static final Set<String> SORTABLE =
      Set.of(
          ("id,assigned_to,categories,category_count,policy_category_count,"
                  + "security_category_count,close_time,closing_user,closing_reason_id,"
                  + "credibility,relevance,severity,magnitude,device_count,event_count,flow_count,"
                  + "inactive,last_updated_time,offense_source,offense_type,protected,follow_up,"
                  + "remote_destination_count,start_time,status,username_count,"
                  + "last_persisted_time,first_persisted_time")
              .split(","));

  private static final Set<String> FILTERABLE =
      Set.of(
          ("id,assigned_to,categories,category_count,policy_category_count,"
                  + "security_category_count,close_time,closing_user,closing_reason_id,"
                  + "credibility,relevance,severity,magnitude,destination_networks,device_count,"
                  + "event_count,flow_count,inactive,last_updated_time,local_destination_count,"
                  + "offense_type,protected,follow_up,remote_destination_count,source_count,"
                  + "start_time,status,username_count,source_address_ids,"
                  + "local_destination_address_ids,domain_id,last_persisted_time,"
                  + "first_persisted_time,rules,log_sources")
              .split(","));

  private final Supplier<Instant> clock;

  // All guarded by this.
  private final TreeMap<Long, ObjectNode> offenses = new TreeMap<>();
  private final Map<Long, List<ObjectNode>> notes = new TreeMap<>();
  private final Map<String, List<ObjectNode>> lists = new TreeMap<>();
  private long nextNote = 1;

  OffenseData(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /**
   * Puts an offense in place of the one with its id.
   *
   * @param json an object with {@code id}
   */
  public synchronized void put(String json) {
    ObjectNode offense = object(json);
    offenses.put(offense.path("id").longValue(), offense);
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * An offense as it is now.
   *
   * @param id its id
   */
  public synchronized String get(long id) {
    return String.valueOf(offenses.get(id));
  }

  /**
   * Takes an offense away, as retention does.
   *
   * @param id its id
   */
  public synchronized void remove(long id) {
    offenses.remove(id);
  }

  /** Takes all offenses away, as a hard clean does. */
  public synchronized void clear() {
    offenses.clear();
    notes.clear();
  }

  /**
   * Adds to a list that has no behaviour of its own.
   *
   * @param endpoint {@code offense_types}, {@code offense_closing_reasons}, {@code
   *     source_addresses}, {@code local_destination_addresses} or {@code assignable_actors}
   * @param json one object
   */
  public synchronized void add(String endpoint, String json) {
    lists.computeIfAbsent(endpoint, e -> new ArrayList<>()).add(object(json));
  }

  /**
   * The texts of an offense's notes.
   *
   * @param offense its id
   */
  public synchronized List<String> notes(long offense) {
    return notes.getOrDefault(offense, List.of()).stream()
        .map(note -> note.path("note_text").asText())
        .toList();
  }

  synchronized Reply reply(Request request) {
    List<String> segments = request.segments();
    if (!segments.get(1).equals("offenses")) {
      return Reply.list(Lists.list(request, other(request, segments.get(1)), Set.of(), Set.of()));
    }
    if (segments.size() == 2) {
      return Reply.list(Lists.list(request, offenses.values(), FILTERABLE, SORTABLE));
    }
    long id = Long.parseLong(segments.get(2));
    ObjectNode offense = offenses.get(id);
    if (offense == null) {
      throw new ApiError(404, 1002, "No offense was found for the id " + id);
    }
    if (segments.size() == 3) {
      return Reply.of(200, request.method().equals("POST") ? update(request, offense) : offense);
    }
    if (segments.get(3).equals("assignable_actors")) {
      return Reply.list(Lists.list(request, list("assignable_actors"), Set.of(), Set.of()));
    }
    if (request.method().equals("POST")) {
      return Reply.of(201, note(request, id));
    }
    return Reply.list(Lists.list(request, notes.getOrDefault(id, List.of()), Set.of(), Set.of()));
  }

  private List<ObjectNode> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  private List<ObjectNode> other(Request request, String name) {
    List<ObjectNode> all = list(name);
    if (!name.equals("offense_closing_reasons")) {
      return all;
    }
    return all.stream()
        .filter(
            reason ->
                (!reason.path("is_reserved").asBoolean() || wanted(request, "include_reserved"))
                    && (!reason.path("is_deleted").asBoolean()
                        || wanted(request, "include_deleted")))
        .toList();
  }

  private static boolean wanted(Request request, String name) {
    return "true".equals(request.parameter(name));
  }

  /** Parameters count, a body does not. */
  private ObjectNode update(Request request, ObjectNode offense) {
    String status = request.parameter("status");
    boolean closed = offense.path("status").asText().equals("CLOSED");
    if (status != null && closed) {
      throw new ApiError(409, 1008, "The offense is closed");
    }
    String reason = request.parameter("closing_reason_id");
    if ("CLOSED".equals(status) && !usable(reason)) {
      throw new ApiError(422, 1005, "A closing reason that can be used is needed");
    }
    String user = request.parameter("assigned_to");
    if (user != null
        && list("assignable_actors").stream()
            .noneMatch(actor -> actor.path("username").asText().equals(user))) {
      throw new ApiError(422, 1005, "No such user");
    }
    set(offense, "assigned_to", user);
    set(offense, "status", status);
    for (String flag : List.of("follow_up", "protected")) {
      String value = request.parameter(flag);
      if (value != null) {
        offense.put(flag, Boolean.parseBoolean(value));
      }
    }
    if ("CLOSED".equals(status) && reason != null) {
      offense.put("closing_reason_id", Integer.parseInt(reason));
      offense.put("closing_user", "API_user: qraws");
      offense.put("close_time", clock.get().toEpochMilli());
    }
    offense.put("last_persisted_time", clock.get().getEpochSecond() * 1_000);
    return offense;
  }

  private static void set(ObjectNode offense, String name, @Nullable String value) {
    if (value != null) {
      offense.put(name, value);
    }
  }

  private boolean usable(@Nullable String reason) {
    return list("offense_closing_reasons").stream()
        .anyMatch(
            r ->
                r.path("id").asText().equals(reason)
                    && !r.path("is_reserved").asBoolean()
                    && !r.path("is_deleted").asBoolean());
  }

  private ObjectNode note(Request request, long offense) {
    ObjectNode note = JsonNodeFactory.instance.objectNode();
    note.put("id", nextNote++).put("note_text", request.required("note_text"));
    note.put("create_time", clock.get().toEpochMilli()).put("username", "API_user: qraws");
    notes.computeIfAbsent(offense, id -> new ArrayList<>()).add(note);
    return note;
  }
}
