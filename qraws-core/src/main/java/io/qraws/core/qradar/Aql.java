// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An AQL query, composed so that no value can become syntax. Immutable.
 *
 * <pre>{@code
 * Aql.events()
 *     .column("sourceip", "source_ip")
 *     .call("QIDNAME", "qid", "event_name")
 *     .where(AqlCondition.eq("username", name))
 *     .between(start, stop)
 *     .limit(500)
 *     .build();
 * }</pre>
 */
public final class Aql {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  /** Words that stand bare only as themselves. Source: AQL guide, the clauses of a query. */
  private static final Set<String> RESERVED =
      Set.of(
          ("select,from,where,group,by,having,order,limit,last,start,stop,and,or,not,in,like,ilike,"
                  + "matches,imatches,between,is,null,as,case,when,then,else,end,asc,desc,distinct,"
                  + "parameters,into,text,search,seconds,minutes,hours,days,true,false")
              .split(","));

  private final String text;
  private final int limit;

  private Aql(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  /** A query over events. */
  public static Builder events() {
    return new Builder("events");
  }

  /** A query over flows. */
  public static Builder flows() {
    return new Builder("flows");
  }

  /** How many rows it gives at most. */
  public int limit() {
    return limit;
  }

  /** The query as it is sent. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Aql aql && text.equals(aql.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /**
   * A name, in double quotes unless it is a plain word.
   *
   * @throws IllegalArgumentException if it is empty, longer than 255, or holds a double quote, a
   *     backslash or a control character
   */
  static String identifier(String name) {
    Quoting.checked("a name", name);
    if (NAME.matcher(name).matches() && !reserved(name)) {
      return name;
    }
    if (name.isBlank()
        || name.length() > 255
        || name.indexOf('"') >= 0
        || name.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          "a name has 1 to 255 characters, none a double quote or a backslash: "
              + Fields.plain(name, 60));
    }
    return '"' + name + '"';
  }

  /**
   * A text in single quotes, a quote inside doubled.
   *
   * <p>A backslash is an ordinary character in AQL, by third-party practice; no page of IBM states
   * it. So a backslash before a quote or at the end, which would be read differently if it were an
   * escape, is refused.
   */
  static String literal(String value) {
    Quoting.checked("a value", value);
    if (value.endsWith("\\") || value.contains("\\'")) {
      throw new IllegalArgumentException(
          "a value with a backslash at its end or before a quote can't be quoted safely");
    }
    return "'" + value.replace("'", "''") + "'";
  }

  private static boolean reserved(String word) {
    return RESERVED.contains(word.toLowerCase(Locale.ROOT));
  }

  /** A function's name, which is never quoted. */
  static String function(String name) {
    if (!NAME.matcher(requireNonNull(name, "function")).matches()) {
      throw new IllegalArgumentException(
          "a function has letters, digits and _: " + Fields.plain(name, 60));
    }
    return name;
  }

  /** Composes a query. Columns and a window of time must be given. */
  public static final class Builder {
    private final String database;
    private final List<String> columns = new ArrayList<>();
    private final List<AqlCondition> conditions = new ArrayList<>();
    private @Nullable String window;
    private int limit = 1_000;

    private Builder(String database) {
      this.database = database;
    }

    /**
     * A column under a name of its own: without one, QRadar names it in its own way.
     *
     * @param column as {@code GET /ariel/databases/events} lists it, which includes custom
     *     properties; QRadar refuses a query that names one it does not have
     * @param alias letters, digits and {@code _}
     * @throws IllegalArgumentException if one can't be quoted safely
     */
    public Builder column(String column, String alias) {
      columns.add(identifier(column) + " AS " + alias(alias));
      return this;
    }

    /**
     * A function of one column.
     *
     * @param function {@code QIDNAME}, {@code LOGSOURCENAME}, {@code UTF8} and so on
     * @param column its only argument
     * @param alias letters, digits and {@code _}
     * @throws IllegalArgumentException if one can't be quoted safely
     */
    public Builder call(String function, String column, String alias) {
      columns.add(function(function) + "(" + identifier(column) + ") AS " + alias(alias));
      return this;
    }

    private static String alias(String alias) {
      if (!NAME.matcher(requireNonNull(alias, "alias")).matches() || reserved(alias)) {
        throw new IllegalArgumentException(
            "an alias has letters, digits and _ and is no word of AQL: " + Fields.plain(alias, 60));
      }
      return alias;
    }

    /**
     * A condition that must hold, beside those given before.
     *
     * @param condition see {@link AqlCondition}
     */
    public Builder where(AqlCondition condition) {
      conditions.add(requireNonNull(condition, "condition"));
      return this;
    }

    /**
     * The time when QRadar got the event, to the minute: QRadar rounds the window outwards.
     *
     * @param start included
     * @param stop behind the start
     */
    public Builder between(Instant start, Instant stop) {
      if (!start.isBefore(stop)) {
        throw new IllegalArgumentException("start must be before stop: " + start + ", " + stop);
      }
      window = "START " + start.toEpochMilli() + " STOP " + stop.toEpochMilli();
      return this;
    }

    /**
     * The time up to the present.
     *
     * @param time whole minutes, 1 minute to 366 days
     */
    public Builder last(Duration time) {
      long minutes = time.toMinutes();
      if (!Duration.ofMinutes(minutes).equals(time) || minutes < 1 || minutes > 366 * 24 * 60) {
        throw new IllegalArgumentException("last must be whole minutes, 1 to 527040: " + time);
      }
      window = "LAST " + minutes + " MINUTES";
      return this;
    }

    /**
     * How many rows at most. Default: 1,000.
     *
     * @param rows 1 to 100,000
     */
    public Builder limit(int rows) {
      if (rows < 1 || rows > 100_000) {
        throw new IllegalArgumentException("limit must be 1 to 100000: " + rows);
      }
      limit = rows;
      return this;
    }

    /**
     * The query.
     *
     * @throws IllegalStateException if there is no column, or no window: QRadar's own is a minute
     *     or five, which nobody means
     */
    public Aql build() {
      if (columns.isEmpty() || window == null) {
        throw new IllegalStateException("a query needs a column and a window of time");
      }
      String where =
          conditions.isEmpty()
              ? ""
              : conditions.stream()
                  .map(c -> "(" + c + ")")
                  .collect(Collectors.joining(" AND ", " WHERE ", ""));
      return new Aql(
          "SELECT "
              + String.join(", ", columns)
              + " FROM "
              + database
              + where
              + " LIMIT "
              + limit
              + " "
              + window,
          limit);
    }
  }
}
