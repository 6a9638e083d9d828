// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qraws.correlation.hypothesis.Condition.Comparison;
import io.qraws.correlation.hypothesis.Condition.Operator;
import io.qraws.correlation.incident.Tactic;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a file of hunts, and refuses what could not be asked as it is meant. */
final class HuntReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final double MOST_HOURS = 24.0 * 31;
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
  private static final Set<String> MEMBERS =
      Set.of(
          ("id,title,claim,confirms,refutes,tactic,techniques,source,direction,hours,rows,weight,"
                  + "where,absent")
              .split(","));
  private static final Set<String> COMPARISON = Set.of("field", "op", "values", "bind");

  private final Map<String, JsonNode> groups = new HashMap<>();

  /** What is being read, for messages. */
  private String place;

  private HuntReader(String place) {
    this.place = place;
  }

  static List<Hunt> read(InputStream in, String name) throws IOException {
    return new HuntReader(name).all(MAPPER.readTree(in));
  }

  private List<Hunt> all(JsonNode file) {
    known(file, Set.of("groups", "hunts"));
    file.path("groups").properties().forEach(group -> groups.put(group.getKey(), group.getValue()));
    if (!file.path("hunts").isArray()) {
      throw wrong("there is no list \"hunts\"");
    }
    String name = place;
    List<Hunt> hunts = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode node : file.path("hunts")) {
      place = name;
      String id = text(node, "id");
      place = name + ": hunt " + id;
      if (!ID.matcher(id).matches() || !ids.add(id)) {
        throw wrong("the id is taken, or not of lower-case letters, digits and hyphens");
      }
      hunts.add(hunt(node, id));
    }
    return hunts;
  }

  private Hunt hunt(JsonNode node, String id) {
    known(node, MEMBERS);
    HuntSource source = constant(HuntSource.class, text(node, "source"), "source");
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode one : node.path("where")) {
      conditions.add(one.isTextual() ? group(one.asText()) : comparison(one));
    }
    Map<Dialect, String> absent = new EnumMap<>(Dialect.class);
    for (Map.Entry<String, JsonNode> entry : node.path("absent").properties()) {
      absent.put(
          constant(Dialect.class, entry.getKey(), "absent"),
          textOf(entry.getValue(), "a reason in absent"));
    }
    if (conditions.stream().allMatch(one -> one.bindings().isEmpty())) {
      throw wrong("no condition takes a value from the incident");
    }
    mapped(source, conditions, absent);
    return new Hunt(
        id,
        new Hunt.Text(
            text(node, "title"),
            text(node, "claim"),
            text(node, "confirms"),
            text(node, "refutes")),
        constant(Tactic.class, text(node, "tactic"), "tactic"),
        techniques(node),
        new Hunt.Scope(
            source,
            constant(Direction.class, text(node, "direction"), "direction"),
            Duration.ofMinutes(Math.round(60 * number(node, "hours", 1 / 60.0, MOST_HOURS))),
            (int) number(node, "rows", 1, 10_000)),
        number(node, "weight", 0.01, 1),
        conditions,
        absent);
  }

  /** An unmapped field is an error, unless the hunt says that the dialect is left out. */
  private void mapped(HuntSource source, List<Condition> conditions, Map<Dialect, String> absent) {
    for (Dialect dialect : Dialect.values()) {
      if (!absent.containsKey(dialect)) {
        conditions.stream()
            .flatMap(Condition::comparisonsIn)
            .map(Comparison::field)
            .filter(field -> !maps(dialect, source, field))
            .findFirst()
            .ifPresent(
                field -> {
                  throw wrong(
                      "field "
                          + field
                          + " of "
                          + source
                          + " is not mapped in "
                          + dialect
                          + ", and the hunt does not say that "
                          + dialect
                          + " is absent");
                });
      }
    }
    if (absent.size() == Dialect.values().length) {
      throw wrong("it is absent from all dialects");
    }
  }

  private static boolean maps(Dialect dialect, HuntSource source, HuntField field) {
    return dialect == Dialect.AQL
        ? AqlColumn.of(source, field) != null
        : SqlColumn.of(dialect, source, field) != null;
  }

  private Condition group(String name) {
    JsonNode group = groups.get(name);
    if (group == null || group.isEmpty()) {
      throw wrong("there is no group " + name);
    }
    List<Comparison> comparisons = new ArrayList<>();
    group.forEach(one -> comparisons.add(comparison(one)));
    return new Condition.Any(comparisons);
  }

  private Comparison comparison(JsonNode node) {
    known(node, COMPARISON);
    HuntField field = constant(HuntField.class, text(node, "field"), "field");
    Operator operator =
        node.has("op") ? constant(Operator.class, text(node, "op"), "operator") : Operator.IN;
    Binding binding =
        node.has("bind") ? constant(Binding.class, text(node, "bind"), "binding") : null;
    List<String> values = new ArrayList<>();
    node.path("values").forEach(value -> values.add(value.asText()));
    if (!operator.fits(field.type())) {
      throw wrong("field " + field + " can't be compared by " + operator);
    }
    boolean takes = operator.takesValues();
    boolean given = binding != null || !values.isEmpty();
    if (takes != given || (binding != null && node.has("values"))) {
      throw wrong("field " + field + " needs either values or a binding, and PRESENT neither");
    }
    if (operator == Operator.AT_LEAST && values.size() != 1) {
      throw wrong("field " + field + " takes one number with AT_LEAST");
    }
    for (String value : values) {
      if (value.isBlank()
          || (field.type() == HuntField.Type.NUMBER && !value.matches("\\d{1,18}"))) {
        throw wrong("field " + field + " does not take \"" + value + '"');
      }
    }
    if (field.type() == HuntField.Type.NUMBER && binding != null) {
      throw wrong("field " + field + " takes numbers, which no binding has");
    }
    return new Comparison(field, operator, values, binding);
  }

  private List<String> techniques(JsonNode node) {
    List<String> techniques = new ArrayList<>();
    for (JsonNode one : node.path("techniques")) {
      if (!TECHNIQUE.matcher(one.asText()).matches()) {
        throw wrong("no technique of ATT&CK: " + one.asText());
      }
      techniques.add(one.asText());
    }
    if (techniques.isEmpty()) {
      throw wrong("it names no technique");
    }
    return techniques;
  }

  private void known(JsonNode node, Set<String> members) {
    if (!node.isObject()) {
      throw wrong("a JSON object is expected, not " + node.getNodeType());
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!members.contains(member.getKey())) {
        throw wrong("unknown member " + member.getKey());
      }
    }
  }

  private String text(JsonNode node, String member) {
    return textOf(node.path(member), member);
  }

  private String textOf(JsonNode value, String member) {
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong("a text is missing: " + member);
    }
    return value.asText();
  }

  private double number(JsonNode node, String member, double least, double most) {
    JsonNode value = node.path(member);
    if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
      throw wrong(member + " must be a number, " + least + " to " + most);
    }
    return value.asDouble();
  }

  private <E extends Enum<E>> E constant(Class<E> type, String name, String what) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw wrong("unknown " + what + " " + name);
    }
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(place + ": " + why);
  }
}
