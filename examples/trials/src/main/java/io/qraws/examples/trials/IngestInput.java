// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.testing.S3Server;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages and objects, and what must become of them.
 *
 * <p>Two in a hundred messages are cut and can't be read, five in a hundred are sent twice, and all
 * are shuffled. Half of the objects are announced by messages, the others are found by listing.
 */
final class IngestInput {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final int CALLS = 50;

  final List<String> messages = new ArrayList<>();
  final Set<String> findings = new LinkedHashSet<>();
  final Set<String> calls = new LinkedHashSet<>();

  /** Each is written back: the findings, and one call of each object. */
  final Set<String> writeBacks = new LinkedHashSet<>();

  int cut;

  private final Dice dice;

  IngestInput(long seed, int findingCount, int objectCount, String bucket, S3Server s3) {
    dice = new Dice(seed);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < findingCount; i++) {
      all.add(finding(i));
    }
    for (int i = 0; i < objectCount; i++) {
      boolean announced = i % 2 == 0;
      String key =
          (announced ? "announced/" : "polled/")
              + "AWSLogs/%s/CloudTrail/%s/2026/03/%02d/%s_CloudTrail_%s_%s.json.gz"
                  .formatted(ACCOUNT, REGION, 1 + i % 28, ACCOUNT, REGION, dice.base32(16));
      String etag = s3.put(key, Gzip.pack(trail(i)), Instant.now());
      if (announced) {
        all.add(notification(bucket, key, etag));
      }
    }
    for (String message : all) {
      messages.add(message);
      if (dice.chance(0.05)) {
        messages.add(message);
      }
    }
    for (int i = 0; i < findingCount / 50; i++) {
      // Cut in the middle of a text, so that no part of it is a record.
      messages.add("{\"detail\":{\"findings\":[{\"Id\":\"cut-" + i);
      cut++;
    }
    List<String> shuffled = dice.shuffled(messages);
    messages.clear();
    messages.addAll(shuffled);
  }

  private String finding(int number) {
    String id =
        "arn:aws:guardduty:%s:%s:detector/d/finding/%06d".formatted(REGION, ACCOUNT, number);
    findings.add(id);
    writeBacks.add(id);
    ObjectNode asff =
        AsffParts.base(
            id,
            "guardduty",
            "GuardDuty",
            ACCOUNT,
            REGION,
            World.DAY.plusSeconds(number),
            dice.of("LOW", "MEDIUM", "HIGH"),
            "Finding " + number);
    asff.set(
        "Resources", Json.arr(Json.obj("Type", "AwsAccount", "Id", "AWS::::Account:" + ACCOUNT)));
    return Json.text(
        Json.obj(
            "version",
            "0",
            "id",
            dice.uuid(),
            "detail-type",
            "Security Hub Findings - Imported",
            "source",
            "aws.securityhub",
            "account",
            ACCOUNT,
            "time",
            World.DAY.toString(),
            "region",
            REGION,
            "resources",
            Json.arr(),
            "detail",
            Json.obj("findings", Json.arr(asff))));
  }

  private byte[] trail(int object) {
    ArrayNode records = Json.arr();
    for (int i = 0; i < CALLS; i++) {
      String id = "call-%04d-%02d".formatted(object, i);
      calls.add(id);
      boolean last = i == CALLS - 1;
      if (last) {
        writeBacks.add(id);
      }
      records.add(
          Json.obj(
              "eventVersion",
              "1.11",
              "eventID",
              id,
              "eventTime",
              "2026-03-17T09:00:00Z",
              "eventSource",
              last ? "cloudtrail.amazonaws.com" : "iam.amazonaws.com",
              "eventName",
              last ? "DeleteTrail" : "ListUsers",
              "eventType",
              "AwsApiCall",
              "awsRegion",
              REGION,
              "recipientAccountId",
              ACCOUNT,
              "sourceIPAddress",
              "203.0.113.9",
              "userIdentity",
              Json.obj("type", "IAMUser", "userName", "ann", "accountId", ACCOUNT)));
    }
    return Json.text(Json.obj("Records", records)).getBytes(StandardCharsets.UTF_8);
  }

  private static String notification(String bucket, String key, String etag) {
    ObjectNode s3 =
        Json.obj("bucket", Json.obj("name", bucket), "object", Json.obj("key", key, "eTag", etag));
    return Json.text(
        Json.obj(
            "Records",
            Json.arr(
                Json.obj(
                    "eventVersion",
                    "2.1",
                    "eventSource",
                    "aws:s3",
                    "eventName",
                    "ObjectCreated:Put",
                    "s3",
                    s3))));
  }
}
