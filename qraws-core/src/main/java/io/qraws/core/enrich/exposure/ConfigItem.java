// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A configuration item as AWS Config records it. Immutable.
 *
 * <p>Its {@code configuration} may be an object, as in snapshot files, or JSON text, as the API
 * sends it.
 */
public final class ConfigItem {
  private static final int LONGEST = 8 << 20;
  private static final int DEEPEST_TEXT = 3;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final JsonNode item;
  private final JsonNode configuration;
  private final JsonNode supplementary;
  private final String type;
  private final String id;
  private final Instant time;

  private ConfigItem(JsonNode item) {
    this.item = item;
    this.type = Fields.required(item, "resourceType");
    this.id = Fields.required(item, Wanted.ID);
    this.configuration = unfolded(Fields.at(item, "configuration"));
    this.supplementary = Fields.at(item, "supplementaryConfiguration");
    this.time = time(Fields.text(item, "configurationItemCaptureTime"));
  }

  /**
   * Reads an item.
   *
   * @param json a JSON object with {@code resourceType} and {@code resourceId}; at most 8 million
   *     characters
   * @throws IllegalArgumentException if it is something else
   */
  public static ConfigItem parse(String json) {
    return of(tree(json));
  }

  static ConfigItem of(JsonNode item) {
    return new ConfigItem(item);
  }

  /** Any JSON text. */
  static JsonNode tree(String json) {
    if (json.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      // The message of the parser quotes the text, which is not ours to repeat.
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** What JSON text within JSON holds; what is no text as it is. */
  static JsonNode unfolded(JsonNode node) {
    JsonNode inner = node;
    for (int i = 0; i < DEEPEST_TEXT && inner.isTextual() && !inner.asText().isBlank(); i++) {
      inner = tree(inner.asText());
    }
    return inner.isTextual() && inner.asText().isBlank() ? MissingNode.getInstance() : inner;
  }

  private static Instant time(String text) {
    try {
      boolean seconds = !text.isEmpty() && text.chars().allMatch(c -> c == '.' || c <= '9');
      return seconds && text.indexOf('-') < 0
          ? Instant.ofEpochMilli((long) (Double.parseDouble(text) * 1_000))
          : Instant.parse(text);
    } catch (DateTimeException | NumberFormatException e) {
      // It only tells which of two items is newer.
      return Instant.EPOCH;
    }
  }

  /** The resource type, such as {@code AWS::EC2::Subnet}. */
  public String type() {
    return type;
  }

  /** The resource id, which is an ARN or a URL for some types. */
  public String id() {
    return id;
  }

  /** The name, if it has one, else the id. */
  String label() {
    String name = Fields.text(item, "resourceName");
    return name.isEmpty() ? id : name;
  }

  String account() {
    String account = Fields.text(item, "accountId");
    return account.isEmpty() ? Fields.text(item, "awsAccountId") : account;
  }

  String region() {
    return Fields.text(item, "awsRegion");
  }

  Instant time() {
    return time;
  }

  JsonNode configuration() {
    return configuration;
  }

  /** A part of the supplementary configuration, text or not; missing if there is none. */
  JsonNode supplementary(String name) {
    return unfolded(Fields.at(supplementary, name));
  }

  /** Whether the resource is gone, or is not recorded any more so that this may be old. */
  boolean stale() {
    String status = Fields.text(item, "configurationItemStatus");
    return status.startsWith("ResourceDeleted") || status.equals("ResourceNotRecorded");
  }

  boolean holds(Wanted wanted) {
    List<String> names = Arrays.asList(wanted.field().split("\\.", -1));
    boolean inside = names.get(0).equals("configuration");
    return type.equals(wanted.type())
        && (inside
            ? Fields.holds(configuration, names.subList(1, names.size()), wanted.value())
            : Fields.holds(item, names, wanted.value()));
  }

  @Override
  public String toString() {
    return type + " " + id;
  }
}
