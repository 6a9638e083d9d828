// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says about objects: S3's own notification or EventBridge's event, alone or in an
 * envelope of SNS.
 */
final class S3Notices {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int DEEPEST_ENVELOPE = 3;

  private S3Notices() {}

  /**
   * One object in a message.
   *
   * @param passedOver why it is not to be read; null if it is
   */
  record Notice(S3Object object, String sequencer, @Nullable String passedOver) {}

  /**
   * Reads a message.
   *
   * @return null if it is not about objects at all; empty if it is S3's test message
   */
  static @Nullable List<Notice> read(String body) {
    // Most messages carry findings, and are parsed by the reader only.
    if (!body.contains("aws:s3") && !body.contains("aws.s3") && !body.contains("s3:TestEvent")) {
      return null;
    }
    return read(body, 0);
  }

  private static @Nullable List<Notice> read(String body, int depth) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return null;
    }
    if (node.path("Message").isTextual() && depth < DEEPEST_ENVELOPE) {
      return read(node.path("Message").textValue(), depth + 1);
    }
    if (node.path("Event").asText().equals("s3:TestEvent")) {
      return List.of();
    }
    if (node.path("source").asText().equals("aws.s3")) {
      Notice notice = event(node);
      return notice == null ? null : List.of(notice);
    }
    return notifications(node.path("Records"));
  }

  private static @Nullable List<Notice> notifications(JsonNode records) {
    List<Notice> notices = new ArrayList<>();
    for (JsonNode one : records) {
      JsonNode object = one.path("s3").path("object");
      String bucket = one.path("s3").path("bucket").path("name").asText();
      String key = decoded(object.path("key").asText());
      if (!one.path("eventSource").asText().equals("aws:s3") || bucket.isEmpty() || key == null) {
        return null;
      }
      notices.add(
          new Notice(
              object(bucket, key, object, "eTag", "versionId"),
              object.path("sequencer").asText(),
              passedOver(one.path("eventName").asText(), "ObjectCreated:", "ObjectRemoved:")));
    }
    return notices.isEmpty() ? null : notices;
  }

  private static @Nullable Notice event(JsonNode event) {
    JsonNode detail = event.path("detail");
    JsonNode object = detail.path("object");
    String bucket = detail.path("bucket").path("name").asText();
    String key = object.path("key").asText();
    if (bucket.isEmpty() || key.isEmpty()) {
      return null;
    }
    return new Notice(
        object(bucket, key, object, "etag", "version-id"),
        object.path("sequencer").asText(),
        passedOver(event.path("detail-type").asText(), "Object Created", "Object Deleted"));
  }

  private static S3Object object(
      String bucket, String key, JsonNode object, String etag, String version) {
    String versionId = object.path(version).asText("");
    return new S3Object(
        bucket,
        key,
        S3Object.unquoted(object.path(etag).asText("")),
        versionId.isEmpty() ? null : versionId,
        object.path("size").asLong(-1));
  }

  private static @Nullable String passedOver(String event, String created, String deleted) {
    // EventBridge's names are whole, S3's carry the operation behind a colon, some with "s3:".
    String name = event.startsWith("s3:") ? event.substring(3) : event;
    if (name.startsWith(created)) {
      return null;
    }
    boolean gone = name.startsWith(deleted) || name.startsWith("LifecycleExpiration:");
    return gone ? "the object was deleted" : "not about new content";
  }

  /** The key of a notification is URL-encoded, with a plus for a blank. */
  private static @Nullable String decoded(String key) {
    try {
      return key.isEmpty() ? null : URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
