// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.qradar.Aql;
import io.qraws.core.qradar.AqlCondition;
import io.qraws.correlation.hypothesis.Condition.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a hunt in AQL.
 *
 * <p>AQL has no escape for {@code %} and {@code _}: a search for a text that holds one may find
 * more than was meant, never less.
 */
final class AqlWriter {
  /** The number of the log source type, as IBM's Sigma back end has it. */
  private static final long CLOUD_TRAIL = 347;

  private static final int FEWEST = 3;
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");

  private final HuntSource source;
  private final QueryTargets targets;
  private final List<String> leftOut = new ArrayList<>();

  AqlWriter(HuntSource source, QueryTargets targets) {
    this.source = source;
    this.targets = targets;
  }

  /** What could not be written, in words; complete after {@link #write}. */
  List<String> leftOut() {
    return leftOut;
  }

  /** The query, or null if a condition is left without any value. */
  @Nullable String write(List<Condition> conditions, Hunt.Span span, int rows) {
    Aql.Builder query = source == HuntSource.FLOWS ? flows() : events();
    if (source == HuntSource.API_CALLS) {
      query.where(AqlCondition.eq("devicetype", CLOUD_TRAIL));
    }
    for (Condition condition : conditions) {
      List<AqlCondition> alternatives = new ArrayList<>();
      condition.comparisonsIn().forEach(one -> alternatives.addAll(comparison(one)));
      if (alternatives.isEmpty()) {
        return null;
      }
      query.where(either(alternatives));
    }
    return query.between(span.from(), span.to()).limit(rows).build().toString();
  }

  /** The columns that a reader of QRadar's events takes. */
  private static Aql.Builder events() {
    return Aql.events()
        .column("starttime", "start_time")
        .call("QIDNAME", "qid", "event_name")
        .column("qid", "qid")
        .call("CATEGORYNAME", "category", "category")
        .call("LOGSOURCENAME", "logsourceid", "log_source")
        .call("LOGSOURCETYPENAME", "devicetype", "log_source_type")
        .column("sourceip", "source_ip")
        .column("destinationip", "destination_ip")
        .column("destinationport", "destination_port")
        .column("username", "user_name")
        .column("magnitude", "magnitude")
        .column("eventcount", "event_count")
        .call("UTF8", "payload", "payload");
  }

  private static Aql.Builder flows() {
    return Aql.flows()
        .column("starttime", "start_time")
        .column("endtime", "end_time")
        .column("sourceip", "source_ip")
        .column("sourceport", "source_port")
        .column("destinationip", "destination_ip")
        .column("destinationport", "destination_port")
        .column("protocolid", "protocol_id")
        .column("sourcebytes", "source_bytes")
        .column("destinationbytes", "destination_bytes");
  }

  private static AqlCondition either(List<AqlCondition> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : AqlCondition.or(conditions.toArray(new AqlCondition[0]));
  }

  private List<AqlCondition> comparison(Comparison comparison) {
    AqlColumn column = column(comparison.field());
    if (comparison.operator() == Condition.Operator.PRESENT) {
      return List.of(present(column));
    }
    if (comparison.operator() == Condition.Operator.ABSENT) {
      return List.of(AqlCondition.not(present(column)));
    }
    if (comparison.operator() == Condition.Operator.AT_LEAST) {
      long least = Long.parseLong(comparison.values().get(0));
      return List.of(AqlCondition.between(column.name(), least, Long.MAX_VALUE));
    }
    return quotable(
        comparison,
        switch (column.kind()) {
          case TEXT, NUMBER, CALL, ADDRESS -> 0;
          case NAME, MEMBER, TAIL -> 1;
          case JSON, PAYLOAD -> FEWEST;
        },
        value -> compare(column, comparison.operator(), value));
  }

  /** The conditions of those values that can be written; the others are told. */
  private List<AqlCondition> quotable(
      Comparison comparison, int fewest, Function<String, @Nullable AqlCondition> writer) {
    List<AqlCondition> written = new ArrayList<>();
    for (String value : comparison.values()) {
      AqlCondition condition = tooBroad(value, fewest) ? null : written(writer, value);
      if (condition != null) {
        written.add(condition);
      }
    }
    int lost = comparison.values().size() - written.size();
    if (lost > 0) {
      leftOut.add(
          lost
              + " of "
              + comparison.values().size()
              + " values of "
              + comparison.field()
              + " can't be written in AQL or would match nearly everything");
    }
    return written;
  }

  private static @Nullable AqlCondition written(
      Function<String, @Nullable AqlCondition> writer, String value) {
    try {
      return writer.apply(value);
    } catch (IllegalArgumentException e) {
      // The builder of AQL refuses it, as it does line breaks and a backslash before a quote.
      return null;
    }
  }

  private static boolean tooBroad(String value, int fewest) {
    if (fewest == 0) {
      return false;
    }
    long wild = value.chars().filter(c -> c == '%' || c == '_').count();
    return value.length() - wild < (wild > 0 ? FEWEST : fewest);
  }

  private static AqlCondition present(AqlColumn column) {
    return column.kind() == AqlColumn.Kind.MEMBER
        ? payload("%\"" + column.name() + "\"%")
        : AqlCondition.not(AqlCondition.isNull(column.name()));
  }

  private static @Nullable AqlCondition compare(
      AqlColumn column, Condition.Operator operator, String value) {
    boolean whole = operator == Condition.Operator.IN;
    String open = operator == Condition.Operator.CONTAINS ? "%" : "";
    String close = whole ? "" : "%";
    return switch (column.kind()) {
      case TEXT ->
          whole
              ? AqlCondition.eq(column.name(), value)
              : AqlCondition.ilike(column.name(), open + value + close);
      case NAME -> AqlCondition.ilike(column.name(), open + value + close);
      case NUMBER -> AqlCondition.eq(column.name(), Long.parseLong(value));
      case ADDRESS -> address(column, value);
      case CALL ->
          whole
              ? AqlCondition.callEq(column.name(), column.more(), value)
              : AqlCondition.callIlike(column.name(), column.more(), open + value + close);
      case MEMBER -> {
        String quote = operator == Condition.Operator.CONTAINS ? "" : "\"";
        String end = whole ? "\"" : "";
        yield payload("%\"" + column.name() + "\"%" + quote + JsonText.escaped(value) + end + "%");
      }
      case TAIL -> payload("%\"" + column.name() + "\"%/" + JsonText.escaped(value) + "\"%");
      case JSON -> payload("%" + JsonText.escaped(value) + "%");
      case PAYLOAD -> payload("%" + value + "%");
    };
  }

  private static @Nullable AqlCondition address(AqlColumn column, String value) {
    if (IPV4.matcher(value).matches()) {
      return AqlCondition.eq(column.name(), value);
    }
    boolean sixth = IPV6.matcher(value).matches() && value.indexOf(':') >= 0;
    return sixth && !column.more().isEmpty() ? AqlCondition.eq(column.more(), value) : null;
  }

  private static AqlCondition payload(String pattern) {
    return AqlCondition.callIlike("UTF8", "payload", pattern);
  }

  private AqlColumn column(HuntField field) {
    String property = source == HuntSource.API_CALLS ? targets.property(field) : null;
    if (property != null) {
      return new AqlColumn(AqlColumn.Kind.TEXT, property);
    }
    AqlColumn column = AqlColumn.of(source, field);
    if (column == null) {
      throw new IllegalStateException(field + " is not mapped in AQL " + source);
    }
    return column;
  }
}
