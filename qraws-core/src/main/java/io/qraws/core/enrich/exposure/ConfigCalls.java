// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.AggregateResourceIdentifier;
import software.amazon.awssdk.services.config.model.BaseConfigurationItem;
import software.amazon.awssdk.services.config.model.BatchGetAggregateResourceConfigResponse;
import software.amazon.awssdk.services.config.model.BatchGetResourceConfigResponse;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.QueryInfo;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.config.model.ResourceKey;
import software.amazon.awssdk.services.config.model.SelectAggregateResourceConfigResponse;
import software.amazon.awssdk.services.config.model.SelectResourceConfigResponse;

/** The calls of one round, their results and failures. Not safe for several threads. */
final class ConfigCalls {
  /* Source: AWS Config API reference, BatchGetResourceConfig and SelectResourceConfig. */
  private static final int MOST_KEYS = 100;
  private static final int MOST_ROWS = 100;

  /** The error's name if a query speaks of a field that AWS Config does not have. */
  static final String NO_SUCH_FIELD = "InvalidExpressionException";

  private static final int MOST_PAGES = 20;
  private static final int TRIES = 3;

  private final ConfigClient client;
  private final String aggregator;
  private final Map<Key, ConfigItem> items = new LinkedHashMap<>();
  private final Map<Key, String> failures = new LinkedHashMap<>();
  private String throttled = "";
  private @Nullable List<ConfigurationRecorder> recorders;

  /** Whose resource it is; account and Region are empty where there is but one of each. */
  record Key(String type, String id, String account, String region) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::type)
            .thenComparing(Key::id)
            .thenComparing(Key::account)
            .thenComparing(Key::region);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  ConfigCalls(ConfigClient client, String aggregator) {
    this.client = client;
    this.aggregator = aggregator;
  }

  @Nullable ConfigItem item(Key key) {
    return items.get(key);
  }

  /** Why an item could not be had; empty if it is there or AWS Config has none. */
  String failure(Key key) {
    return failures.getOrDefault(key, "");
  }

  /** Makes a call, if none has been throttled before; why it failed, or nothing. */
  private String call(String name, Runnable call) {
    if (!throttled.isEmpty()) {
      return throttled;
    }
    try {
      call.run();
      return "";
    } catch (AbortedException e) {
      throw e;
    } catch (SdkException e) {
      String code = e.getClass().getSimpleName();
      if (e instanceof AwsServiceException service) {
        code = service.awsErrorDetails() == null ? code : service.awsErrorDetails().errorCode();
        code = code + " (" + service.statusCode() + ")";
        boolean busy = service.isThrottlingException() || service.statusCode() == 429;
        throttled = busy ? name + " failed: " + code : "";
      }
      return name + " failed: " + code;
    }
  }

  /** A page of rows, each a JSON text, and where the next one is. */
  private record Page(List<String> rows, @Nullable String next) {}

  /** Adds the resources that a query finds; why there may be more, or nothing. */
  String select(String query, List<Key> found) {
    String[] token = {null};
    for (int page = 0; page < MOST_PAGES; page++) {
      List<Page> got = new ArrayList<>();
      String name = aggregator.isEmpty() ? "SelectResourceConfig" : "SelectAggregateResourceConfig";
      try {
        String failure = call(name, () -> got.add(page(query, token[0])));
        if (!failure.isEmpty()) {
          return failure;
        }
        got.get(0).rows.forEach(row -> found.add(key(ConfigItem.tree(row))));
      } catch (IllegalArgumentException e) {
        return name + " gave what can't be read";
      }
      token[0] = got.get(0).next;
      if (token[0] == null || token[0].isEmpty()) {
        return "";
      }
    }
    return "more than " + MOST_PAGES * MOST_ROWS + " were found";
  }

  private Page page(String query, @Nullable String token) {
    if (aggregator.isEmpty()) {
      SelectResourceConfigResponse response =
          client.selectResourceConfig(r -> r.expression(query).limit(MOST_ROWS).nextToken(token));
      return page(response.queryInfo(), response.results(), response.nextToken());
    }
    SelectAggregateResourceConfigResponse response =
        client.selectAggregateResourceConfig(
            r ->
                r.configurationAggregatorName(aggregator)
                    .expression(query)
                    .limit(MOST_ROWS)
                    .nextToken(token));
    return page(response.queryInfo(), response.results(), response.nextToken());
  }

  /** Each answer tells about its query; without that, no rows are not none. */
  private static Page page(@Nullable QueryInfo info, List<String> rows, @Nullable String next) {
    if (info == null) {
      throw new IllegalArgumentException("no answer to a query");
    }
    return new Page(rows, next);
  }

  private Key key(JsonNode row) {
    return new Key(
        Fields.required(row, "resourceType"),
        Fields.required(row, "resourceId"),
        aggregator.isEmpty() ? "" : Fields.required(row, "accountId"),
        aggregator.isEmpty() ? "" : Fields.required(row, "awsRegion"));
  }

  /** Fetches items, which are then there or have a failure, or do not exist. */
  void fetch(Collection<Key> keys) {
    List<Key> left = new ArrayList<>(keys);
    for (int attempt = 0; attempt < TRIES && !left.isEmpty(); attempt++) {
      List<Key> unprocessed = new ArrayList<>();
      for (int from = 0; from < left.size(); from += MOST_KEYS) {
        List<Key> batch = left.subList(from, Math.min(from + MOST_KEYS, left.size()));
        fetchBatch(batch, unprocessed);
      }
      left = unprocessed;
    }
    left.forEach(key -> failures.put(key, "AWS Config left it unprocessed"));
  }

  private void fetchBatch(List<Key> batch, List<Key> unprocessed) {
    String name =
        aggregator.isEmpty() ? "BatchGetResourceConfig" : "BatchGetAggregateResourceConfig";
    Set<Key> asked = new LinkedHashSet<>(batch);
    List<BaseConfigurationItem> got = new ArrayList<>();
    Supplier<List<Key>> request =
        aggregator.isEmpty() ? () -> batchGet(batch, got) : () -> batchGetAggregate(batch, got);
    String failure =
        call(name, () -> request.get().stream().filter(asked::contains).forEach(unprocessed::add));
    if (!failure.isEmpty()) {
      batch.forEach(key -> failures.put(key, failure));
      return;
    }
    for (BaseConfigurationItem item : got) {
      Key key =
          new Key(
              text(item.resourceTypeAsString()),
              text(item.resourceId()),
              aggregator.isEmpty() ? "" : text(item.accountId()),
              aggregator.isEmpty() ? "" : text(item.awsRegion()));
      try {
        items.put(key, ConfigItem.of(json(item)));
      } catch (IllegalArgumentException e) {
        failures.put(key, "can't be read, " + e.getMessage());
      }
    }
  }

  private List<Key> batchGet(List<Key> batch, List<BaseConfigurationItem> got) {
    List<ResourceKey> keys =
        batch.stream()
            .map(k -> ResourceKey.builder().resourceType(k.type).resourceId(k.id).build())
            .toList();
    BatchGetResourceConfigResponse response =
        client.batchGetResourceConfig(r -> r.resourceKeys(keys));
    got.addAll(response.baseConfigurationItems());
    return response.unprocessedResourceKeys().stream()
        .map(k -> new Key(text(k.resourceTypeAsString()), text(k.resourceId()), "", ""))
        .toList();
  }

  private List<Key> batchGetAggregate(List<Key> batch, List<BaseConfigurationItem> got) {
    List<AggregateResourceIdentifier> identifiers =
        batch.stream()
            .map(
                k ->
                    AggregateResourceIdentifier.builder()
                        .resourceType(k.type)
                        .resourceId(k.id)
                        .sourceAccountId(k.account)
                        .sourceRegion(k.region)
                        .build())
            .toList();
    BatchGetAggregateResourceConfigResponse response =
        client.batchGetAggregateResourceConfig(
            r -> r.configurationAggregatorName(aggregator).resourceIdentifiers(identifiers));
    got.addAll(response.baseConfigurationItems());
    return response.unprocessedResourceIdentifiers().stream()
        .map(
            k ->
                new Key(
                    text(k.resourceTypeAsString()),
                    text(k.resourceId()),
                    text(k.sourceAccountId()),
                    text(k.sourceRegion())))
        .toList();
  }

  private static JsonNode json(BaseConfigurationItem item) {
    ObjectNode json = ConfigItem.object();
    json.put("resourceType", item.resourceTypeAsString());
    json.put("resourceId", item.resourceId());
    json.put("resourceName", item.resourceName());
    json.put("arn", item.arn());
    json.put("accountId", item.accountId());
    json.put("awsRegion", item.awsRegion());
    json.put("configurationItemStatus", item.configurationItemStatusAsString());
    if (item.configurationItemCaptureTime() != null) {
      json.put("configurationItemCaptureTime", item.configurationItemCaptureTime().toString());
    }
    json.put("configuration", item.configuration());
    ObjectNode supplementary = json.putObject("supplementaryConfiguration");
    item.supplementaryConfiguration().forEach(supplementary::put);
    return json;
  }

  // The SDK gives null for what was not sent.
  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Asks which types are recorded, once a round; why that failed, or nothing. */
  String recorders() {
    if (recorders != null) {
      return "";
    }
    return call(
        "DescribeConfigurationRecorders",
        () -> recorders = client.describeConfigurationRecorders().configurationRecorders());
  }

  /** Whether a recorder records a type, after {@link #recorders}. */
  boolean records(String type) {
    for (ConfigurationRecorder recorder :
        recorders == null ? List.<ConfigurationRecorder>of() : recorders) {
      RecordingGroup group = recorder.recordingGroup();
      // Without a group, everything that is supported is recorded.
      if (group == null || recorded(group, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean recorded(RecordingGroup group, String type) {
    if (Boolean.TRUE.equals(group.allSupported())) {
      return true;
    }
    if (group.recordingStrategy() != null
        && "EXCLUSION_BY_RESOURCE_TYPES".equals(group.recordingStrategy().useOnlyAsString())) {
      return group.exclusionByResourceTypes() == null
          || !group.exclusionByResourceTypes().resourceTypesAsStrings().contains(type);
    }
    return group.resourceTypesAsStrings().contains(type);
  }
}
