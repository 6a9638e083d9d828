// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.correlation.hypothesis.Condition.Comparison;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a hunt in Athena's SQL, over the tables of AWS or those of Security Lake. */
final class SqlWriter {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Dialect dialect;
  private final HuntSource source;
  private final List<String> leftOut = new ArrayList<>();

  SqlWriter(Dialect dialect, HuntSource source) {
    this.dialect = dialect;
    this.source = source;
  }

  /** What could not be written, in words; complete after {@link #write}. */
  List<String> leftOut() {
    return leftOut;
  }

  /** The query, or null if a condition is left without any value. */
  @Nullable String write(
      QueryTargets.Table table, List<Condition> conditions, Hunt.Span span, int rows) {
    AthenaSql sql = new AthenaSql(table);
    columns(sql);
    days(sql, table.partition(), span);
    time(sql, span);
    for (Condition condition : conditions) {
      String written =
          condition
              .comparisonsIn()
              .map(this::comparison)
              .filter(Objects::nonNull)
              .collect(Collectors.joining(" OR "));
      if (written.isEmpty()) {
        return null;
      }
      sql.where(written);
    }
    return sql.limit(rows);
  }

  private void columns(AthenaSql sql) {
    if (source == HuntSource.FLOWS) {
      sql.column(dialect == Dialect.ATHENA ? "\"start\"" : "time_dt", "flow_time");
      select(sql, HuntField.SOURCE_ADDRESS, HuntField.SOURCE_PORT);
      select(sql, HuntField.DESTINATION_ADDRESS, HuntField.DESTINATION_PORT);
      select(sql, HuntField.PROTOCOL, HuntField.BYTES);
    } else {
      sql.column(dialect == Dialect.ATHENA ? "eventtime" : "time_dt", "event_time");
      sql.column(dialect == Dialect.ATHENA ? "eventid" : "metadata.uid", "event_id");
      select(sql, HuntField.PRINCIPAL, HuntField.ACCESS_KEY, HuntField.SOURCE_ADDRESS);
      select(sql, HuntField.SERVICE, HuntField.OPERATION, HuntField.ERROR, HuntField.REGION);
      select(sql, HuntField.ACCOUNT, HuntField.USER_AGENT, HuntField.REQUEST);
    }
  }

  private void select(AthenaSql sql, HuntField... fields) {
    for (HuntField field : fields) {
      sql.column(column(field).text(), field.name().toLowerCase(Locale.ROOT));
    }
  }

  /** A day more at the end: logs are filed by the day on which they were delivered. */
  private static void days(AthenaSql sql, DayPartition partition, Hunt.Span span) {
    if (partition.kind() != DayPartition.Kind.NONE) {
      LocalDate first = LocalDate.ofInstant(span.from(), ZoneOffset.UTC);
      LocalDate last = LocalDate.ofInstant(span.to(), ZoneOffset.UTC).plusDays(1);
      sql.where(
          '"'
              + partition.column()
              + "\" BETWEEN "
              + partition.literal(first)
              + " AND "
              + partition.literal(last));
    }
  }

  private void time(AthenaSql sql, Hunt.Span span) {
    Instant from = span.from().truncatedTo(ChronoUnit.SECONDS);
    Instant to = span.to().plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    if (dialect == Dialect.SECURITY_LAKE) {
      sql.where("time_dt >= " + timestamp(from) + " AND time_dt < " + timestamp(to));
    } else if (source == HuntSource.FLOWS) {
      sql.where(
          "\"start\" >= " + from.getEpochSecond() + " AND \"start\" < " + to.getEpochSecond());
    } else {
      sql.where(
          "eventtime >= "
              + AthenaSql.literal(from.toString())
              + " AND eventtime < "
              + AthenaSql.literal(to.toString()));
    }
  }

  private static String timestamp(Instant time) {
    return "TIMESTAMP '" + TIMESTAMP.format(time) + "'";
  }

  private @Nullable String comparison(Comparison comparison) {
    SqlColumn column = column(comparison.field());
    if (comparison.operator() == Condition.Operator.PRESENT) {
      return column.text() + " <> ''";
    }
    if (comparison.operator() == Condition.Operator.ABSENT) {
      return column.text() + " IS NULL OR " + column.text() + " = ''";
    }
    List<String> values = comparison.values().stream().filter(AthenaSql::writable).toList();
    int lost = comparison.values().size() - values.size();
    if (lost > 0) {
      leftOut.add(
          lost
              + " of "
              + comparison.values().size()
              + " values of "
              + comparison.field()
              + " can't be written in SQL");
    }
    return values.isEmpty() ? null : compare(column, comparison.operator(), values);
  }

  private static String compare(
      SqlColumn column, Condition.Operator operator, List<String> values) {
    if (operator == Condition.Operator.AT_LEAST) {
      return column.text() + " >= " + Long.parseLong(values.get(0));
    }
    if (operator == Condition.Operator.IN && column.kind() != SqlColumn.Kind.TAIL) {
      boolean number = column.kind() == SqlColumn.Kind.NUMBER;
      return AthenaSql.in(
          column.text(),
          values.stream()
              .map(v -> number ? Long.toString(Long.parseLong(v)) : AthenaSql.literal(v))
              .toList());
    }
    return values.stream()
        .map(value -> like(column, operator, value))
        .collect(Collectors.joining(" OR "));
  }

  private static String like(SqlColumn column, Condition.Operator operator, String value) {
    return switch (operator) {
      case IN -> AthenaSql.like(column.text(), "%/", value, "");
      case STARTS_WITH -> AthenaSql.like(column.text(), "", value, "%");
      default ->
          AthenaSql.like(
              column.text(),
              "%",
              column.kind() == SqlColumn.Kind.JSON ? JsonText.escaped(value) : value,
              "%");
    };
  }

  private SqlColumn column(HuntField field) {
    SqlColumn column = SqlColumn.of(dialect, source, field);
    if (column == null) {
      throw new IllegalStateException(field + " is not mapped in " + dialect + " " + source);
    }
    return column;
  }
}
