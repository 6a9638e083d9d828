// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the REST API's {@code filter} parameter takes, composed so that no value can become syntax.
 * Immutable.
 *
 * <p>A comparison with a field that is null is false, but that {@link #not}, {@code !=} and {@code
 * not in} are true. Source: API overview, filtering.
 */
public final class Filter {
  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  private final String text;

  private Filter(String text) {
    this.text = text;
  }

  /**
   * The field has exactly this text.
   *
   * @param field letters, digits and {@code _}
   * @param value any text but one with both kinds of quotes, a backslash at its end, or a control
   *     character: IBM states no rule by which these could be quoted
   * @throws IllegalArgumentException if it can't be quoted safely
   */
  public static Filter eq(String field, String value) {
    return new Filter(field(field) + " = " + quoted(value));
  }

  /**
   * The field has this number.
   *
   * @param field letters, digits and {@code _}
   * @param value times are in epoch milliseconds
   */
  public static Filter eq(String field, long value) {
    return new Filter(field(field) + " = " + value);
  }

  /**
   * The field is greater.
   *
   * @param field letters, digits and {@code _}
   * @param value times are in epoch milliseconds
   */
  public static Filter gt(String field, long value) {
    return new Filter(field(field) + " > " + value);
  }

  /**
   * The field is greater or the same.
   *
   * @param field letters, digits and {@code _}
   * @param value times are in epoch milliseconds
   */
  public static Filter ge(String field, long value) {
    return new Filter(field(field) + " >= " + value);
  }

  /**
   * The field is less or the same.
   *
   * @param field letters, digits and {@code _}
   * @param value times are in epoch milliseconds
   */
  public static Filter le(String field, long value) {
    return new Filter(field(field) + " <= " + value);
  }

  /**
   * The field is one of these numbers.
   *
   * @param field letters, digits and {@code _}
   * @param values 1 to 1,000; the server also limits how long a request may be
   */
  public static Filter in(String field, Collection<Long> values) {
    if (values.isEmpty() || values.size() > 1_000) {
      throw new IllegalArgumentException("in takes 1 to 1000 values: " + values.size());
    }
    return new Filter(
        field(field)
            + " in ("
            + values.stream().map(String::valueOf).collect(Collectors.joining(","))
            + ")");
  }

  /**
   * The field has no value.
   *
   * @param field letters, digits and {@code _}
   */
  public static Filter isNull(String field) {
    return new Filter(field(field) + " is null");
  }

  /**
   * A list has an element to which a filter applies.
   *
   * @param field the list
   * @param element its fields are those of the element
   */
  public static Filter contains(String field, Filter element) {
    return new Filter(field(field) + " contains (" + element.text + ")");
  }

  /**
   * All apply.
   *
   * @param filters one at least
   */
  public static Filter and(Filter... filters) {
    return joined(" and ", filters);
  }

  /**
   * One applies at least.
   *
   * @param filters one at least
   */
  public static Filter or(Filter... filters) {
    return joined(" or ", filters);
  }

  /**
   * It does not apply.
   *
   * @param filter what is not to hold
   */
  public static Filter not(Filter filter) {
    return new Filter("not (" + filter.text + ")");
  }

  private static Filter joined(String word, Filter... filters) {
    if (filters.length == 0) {
      throw new IllegalArgumentException("one filter at least");
    }
    return new Filter(
        List.of(filters).stream().map(f -> "(" + f.text + ")").collect(Collectors.joining(word)));
  }

  private static String field(String name) {
    if (!FIELD.matcher(requireNonNull(name, "field")).matches()) {
      throw new IllegalArgumentException(
          "a field has letters, digits and _: " + Fields.plain(name, 60));
    }
    return name;
  }

  private static String quoted(String value) {
    Quoting.checked("a filter's value", value);
    if (value.endsWith("\\")) {
      throw new IllegalArgumentException("a value that ends with a backslash can't be quoted");
    }
    if (value.indexOf('"') < 0) {
      return '"' + value + '"';
    }
    // A backslash before the inner quote would end the text if the server took it as an escape.
    if (value.indexOf('\'') >= 0 || value.contains("\\\"")) {
      throw new IllegalArgumentException(
          "a value with both kinds of quotes, or with an escaped one, can't be quoted");
    }
    return '\'' + value + '\'';
  }

  /** The expression, not yet encoded for a URL. */
  @Override
  public String toString() {
    return text;
  }
}
