// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One caller's calls, one after the other. */
final class Steps {
  private final Day day;
  private final Caller caller;
  private final int pause;
  private Instant now;
  private String region = World.REGION;

  Steps(Day day, Caller caller, Instant start, int pause) {
    this.day = day;
    this.caller = caller;
    this.pause = pause;
    this.now = start;
  }

  Steps in(String other) {
    region = other;
    return this;
  }

  Instant now() {
    return now;
  }

  Caller caller() {
    return caller;
  }

  /** The next call, some time after the one before; gives its event id. */
  String call(Call call) {
    now = now.plusSeconds(day.dice.between(5, pause));
    return day.call(caller, now, region, call);
  }

  /** What GuardDuty says of this caller at this moment. */
  Threat threat(String type, double severity, String title, ObjectNode action) {
    return new Threat(
        day.dice,
        day.world,
        type,
        severity,
        caller.account(),
        region,
        now,
        title,
        Threat.key(caller),
        action,
        "TARGET");
  }

  /** What GuardDuty says of this caller and a bucket. */
  Threat bucketThreat(String type, double severity, String title, String bucket, String api) {
    ObjectNode resource = Threat.key(caller);
    resource.put("resourceType", "S3Bucket");
    resource.set(
        "s3BucketDetails",
        Json.arr(Json.obj("arn", "arn:aws:s3:::" + bucket, "name", bucket, "type", "Destination")));
    return new Threat(
        day.dice,
        day.world,
        type,
        severity,
        caller.account(),
        region,
        now,
        title,
        resource,
        Threat.apiCall(api, "s3", caller.address()),
        "TARGET");
  }
}
