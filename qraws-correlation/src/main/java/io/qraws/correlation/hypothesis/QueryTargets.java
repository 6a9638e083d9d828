// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where queries are to run: which tables Athena has, and what QRadar calls the properties of an API
 * call. Immutable.
 *
 * <pre>{@code
 * QueryTargets.builder()
 *     .cloudTrail("security.cloudtrail_logs_pp", DayPartition.text("timestamp"))
 *     .flowLogs("security.vpc_flow_logs", DayPartition.date("date"))
 *     .build();
 * }</pre>
 */
public final class QueryTargets {
  private static final Pattern TABLE_PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_/-]{0,254}");

  private final @Nullable Table cloudTrail;
  private final @Nullable Table flowLogs;
  private final @Nullable Table lakeCalls;
  private final @Nullable Table lakeFlows;
  private final boolean qradar;
  private final Map<HuntField, String> properties;

  /** A table's quoted name and by what it is divided. */
  record Table(String name, DayPartition partition) {}

  private QueryTargets(Builder builder) {
    cloudTrail = builder.cloudTrail;
    flowLogs = builder.flowLogs;
    lakeCalls = builder.lakeCalls;
    lakeFlows = builder.lakeFlows;
    qradar = builder.qradar;
    properties = Map.copyOf(builder.properties);
  }

  /** Starts with QRadar alone. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether there is anything to ask. */
  boolean has(Dialect dialect, HuntSource source) {
    return dialect == Dialect.AQL ? qradar : table(dialect, source) != null;
  }

  /** The table to ask; null for QRadar, and where none is set. */
  @Nullable Table table(Dialect dialect, HuntSource source) {
    if (dialect == Dialect.AQL || source == HuntSource.SIEM_EVENTS) {
      return null;
    }
    boolean calls = source == HuntSource.API_CALLS;
    if (dialect == Dialect.SECURITY_LAKE) {
      return calls ? lakeCalls : lakeFlows;
    }
    return calls ? cloudTrail : flowLogs;
  }

  /** The custom property for an API call's field; null where the payload is searched. */
  @Nullable String property(HuntField field) {
    return properties.get(field);
  }

  private static Table table(String name, DayPartition partition) {
    requireNonNull(partition, "partition");
    String[] parts = requireNonNull(name, "table").split("\\.", -1);
    if (parts.length > 3) {
      throw new IllegalArgumentException("a table has at most a catalog, a database and a name");
    }
    for (String part : parts) {
      if (!TABLE_PART.matcher(part).matches()) {
        throw new IllegalArgumentException(
            "the parts of a table's name have letters, digits, _, - and /, not "
                + part.length()
                + " characters with others");
      }
    }
    return new Table('"' + String.join("\".\"", parts) + '"', partition);
  }

  /** Gathers the targets. A table that is not set is not asked. */
  public static final class Builder {
    private @Nullable Table cloudTrail;
    private @Nullable Table flowLogs;
    private @Nullable Table lakeCalls;
    private @Nullable Table lakeFlows;
    private boolean qradar = true;
    private final Map<HuntField, String> properties = new EnumMap<>(HuntField.class);

    private Builder() {}

    /**
     * CloudTrail's table with the columns of AWS's {@code CREATE TABLE}. Default: none.
     *
     * @param table {@code table}, {@code database.table} or {@code catalog.database.table}
     * @param partition by what it is divided
     * @throws IllegalArgumentException if the name has other characters
     */
    public Builder cloudTrail(String table, DayPartition partition) {
      cloudTrail = table(table, partition);
      return this;
    }

    /**
     * VPC Flow Logs' table with the columns of AWS's {@code CREATE TABLE}. Default: none.
     *
     * @param table as for {@link #cloudTrail}
     * @param partition by what it is divided
     * @throws IllegalArgumentException if the name has other characters
     */
    public Builder flowLogs(String table, DayPartition partition) {
      flowLogs = table(table, partition);
      return this;
    }

    /**
     * Security Lake's tables of source version 2, which are bounded by {@code time_dt}. Default:
     * none.
     *
     * @param calls of CloudTrail's management events
     * @param flows of VPC Flow Logs
     * @throws IllegalArgumentException if a name has other characters
     */
    public Builder securityLake(String calls, String flows) {
      lakeCalls = table(calls, DayPartition.none());
      lakeFlows = table(flows, DayPartition.none());
      return this;
    }

    /** No QRadar is to be asked. Default: one is. */
    public Builder withoutQradar() {
      qradar = false;
      return this;
    }

    /**
     * The custom property of QRadar that has an API call's field, which is faster and sharper than
     * a search of the payload. Default: the payload is searched, since a query that names a
     * property which QRadar lacks fails.
     *
     * @param field one of an API call that is compared as a whole
     * @param property as {@code GET /ariel/databases/events} lists it
     * @throws IllegalArgumentException if the field is none of an API call, or is JSON text
     */
    public Builder property(HuntField field, String property) {
      if (!AqlColumn.isCallText(field)) {
        throw new IllegalArgumentException("no property can stand for " + field);
      }
      properties.put(field, AqlColumn.checked(property));
      return this;
    }

    /** Makes the targets. */
    public QueryTargets build() {
      return new QueryTargets(this);
    }
  }
}
