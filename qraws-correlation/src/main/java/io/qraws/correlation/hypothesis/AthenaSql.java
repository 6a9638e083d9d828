// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Composes one SELECT for Athena so that no value can become syntax. Not safe for several threads.
 *
 * <p>Values are texts and numbers, never names; names come from {@link SqlColumn} and {@link
 * QueryTargets}, which check them. In Trino's SQL, which Athena speaks, a text stands in single
 * quotes, a quote inside is doubled, and nothing else has a meaning.
 */
final class AthenaSql {
  /** As long as an ARN may be; Athena takes 256 KiB for the whole query. */
  private static final int LONGEST_VALUE = 2_048;

  private final String table;
  private final List<String> columns = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();

  AthenaSql(QueryTargets.Table table) {
    this.table = table.name();
  }

  AthenaSql column(String expression, String alias) {
    columns.add(expression + " AS " + alias);
    return this;
  }

  AthenaSql where(String condition) {
    conditions.add(condition);
    return this;
  }

  /** The query, in order of the first column. */
  String limit(int rows) {
    if (columns.isEmpty() || conditions.isEmpty()) {
      throw new IllegalStateException("a query needs a column and a window of time");
    }
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + table
        + " WHERE "
        + conditions.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" AND "))
        + " ORDER BY 1 LIMIT "
        + rows;
  }

  /** Whether a value can be written at all. */
  static boolean writable(String value) {
    return value.length() <= LONGEST_VALUE
        && value.indexOf('\0') < 0
        && value.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /** A text in quotes. */
  static String literal(String value) {
    if (!writable(value)) {
      throw new IllegalArgumentException(
          "a value has at most " + LONGEST_VALUE + " characters, none of them NUL or half of one");
    }
    return "'" + value.replace("'", "''") + "'";
  }

  /** One of the texts or numbers. */
  static String in(String expression, List<String> literals) {
    return literals.size() == 1
        ? expression + " = " + literals.get(0)
        : expression + " IN (" + String.join(", ", literals) + ")";
  }

  /**
   * Like a pattern in which the value stands for itself.
   *
   * @param before {@code %} or empty, with what must stand directly before the value
   * @param after {@code %} or empty
   */
  static String like(String expression, String before, String value, String after) {
    String escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return expression + " LIKE " + literal(before + escaped + after) + " ESCAPE '\\'";
  }
}
