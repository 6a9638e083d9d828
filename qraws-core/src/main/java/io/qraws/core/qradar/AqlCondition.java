// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition of an AQL query. Immutable.
 *
 * <p>Columns are quoted if need be, values always. A column's name must not hold a double quote or
 * a backslash; a text must not hold a control character, nor a backslash at its end or before a
 * single quote; either has at most 4,000 characters. What breaks this is refused with an {@link
 * IllegalArgumentException}.
 */
public final class AqlCondition {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]{7,15}(/[0-9]{1,2})?|[0-9A-Fa-f:.]{2,45}(/[0-9]{1,3})?");

  private final String text;

  private AqlCondition(String text) {
    this.text = text;
  }

  /**
   * The column has exactly this text, or this address.
   *
   * @param column as QRadar names it
   * @param value any text that can be quoted
   */
  public static AqlCondition eq(String column, String value) {
    return new AqlCondition(Aql.identifier(column) + " = " + Aql.literal(value));
  }

  /**
   * The column has this number.
   *
   * @param column as QRadar names it
   * @param value times are in epoch milliseconds
   */
  public static AqlCondition eq(String column, long value) {
    return new AqlCondition(Aql.identifier(column) + " = " + value);
  }

  /**
   * A function of the column has exactly this text.
   *
   * @param function {@code LOGSOURCETYPENAME}, for instance
   * @param column its only argument
   * @param value any text that can be quoted
   */
  public static AqlCondition callEq(String function, String column, String value) {
    return new AqlCondition(
        Aql.function(function) + "(" + Aql.identifier(column) + ") = " + Aql.literal(value));
  }

  /**
   * The column has one of these texts.
   *
   * @param column as QRadar names it
   * @param values one at least
   */
  public static AqlCondition in(String column, Collection<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("in takes one value at least");
    }
    return new AqlCondition(
        Aql.identifier(column)
            + " IN ("
            + values.stream().map(Aql::literal).collect(Collectors.joining(", "))
            + ")");
  }

  /**
   * The column has one of two numbers or one between them.
   *
   * @param column as QRadar names it
   * @param low included
   * @param high included
   */
  public static AqlCondition between(String column, long low, long high) {
    return new AqlCondition(Aql.identifier(column) + " BETWEEN " + low + " AND " + high);
  }

  /**
   * The column is like a pattern, whatever its case.
   *
   * @param column as QRadar names it
   * @param pattern {@code %} is any run and {@code _} any character; AQL has no escape for the two,
   *     so they match more than themselves
   */
  public static AqlCondition ilike(String column, String pattern) {
    return new AqlCondition(Aql.identifier(column) + " ILIKE " + Aql.literal(pattern));
  }

  /**
   * A function of the column is like a pattern, whatever its case.
   *
   * @param function {@code UTF8} for a payload, which is bytes, for instance
   * @param column its only argument
   * @param pattern as for {@link #ilike}
   */
  public static AqlCondition callIlike(String function, String column, String pattern) {
    return new AqlCondition(
        Aql.function(function) + "(" + Aql.identifier(column) + ") ILIKE " + Aql.literal(pattern));
  }

  /**
   * The column has no value.
   *
   * @param column as QRadar names it
   */
  public static AqlCondition isNull(String column) {
    return new AqlCondition(Aql.identifier(column) + " IS NULL");
  }

  /**
   * The column's address lies in a network.
   *
   * @param cidr {@code 10.0.0.0/8}, for instance
   * @param column as QRadar names it
   * @throws IllegalArgumentException if it looks like no address or network
   */
  public static AqlCondition inCidr(String cidr, String column) {
    if (!ADDRESS.matcher(cidr).matches()) {
      throw new IllegalArgumentException("no address or network: " + Fields.plain(cidr, 60));
    }
    return new AqlCondition("INCIDR(" + Aql.literal(cidr) + ", " + Aql.identifier(column) + ")");
  }

  /**
   * It belongs to an offense. QRadar refuses an id that it does not have.
   *
   * @param offense its id
   */
  public static AqlCondition inOffense(long offense) {
    if (offense < 0) {
      throw new IllegalArgumentException("an offense's id is not negative: " + offense);
    }
    return new AqlCondition("INOFFENSE(" + offense + ")");
  }

  /**
   * A reference set has the column's value.
   *
   * @param set its name
   * @param column as QRadar names it
   */
  public static AqlCondition referenceSetContains(String set, String column) {
    return new AqlCondition(
        "REFERENCESETCONTAINS(" + Aql.literal(set) + ", " + Aql.identifier(column) + ")");
  }

  /**
   * All hold.
   *
   * @param conditions one at least
   */
  public static AqlCondition and(AqlCondition... conditions) {
    return joined(" AND ", conditions);
  }

  /**
   * One holds at least.
   *
   * @param conditions one at least
   */
  public static AqlCondition or(AqlCondition... conditions) {
    return joined(" OR ", conditions);
  }

  /**
   * It does not hold.
   *
   * @param condition what is not to hold
   */
  public static AqlCondition not(AqlCondition condition) {
    return new AqlCondition("NOT (" + condition.text + ")");
  }

  private static AqlCondition joined(String word, AqlCondition... conditions) {
    if (conditions.length == 0) {
      throw new IllegalArgumentException("one condition at least");
    }
    return new AqlCondition(
        List.of(conditions).stream()
            .map(c -> "(" + c.text + ")")
            .collect(Collectors.joining(word)));
  }

  /** The condition as it stands in the query. */
  @Override
  public String toString() {
    return text;
  }
}
