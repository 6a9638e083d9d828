// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.qradar.Aql;
import io.qraws.core.qradar.AqlCondition;
import io.qraws.correlation.hypothesis.Condition.Comparison;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a hunt in AQL.
 *
 * <p>An API call is an event of the log source type Amazon AWS CloudTrail (number 347, as IBM's
 * Sigma back end has it), whose payload is CloudTrail's JSON. The names of the properties that
 * IBM's extension takes out of it are not known to us, so the members are looked for in the text,
 * unless the caller names properties. AQL has no escape for {@code %} and {@code _}: such a search
 * may find more than was meant, never less.
 */
final class AqlWriter {
  private static final long CLOUD_TRAIL = 347;
  private static final int FEWEST = 3;
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");

  private static final Map<HuntField, Column> CALLS = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, Column> FLOWS = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, Column> EVENTS = new EnumMap<>(HuntField.class);

  /** How a field is found. */
  private enum Kind {
    /** A column of text, compared as it is. */
    TEXT,
    /** A column of text, compared whatever its case. */
    NAME,
    NUMBER,
    /** A column of IPv4 addresses, and one of IPv6 addresses or none. */
    ADDRESS,
    /** A function of a column. */
    CALL,
    /** A member of the JSON in the payload. */
    MEMBER,
    /** A member of the JSON in the payload that ends with a slash and the value. */
    TAIL,
    /** Anywhere in the JSON in the payload. */
    JSON,
    /** Anywhere in the payload. */
    PAYLOAD
  }

  private record Column(Kind kind, String name, String more) {
    Column(Kind kind, String name) {
      this(kind, name, "");
    }
  }

  static {
    CALLS.put(HuntField.PRINCIPAL, new Column(Kind.MEMBER, "arn"));
    CALLS.put(HuntField.USER, new Column(Kind.TAIL, "arn"));
    CALLS.put(HuntField.ACCESS_KEY, new Column(Kind.MEMBER, "accessKeyId"));
    CALLS.put(HuntField.USER_TYPE, new Column(Kind.MEMBER, "type"));
    CALLS.put(HuntField.SOURCE_ADDRESS, new Column(Kind.MEMBER, "sourceIPAddress"));
    CALLS.put(HuntField.OPERATION, new Column(Kind.MEMBER, "eventName"));
    CALLS.put(HuntField.SERVICE, new Column(Kind.MEMBER, "eventSource"));
    CALLS.put(HuntField.ERROR, new Column(Kind.MEMBER, "errorCode"));
    CALLS.put(HuntField.REGION, new Column(Kind.MEMBER, "awsRegion"));
    CALLS.put(HuntField.ACCOUNT, new Column(Kind.MEMBER, "recipientAccountId"));
    CALLS.put(HuntField.USER_AGENT, new Column(Kind.MEMBER, "userAgent"));
    CALLS.put(HuntField.REQUEST, new Column(Kind.JSON, "payload"));
    CALLS.put(HuntField.RESPONSE, new Column(Kind.JSON, "payload"));
    CALLS.put(HuntField.REQUEST_USER, new Column(Kind.MEMBER, "userName"));
    CALLS.put(HuntField.REQUEST_BUCKET, new Column(Kind.MEMBER, "bucketName"));
    CALLS.put(HuntField.LOGIN_MFA, new Column(Kind.MEMBER, "MFAUsed"));

    FLOWS.put(HuntField.SOURCE_ADDRESS, new Column(Kind.ADDRESS, "sourceip"));
    FLOWS.put(HuntField.DESTINATION_ADDRESS, new Column(Kind.ADDRESS, "destinationip"));
    FLOWS.put(HuntField.SOURCE_PORT, new Column(Kind.NUMBER, "sourceport"));
    FLOWS.put(HuntField.DESTINATION_PORT, new Column(Kind.NUMBER, "destinationport"));
    FLOWS.put(HuntField.PROTOCOL, new Column(Kind.NUMBER, "protocolid"));
    FLOWS.put(HuntField.BYTES, new Column(Kind.NUMBER, "sourcebytes"));

    EVENTS.put(HuntField.USER, new Column(Kind.NAME, "username"));
    EVENTS.put(HuntField.SOURCE_ADDRESS, new Column(Kind.ADDRESS, "sourceip", "sourcev6"));
    EVENTS.put(
        HuntField.DESTINATION_ADDRESS, new Column(Kind.ADDRESS, "destinationip", "destinationv6"));
    EVENTS.put(HuntField.SOURCE_PORT, new Column(Kind.NUMBER, "sourceport"));
    EVENTS.put(HuntField.DESTINATION_PORT, new Column(Kind.NUMBER, "destinationport"));
    EVENTS.put(HuntField.PROTOCOL, new Column(Kind.NUMBER, "protocolid"));
    EVENTS.put(HuntField.EVENT_NAME, new Column(Kind.CALL, "QIDNAME", "qid"));
    EVENTS.put(HuntField.CATEGORY, new Column(Kind.CALL, "CATEGORYNAME", "category"));
    EVENTS.put(HuntField.HOST, new Column(Kind.NAME, "identityhostname"));
    EVENTS.put(HuntField.PAYLOAD, new Column(Kind.PAYLOAD, "payload"));
  }

  private final HuntSource source;
  private final QueryTargets targets;
  private final List<String> leftOut = new ArrayList<>();

  AqlWriter(HuntSource source, QueryTargets targets) {
    this.source = source;
    this.targets = targets;
  }

  /** Whether QRadar's events or flows have the field. */
  static boolean maps(HuntSource source, HuntField field) {
    return columns(source).containsKey(field);
  }

  /** Whether a custom property can stand for the field. */
  static boolean isCallText(HuntField field) {
    Column column = CALLS.get(field);
    return column != null && column.kind == Kind.MEMBER;
  }

  /**
   * A property's name.
   *
   * @throws IllegalArgumentException if it can't be quoted
   */
  static String checkedColumn(String name) {
    AqlCondition.isNull(name);
    return name;
  }

  private static Map<HuntField, Column> columns(HuntSource source) {
    return switch (source) {
      case API_CALLS -> CALLS;
      case FLOWS -> FLOWS;
      case SIEM_EVENTS -> EVENTS;
    };
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
    Column column = column(comparison.field());
    if (comparison.operator() == Condition.Operator.PRESENT) {
      return List.of(present(column));
    }
    if (comparison.operator() == Condition.Operator.ABSENT) {
      return List.of(AqlCondition.not(present(column)));
    }
    if (comparison.operator() == Condition.Operator.AT_LEAST) {
      long least = Long.parseLong(comparison.values().get(0));
      return List.of(AqlCondition.between(column.name, least, Long.MAX_VALUE));
    }
    return quotable(
        comparison,
        switch (column.kind) {
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

  private static AqlCondition present(Column column) {
    return column.kind == Kind.MEMBER
        ? payload("%\"" + column.name + "\"%")
        : AqlCondition.not(AqlCondition.isNull(column.name));
  }

  private static @Nullable AqlCondition compare(
      Column column, Condition.Operator operator, String value) {
    boolean whole = operator == Condition.Operator.IN;
    String open = operator == Condition.Operator.CONTAINS ? "%" : "";
    String close = whole ? "" : "%";
    return switch (column.kind) {
      case TEXT ->
          whole
              ? AqlCondition.eq(column.name, value)
              : AqlCondition.ilike(column.name, open + value + close);
      case NAME -> AqlCondition.ilike(column.name, open + value + close);
      case NUMBER -> AqlCondition.eq(column.name, Long.parseLong(value));
      case ADDRESS -> address(column, value);
      case CALL ->
          whole
              ? AqlCondition.callEq(column.name, column.more, value)
              : AqlCondition.callIlike(column.name, column.more, open + value + close);
      case MEMBER -> {
        String quote = operator == Condition.Operator.CONTAINS ? "" : "\"";
        String end = whole ? "\"" : "";
        yield payload("%\"" + column.name + "\"%" + quote + JsonText.escaped(value) + end + "%");
      }
      case TAIL -> payload("%\"" + column.name + "\"%/" + JsonText.escaped(value) + "\"%");
      case JSON -> payload("%" + JsonText.escaped(value) + "%");
      case PAYLOAD -> payload("%" + value + "%");
    };
  }

  private static @Nullable AqlCondition address(Column column, String value) {
    if (IPV4.matcher(value).matches()) {
      return AqlCondition.eq(column.name, value);
    }
    boolean sixth = IPV6.matcher(value).matches() && value.indexOf(':') >= 0;
    return sixth && !column.more.isEmpty() ? AqlCondition.eq(column.more, value) : null;
  }

  private static AqlCondition payload(String pattern) {
    return AqlCondition.callIlike("UTF8", "payload", pattern);
  }

  private Column column(HuntField field) {
    String property = source == HuntSource.API_CALLS ? targets.property(field) : null;
    if (property != null) {
      return new Column(Kind.TEXT, property);
    }
    Column column = columns(source).get(field);
    if (column == null) {
      throw new IllegalStateException(field + " is not mapped in AQL " + source);
    }
    return column;
  }
}
