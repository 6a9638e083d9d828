// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.config.ConfigClient;

/**
 * Current items of AWS Config, of one account and Region or of an aggregator.
 *
 * <p>What is wanted by id costs a call for each 100 items; what is wanted by another field one more
 * query for each type and field. Keys that AWS Config leaves unprocessed are asked for again twice.
 * A call that fails, after what retries the client makes, makes the pieces that it was to give
 * missing, with the error's name as the reason; after throttling, no further call is made in that
 * round. Nothing is kept between calls. Safe for use by many threads. Needs {@code
 * software.amazon.awssdk:config}.
 *
 * <p>Permissions: {@code config:BatchGetResourceConfig}, {@code config:SelectResourceConfig},
 * {@code config:DescribeConfigurationRecorders}; for an aggregator {@code
 * config:BatchGetAggregateResourceConfig} and {@code config:SelectAggregateResourceConfig}.
 */
public final class AwsConfigItems implements ConfigItems {
  /* Source: AWS Config API reference, SelectResourceConfig, Expression. */
  private static final int LONGEST_QUERY = 4096;

  /** Values that need no quoting, which the query language has none for. */
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._/:+=@ -]{1,512}");

  private static final String COLUMNS = "SELECT resourceId, resourceType, accountId, awsRegion";

  private final ConfigClient client;
  private final String aggregator;
  private final Set<String> recorded;

  private AwsConfigItems(ConfigClient client, String aggregator, Set<String> recorded) {
    this.client = requireNonNull(client, "client");
    this.aggregator = aggregator;
    this.recorded = Set.copyOf(recorded);
  }

  /**
   * Of the account and Region of a client. Its configuration recorder tells which types are
   * recorded.
   *
   * @param client made and closed by the caller
   */
  // Whoever has a client has its module; for all others it is optional.
  @SuppressWarnings("exports")
  public static AwsConfigItems of(ConfigClient client) {
    return new AwsConfigItems(client, "", Set.of());
  }

  /**
   * Of all accounts and Regions of an aggregator.
   *
   * @param client made and closed by the caller
   * @param aggregator its name
   * @param recorded the types that every one of these accounts records, such as {@code
   *     AWS::ElasticLoadBalancingV2::TargetGroup}, which an aggregator can't tell; that none is
   *     found of any other type says nothing
   */
  @SuppressWarnings("exports")
  public static AwsConfigItems ofAggregator(
      ConfigClient client, String aggregator, Set<String> recorded) {
    if (aggregator.isBlank()) {
      throw new IllegalArgumentException("an aggregator needs a name");
    }
    return new AwsConfigItems(client, aggregator, recorded);
  }

  /** What one query can ask for at once. */
  private record Column(String type, String field) {}

  @Override
  public Map<Wanted, Answer> find(Set<Wanted> wanted) {
    ConfigCalls calls = new ConfigCalls(client, aggregator);
    Map<Wanted, Answer> answers = new LinkedHashMap<>();
    Map<Column, List<Wanted>> columns = new LinkedHashMap<>();
    Set<ConfigCalls.Key> keys = new LinkedHashSet<>();
    for (Wanted one : wanted) {
      if (one.byId() && aggregator.isEmpty()) {
        keys.add(new ConfigCalls.Key(one.type(), one.value(), "", ""));
      } else if (VALUE.matcher(one.value()).matches()) {
        Column column = new Column(one.type(), one.field());
        columns.computeIfAbsent(column, c -> new ArrayList<>()).add(one);
      } else {
        answers.put(one, Answer.failed(List.of(), "can't be asked for"));
      }
    }
    Map<Column, List<ConfigCalls.Key>> found = new LinkedHashMap<>();
    Map<Column, String> failures = new LinkedHashMap<>();
    columns.forEach(
        (column, asked) -> {
          List<ConfigCalls.Key> rows = new ArrayList<>();
          String failure = "";
          for (String query : queries(column, asked)) {
            failure = failure.isEmpty() ? calls.select(query, rows) : failure;
          }
          found.put(column, rows);
          failures.put(column, failure);
          keys.addAll(rows);
        });
    calls.fetch(keys);
    for (Wanted one : wanted) {
      if (one.byId() && aggregator.isEmpty()) {
        answers.put(one, byId(calls, one));
      }
    }
    columns.forEach(
        (column, asked) ->
            byColumn(
                calls,
                asked,
                found.getOrDefault(column, List.of()),
                failures.getOrDefault(column, ""),
                answers));
    return answers;
  }

  private static List<String> queries(Column column, List<Wanted> asked) {
    String start =
        COLUMNS + " WHERE resourceType = '" + column.type + "' AND " + column.field + " IN (";
    List<String> queries = new ArrayList<>();
    StringBuilder query = new StringBuilder(start);
    for (Wanted one : asked) {
      if (query.length() + one.value().length() + 5 > LONGEST_QUERY) {
        queries.add(query.append(')').toString());
        query = new StringBuilder(start);
      }
      query.append(query.length() == start.length() ? "'" : ", '").append(one.value()).append('\'');
    }
    queries.add(query.append(')').toString());
    return queries;
  }

  private static Answer byId(ConfigCalls calls, Wanted wanted) {
    ConfigCalls.Key key = new ConfigCalls.Key(wanted.type(), wanted.value(), "", "");
    String failure = calls.failure(key);
    ConfigItem item = calls.item(key);
    if (item != null) {
      return Answer.complete(List.of(item));
    }
    return failure.isEmpty()
        ? Answer.notRecorded("AWS Config has no item")
        : Answer.failed(List.of(), failure);
  }

  /** Shares out what one column's queries gave, by what the items themselves hold. */
  private void byColumn(
      ConfigCalls calls,
      List<Wanted> asked,
      List<ConfigCalls.Key> rows,
      String failure,
      Map<Wanted, Answer> answers) {
    String reason = failure;
    List<ConfigItem> items = new ArrayList<>();
    for (ConfigCalls.Key row : rows) {
      ConfigItem item = calls.item(row);
      if (item == null) {
        String why = calls.failure(row);
        reason = reason.isEmpty() ? (why.isEmpty() ? "an item went missing" : why) : reason;
      } else if (asked.stream().noneMatch(item::holds)) {
        reason = reason.isEmpty() ? item.id() + " is not what was asked for" : reason;
      } else {
        items.add(item);
      }
    }
    boolean refused = reason.contains(ConfigCalls.NO_SUCH_FIELD);
    for (Wanted one : asked) {
      List<ConfigItem> own = items.stream().filter(item -> item.holds(one)).toList();
      if (refused) {
        // AWS Config knows no such field there, so it records nothing that could be found.
        answers.put(one, Answer.notRecorded(reason));
      } else if (!reason.isEmpty()) {
        answers.put(one, Answer.failed(own, reason));
      } else if (own.isEmpty()) {
        answers.put(one, none(calls, one.type()));
      } else {
        answers.put(one, Answer.complete(own));
      }
    }
  }

  private Answer none(ConfigCalls calls, String type) {
    if (!aggregator.isEmpty()) {
      return recorded.contains(type)
          ? Answer.complete(List.of())
          : Answer.notRecorded(type + " may not be recorded everywhere");
    }
    String failure = calls.recorders();
    if (!failure.isEmpty()) {
      return Answer.failed(List.of(), failure);
    }
    return calls.records(type)
        ? Answer.complete(List.of())
        : Answer.notRecorded(type + " is not recorded");
  }
}
