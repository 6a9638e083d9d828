// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.pattern.Correlation.Form;
import io.qraws.correlation.pattern.Correlation.Input;
import io.qraws.correlation.pattern.Correlation.Join;
import io.qraws.correlation.pattern.Correlation.JoinKey;
import io.qraws.correlation.pattern.YamlNode.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the correlation section of a rule.
 *
 * <p>Source: Sigma correlation rules specification 2.1; a condition of names for the temporal types
 * is the extension that Sigma took up for 2.2.
 */
final class CorrelationReader {
  /** The longest time span, in seconds: 90 days. */
  private static final long LONGEST = 90L * 86_400;

  private static final int MOST = 10_000;
  private static final int MOST_INPUTS = 16;
  private static final Pattern TIMESPAN = Pattern.compile("(\\d{1,7})([smhd])");
  private static final Set<String> KEYS =
      Set.of("type", "rules", "aliases", "group-by", "timespan", "condition");
  private static final Set<String> CRITERIA =
      Set.of("field", "gt", "gte", "lt", "lte", "eq", "neq");

  private final Place place;
  private final SignalPattern about;
  private final YamlNode node;
  private final Map<String, Rule> rules;
  private final Map<String, YamlNode> aliases = new LinkedHashMap<>();
  private final Set<String> absent = new LinkedHashSet<>();

  /** Of the rules that it refers to, by the names by which it does. */
  CorrelationReader(Place place, SignalPattern about, YamlNode node, Map<String, Rule> rules) {
    this.place = place;
    this.about = about;
    this.node = node;
    this.rules = rules;
  }

  Correlation read() {
    place.only(node, "correlation", KEYS);
    if (rules.size() > MOST_INPUTS) {
      throw place.fault(node, "it refers to more than " + MOST_INPUTS + " rules");
    }
    Form form = form();
    Duration timespan = timespan();
    readAliases();
    YamlNode condition = place.find(node, "condition");
    int threshold =
        form == Form.EVENT_COUNT || form == Form.VALUE_COUNT
            ? count(condition, form)
            : temporal(condition, form);
    List<Map<String, Join>> joins = new ArrayList<>();
    List<JoinKey> keys = new ArrayList<>();
    YamlNode groupBy =
        place.need(node, "group-by", "name the fields that the signals share, or write []");
    for (YamlNode one : groupBy.asList()) {
      Map<String, Join> join = joins(one, place.text(one, "group-by"));
      keys.add(join.values().iterator().next().key());
      joins.add(join);
    }
    Map<String, Join> counted =
        form == Form.VALUE_COUNT && condition != null ? counted(condition) : Map.of();
    List<Input> inputs = new ArrayList<>();
    rules.forEach(
        (name, rule) ->
            inputs.add(
                new Input(
                    rule,
                    absent.contains(name),
                    joins.stream().map(join -> of(join, name)).toList(),
                    counted.get(name))));
    return new Correlation(
        about, form, List.copyOf(inputs), List.copyOf(keys), timespan, threshold);
  }

  private static Join of(Map<String, Join> joins, String name) {
    return requireNonNull(joins.get(name), name);
  }

  private Form form() {
    YamlNode at = place.need(node, "type", "such as temporal_ordered");
    String text = place.text(at, "type");
    for (Form form : Form.values()) {
      if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
        return form;
      }
    }
    throw place.fault(
        at,
        "the type "
            + Names.shown(text)
            + " is not taken; use event_count, value_count, temporal or temporal_ordered");
  }

  private Duration timespan() {
    YamlNode at = place.need(node, "timespan", "such as 30m");
    Matcher matcher = TIMESPAN.matcher(place.text(at, "timespan"));
    long seconds = 0;
    if (matcher.matches()) {
      long unit =
          switch (matcher.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
          };
      seconds = unit * Long.parseLong(matcher.group(1));
    }
    if (seconds < 1 || seconds > LONGEST) {
      throw place.fault(
          at, "timespan must be a whole number and s, m, h or d, from 1s to 90d, such as 30m");
    }
    return Duration.ofSeconds(seconds);
  }

  private void readAliases() {
    YamlNode all = place.find(node, "aliases");
    if (all == null) {
      return;
    }
    place
        .map(all, "aliases")
        .members()
        .forEach(
            (alias, fields) -> {
              place.only(
                  place.map(fields, "alias " + Names.shown(alias)),
                  "alias " + alias,
                  rules.keySet());
              aliases.put(alias, fields);
            });
  }

  /** Where each rule holds the values of a field or alias. */
  private Map<String, Join> joins(YamlNode at, String name) {
    YamlNode alias = aliases.get(name);
    Map<String, SignalField> fields = new LinkedHashMap<>();
    Map<String, Integer> inner = new LinkedHashMap<>();
    @Nullable ObservableKind kind = null;
    for (Map.Entry<String, Rule> entry : rules.entrySet()) {
      String field = alias == null ? name : field(alias, name, entry.getKey());
      ObservableKind ofField;
      if (entry.getValue() instanceof Correlation other) {
        int index = other.keys().stream().map(JoinKey::name).toList().indexOf(field);
        if (index < 0) {
          throw place.fault(
              at,
              Names.shown(field)
                  + " is not in the group-by of "
                  + Names.shown(entry.getKey())
                  + "; put it there, or name one that is by an alias");
        }
        inner.put(entry.getKey(), index);
        ofField = other.keys().get(index).kind();
      } else {
        LogSource source = ((Rule.Event) entry.getValue()).source();
        SignalField found = DetectionReader.field(place, source, field, at);
        fields.put(entry.getKey(), found);
        ofField = found.observable();
      }
      if (kind != null && ofField != null && kind != ofField) {
        throw place.fault(
            at,
            Names.shown(name)
                + " is the same as "
                + kind.label()
                + " and "
                + ofField.label()
                + ", which are never the same; name fields of one sort");
      }
      kind = kind == null ? ofField : kind;
    }
    JoinKey key = new JoinKey(name, kind);
    Map<String, Join> joins = new LinkedHashMap<>();
    rules
        .keySet()
        .forEach(
            rule -> joins.put(rule, new Join(key, fields.get(rule), inner.getOrDefault(rule, 0))));
    return joins;
  }

  private String field(YamlNode alias, String name, String rule) {
    YamlNode field = place.find(alias, rule);
    if (field == null) {
      throw place.fault(
          alias,
          "the alias " + Names.shown(name) + " names no field of the rule " + Names.shown(rule));
    }
    return place.text(field, "a field");
  }

  /** A threshold out of {@code gt} or {@code gte}; all else can't be judged while signals come. */
  private int count(@Nullable YamlNode condition, Form form) {
    if (condition == null || condition.kind() != Kind.MAP) {
      throw place.fault(
          condition == null ? node : condition, "condition must be a map, such as gte: 10");
    }
    place.only(condition, "condition", CRITERIA);
    if (form == Form.EVENT_COUNT && condition.members().containsKey("field")) {
      throw place.fault(condition, "field is for value_count; leave it out");
    }
    return atLeast(condition, 1, MOST);
  }

  private int atLeast(YamlNode condition, int least, int most) {
    for (String upper : new String[] {"lt", "lte", "eq", "neq"}) {
      if (condition.members().containsKey(upper)) {
        throw place.fault(
            condition, upper + " is not taken, since more may still come; use gt or gte alone");
      }
    }
    YamlNode gt = place.find(condition, "gt");
    YamlNode gte = place.find(condition, "gte");
    if (gt != null && gte == null) {
      return place.whole(gt, "gt", least - 1, most - 1) + 1;
    }
    if (gte == null || gt != null) {
      throw place.fault(condition, "condition needs either gt or gte, such as gte: 10");
    }
    return place.whole(gte, "gte", least, most);
  }

  private Map<String, Join> counted(YamlNode condition) {
    YamlNode field = place.need(condition, "field", "name the field whose values are counted");
    if (field.asList().size() != 1) {
      throw place.fault(field, "field takes one name; write a rule for each");
    }
    return joins(field, place.text(field.asList().get(0), "field"));
  }

  /** How many of the rules must have matched; notes which must not. */
  private int temporal(@Nullable YamlNode condition, Form form) {
    if (condition != null && condition.kind() == Kind.MAP) {
      place.only(condition, "condition", CRITERIA);
      int least = form == Form.TEMPORAL ? 1 : rules.size();
      return atLeast(condition, least, rules.size());
    }
    if (condition != null) {
      Set<String> present = new LinkedHashSet<>();
      try {
        Expression parsed =
            ConditionParser.parse(place.text(condition, "condition"), rules.keySet());
        split(parsed, false, present);
      } catch (PatternFormatException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw place.fault(condition, "condition: " + e.getMessage());
      }
      if (present.isEmpty()) {
        throw place.fault(condition, "condition needs a rule that is there, not only absent ones");
      }
      for (String name : rules.keySet()) {
        if (present.contains(name) == absent.contains(name)) {
          throw place.fault(
              condition, "condition must name " + Names.shown(name) + " once, like all of rules");
        }
      }
    }
    if (form == Form.TEMPORAL_ORDERED && absent.contains(last(rules.keySet()))) {
      throw place.fault(
          node,
          "an absent rule can't stand last in rules, since it may still come; put it before the"
              + " rule that it must not stand before");
    }
    if (rules.size() < 2) {
      throw place.fault(node, "rules needs two or more; count one with event_count");
    }
    return rules.size() - absent.size();
  }

  private static String last(Set<String> names) {
    String last = "";
    for (String name : names) {
      last = name;
    }
    return last;
  }

  /** The names that must and those that must not be there. */
  private void split(Expression part, boolean negated, Set<String> present) {
    if (part instanceof Expression.Name name) {
      (negated ? absent : present).add(name.name());
    } else if (part instanceof Expression.Not not) {
      split(not.part(), !negated, present);
    } else if (part instanceof Expression.All all && !negated) {
      all.parts().forEach(one -> split(one, false, present));
    } else if (part instanceof Expression.Any any && (negated || any.parts().size() == 1)) {
      any.parts().forEach(one -> split(one, negated, present));
    } else if (part instanceof Expression.All all && all.parts().size() == 1) {
      split(all.parts().get(0), negated, present);
    } else {
      throw new IllegalArgumentException(
          "alternatives are not taken here; put them into one rule's detection, or write a"
              + " pattern for each");
    }
  }
}
