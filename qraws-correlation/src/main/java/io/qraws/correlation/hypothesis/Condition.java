// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold of a row that a hunt finds. */
sealed interface Condition {

  /** How a field is compared. */
  enum Operator {
    /** Is one of the values. */
    IN,
    /** Holds one of the values, wherever. */
    CONTAINS,
    /** Begins with one of the values. */
    STARTS_WITH,
    /** Is a number as large as the value or larger. */
    AT_LEAST,
    /** Has a value. */
    PRESENT,
    /** Has none. */
    ABSENT;

    boolean takesValues() {
      return this != PRESENT && this != ABSENT;
    }

    boolean fits(HuntField.Type type) {
      return switch (this) {
        case IN -> type != HuntField.Type.DOCUMENT;
        case CONTAINS -> type != HuntField.Type.NUMBER;
        case STARTS_WITH, PRESENT, ABSENT -> type == HuntField.Type.TEXT;
        case AT_LEAST -> type == HuntField.Type.NUMBER;
      };
    }
  }

  /** A field compared with values, either fixed or from the incident. */
  record Comparison(
      HuntField field, Operator operator, List<String> values, @Nullable Binding binding)
      implements Condition {
    public Comparison {
      values = List.copyOf(values);
    }

    /** The values in this incident; none if it shows none. */
    List<String> valuesIn(Bindings bindings) {
      return binding == null ? values : bindings.values(binding);
    }
  }

  /** One of several comparisons holds; those without values from the incident are passed over. */
  record Any(List<Comparison> comparisons) implements Condition {
    public Any {
      comparisons = List.copyOf(comparisons);
    }
  }

  /** The comparisons in it. */
  default Stream<Comparison> comparisonsIn() {
    return this instanceof Any any ? any.comparisons().stream() : Stream.of((Comparison) this);
  }

  /** The condition with the incident's values; nothing if it shows none of what is needed. */
  default Optional<Condition> bound(Bindings bindings) {
    List<Comparison> bound =
        comparisonsIn()
            .map(
                one ->
                    new Comparison(
                        one.field(), one.operator(), one.valuesIn(bindings), one.binding()))
            .filter(one -> !one.operator().takesValues() || !one.values().isEmpty())
            .toList();
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(bound.size() == 1 ? bound.get(0) : new Any(bound));
  }

  /** Which of the incident's values it may use. */
  default Set<Binding> bindings() {
    Set<Binding> all = EnumSet.noneOf(Binding.class);
    comparisonsIn()
        .forEach(
            one -> {
              if (one.binding() != null) {
                all.add(one.binding());
              }
            });
    return all;
  }
}
