// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.Raw;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One content of one object.
 *
 * @param etag without quotes; null if whoever announced it did not say
 * @param version null in a bucket without versions
 * @param size in bytes; -1 if unknown
 */
record S3Object(
    String bucket, String key, @Nullable String etag, @Nullable String version, long size) {

  static @Nullable String unquoted(@Nullable String etag) {
    return etag == null || etag.isBlank() ? null : etag.replace("\"", "");
  }

  String location() {
    return "s3://" + bucket + "/" + key;
  }

  /** Source: Amazon S3, "object (bucket, key, versionId or eTag)" tells contents apart. */
  String id() {
    return location() + "@" + (version == null ? String.valueOf(etag) : version);
  }

  /** As the notification that S3 would send for it. */
  Raw asNotification() {
    JsonNodeFactory make = JsonNodeFactory.instance;
    ObjectNode object = make.objectNode();
    object.put("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
    if (etag != null) {
      object.put("eTag", etag);
    }
    if (version != null) {
      object.put("versionId", version);
    }
    if (size >= 0) {
      object.put("size", size);
    }
    ObjectNode s3 = make.objectNode();
    s3.putObject("bucket").put("name", bucket);
    s3.set("object", object);
    ObjectNode one = make.objectNode();
    one.put("eventSource", "aws:s3");
    one.put("eventName", "ObjectCreated:Put");
    one.set("s3", s3);
    ObjectNode all = make.objectNode();
    all.putArray("Records").add(one);
    return Raw.of(all.toString());
  }
}
