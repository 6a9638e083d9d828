// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import org.jspecify.annotations.Nullable;

/**
 * Objects that are known not to be signals, each with what the reader of the rejection should know.
 */
final class Known {
  private Known() {}

  /** Why it is no signal, or null if it is not known. */
  static @Nullable String reason(Node object) {
    String source = Json.text(object, "eventSource");
    if ("aws:s3".equals(source) && object.has("s3")) {
      return "an S3 notification, which names an object to fetch: "
          + Json.textOr(object, "s3.bucket.name", "?")
          + "/"
          + Json.textOr(object, "s3.object.key", "?");
    }
    if ("aws.s3".equals(Json.text(object, "source"))
        && Json.path(object, "detail.object").isObject()) {
      return "an S3 notification, which names an object to fetch: "
          + Json.textOr(object, "detail.bucket.name", "?")
          + "/"
          + Json.textOr(object, "detail.object.key", "?");
    }
    if ("s3:TestEvent".equals(Json.text(object, "Event"))) {
      return "an S3 test message, which says nothing";
    }
    if ("SubscriptionConfirmation".equals(Json.text(object, "Type"))) {
      return "an SNS subscription confirmation, not a notification";
    }
    if (Json.at(object, "s3ObjectKey").isTextual() && Json.at(object, "s3Bucket").isTextual()) {
      return "an AWS Config delivery, which names an object to fetch: "
          + Json.textOr(object, "s3Bucket", "?")
          + "/"
          + Json.textOr(object, "s3ObjectKey", "?");
    }
    if (object.has("QueryInfo")
        && Json.at(object, "Results").isArray()
        && !object.get("Results").toString().contains("configurationItemCaptureTime")) {
      return "rows of an AWS Config query, which tell a state without its time";
    }
    if ("identity".equals(Json.text(object, "type")) && object.has("identity_class")) {
      return "a STIX identity, which names who observed";
    }
    if (object.has("insightName") && object.has("insightResults")) {
      return "counts of a Security Hub insight, not findings";
    }
    if (object.has("digestStartTime") && object.has("digestSignatureAlgorithm")) {
      return "a CloudTrail digest, not a log";
    }
    return null;
  }
}
