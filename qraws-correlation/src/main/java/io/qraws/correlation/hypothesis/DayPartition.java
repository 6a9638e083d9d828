// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * The column by which a table is divided into days, so that Athena reads only those that a query
 * needs.
 *
 * <p>Source: Athena user guide, the tables for CloudTrail ({@code timestamp}, text) and VPC Flow
 * Logs ({@code day}, text, with partition projection; {@code date}, a date, without).
 *
 * @param column its name; empty for none
 * @param kind how a day is written
 */
public record DayPartition(String column, Kind kind) {
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

  /** How a day is written. */
  public enum Kind {
    /** Not at all. */
    NONE,
    /** {@code 2026/03/17} as text. */
    TEXT,
    /** A date. */
    DATE
  }

  /** Checks the name. */
  public DayPartition {
    if (kind == Kind.NONE ? !column.isEmpty() : !COLUMN.matcher(column).matches()) {
      throw new IllegalArgumentException("a column has letters, digits and _");
    }
  }

  /** The table is not divided by days: each query reads all of it. */
  public static DayPartition none() {
    return new DayPartition("", Kind.NONE);
  }

  /**
   * Text, {@code 2026/03/17}.
   *
   * @param column letters, digits and {@code _}
   */
  public static DayPartition text(String column) {
    return new DayPartition(column, Kind.TEXT);
  }

  /**
   * A date.
   *
   * @param column letters, digits and {@code _}
   */
  public static DayPartition date(String column) {
    return new DayPartition(column, Kind.DATE);
  }

  /** A day as the column has it, in SQL. */
  String literal(LocalDate day) {
    return kind == Kind.DATE ? "DATE '" + day + "'" : "'" + day.toString().replace('-', '/') + "'";
  }
}
