// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.pattern.YamlNode.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads what a rule detects: its selections and the condition over them.
 *
 * <p>Source: Sigma rules specification, Detection.
 */
final class DetectionReader {
  private final Place place;
  private final LogSource source;

  DetectionReader(Place place, LogSource source) {
    this.place = place;
    this.source = source;
  }

  Predicate<Signal> read(YamlNode detection) {
    place.map(detection, "detection");
    Map<String, Predicate<Signal>> selections = new LinkedHashMap<>();
    detection
        .members()
        .forEach(
            (name, node) -> {
              if (name.equals("timeframe")) {
                throw place.fault(
                    node, "timeframe is the old form of counting; write a correlation rule");
              }
              if (!name.equals("condition")) {
                selections.put(name, selection(node, Names.shown(name)));
              }
            });
    YamlNode condition =
        place.need(detection, "condition", "say which selections must hold, such as selection");
    List<Expression> either = new ArrayList<>();
    for (YamlNode one : condition.asList()) {
      try {
        either.add(ConditionParser.parse(place.text(one, "condition"), selections.keySet()));
      } catch (PatternFormatException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw place.fault(one, "condition: " + e.getMessage());
      }
    }
    if (either.isEmpty()) {
      throw place.fault(condition, "condition is empty; say which selections must hold");
    }
    Expression any = new Expression.Any(List.copyOf(either));
    return signal -> any.test(name -> holds(selections, name, signal));
  }

  private static boolean holds(
      Map<String, Predicate<Signal>> selections, String name, Signal signal) {
    Predicate<Signal> selection = selections.get(name);
    return selection != null && selection.test(signal);
  }

  /** A map, of which all must hold, or a list of maps, of which one must. */
  private Predicate<Signal> selection(YamlNode node, String name) {
    if (node.kind() == Kind.LIST && !node.elements().isEmpty()) {
      List<Predicate<Signal>> either = new ArrayList<>();
      for (YamlNode element : node.elements()) {
        either.add(fields(element, name));
      }
      return signal -> either.stream().anyMatch(one -> one.test(signal));
    }
    return fields(node, name);
  }

  private Predicate<Signal> fields(YamlNode node, String name) {
    if (node.isScalar()) {
      throw place.fault(
          node,
          name
              + ": words without a field are not taken; say where they stand, such as"
              + " title|contains or payload|contains");
    }
    if (node.kind() != Kind.MAP || node.members().isEmpty()) {
      throw place.fault(node, name + " must be a map of fields, or a list of such maps");
    }
    List<FieldCondition> all = new ArrayList<>();
    node.members().forEach((key, values) -> all.add(field(key, values)));
    return signal -> {
      for (FieldCondition one : all) {
        if (!one.test(signal)) {
          return false;
        }
      }
      return true;
    };
  }

  private FieldCondition field(String key, YamlNode values) {
    List<String> parts = new ArrayList<>(List.of(key.split("\\|", -1)));
    String name = parts.remove(0);
    if (name.isEmpty()) {
      throw place.fault(
          values, Names.shown(key) + ": a field is missing; words without one are not taken");
    }
    try {
      return FieldCondition.of(
          field(place, source, name, values),
          Collections.unmodifiableList(parts),
          values.asList(),
          other -> field(place, source, other, values));
    } catch (PatternFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw place.fault(values, Names.shown(key) + ": " + e.getMessage());
    }
  }

  /** The field of that name, which signals of the log source may have. */
  static SignalField field(Place place, LogSource source, String name, YamlNode at) {
    SignalField field = source.fields().of(name);
    if (field == null) {
      throw place.fault(
          at,
          "there is no field "
              + Names.shown(name)
              + Names.suggestion(name, source.fields().names()));
    }
    if (Collections.disjoint(field.kinds(), source.kinds())) {
      throw place.fault(
          at,
          "no signal of this logsource has the field "
              + Names.shown(name)
              + "; use another, or another logsource");
    }
    return field;
  }
}
