// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A small company: services that always do the same, and people who now and then do something new.
 */
final class Shop {
  static final Instant START = Instant.parse("2026-02-02T00:00:00Z");
  static final String ACCOUNT = "111122223333";
  static final String OFFICE = "198.51.100.7";

  /** A service that makes forty calls an hour. */
  static final String BUSY = service(99);

  private static final List<String> WORK =
      List.of("GetObject", "PutObject", "ReceiveMessage", "GetItem", "PutItem", "Publish");
  private static final int PEOPLE = 12;
  private static final int SERVICES = 12;

  private final SplittableRandom random;
  private int calls;

  Shop(long seed) {
    random = new SplittableRandom(seed);
  }

  static Instant at(int day, int hour, int minute) {
    return START.plus(Duration.ofDays(day)).plusSeconds(hour * 3_600L + minute * 60L);
  }

  static String service(int number) {
    return "arn:aws:sts::" + ACCOUNT + ":assumed-role/role-shop-" + number + "/run";
  }

  static String person(int number) {
    return "arn:aws:sts::"
        + ACCOUNT
        + ":assumed-role/AWSReservedSSO_Developer_00aa11bb22cc33dd/p"
        + number
        + "@corp.example";
  }

  /** The calls of a day, in order of time. */
  List<ApiCall> day(int day) {
    List<ApiCall> all = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      for (int i = 0; i < SERVICES; i++) {
        for (int n = 0; n < 3; n++) {
          String work = WORK.get((i + n * random.nextInt(2)) % WORK.size());
          all.add(call(service(i), "s3", work, "203.0.113." + i, at(day, hour, i * 4 + n)));
        }
      }
      for (int n = 0; n < 40; n++) {
        all.add(call(BUSY, "s3", "GetObject", "203.0.113.1", at(day, hour, n)));
      }
      for (int i = 0; hour >= 8 && hour < 17 && i < PEOPLE; i++) {
        for (int n = 0; n < 4; n++) {
          // Nine in ten are of ten operations, the others of hundreds.
          int one = random.nextInt(100) < 97 ? random.nextInt(10) : random.nextInt(400);
          String from = random.nextInt(50) == 0 ? "192.0.2." + i : OFFICE;
          all.add(call(person(i), "ec2", "DescribeThing" + one, from, at(day, hour, 4 * i + n)));
        }
      }
    }
    return all;
  }

  /** A call; whatever begins with Get, List, Describe or Receive reads. */
  ApiCall call(String arn, String service, String operation, String address, Instant time) {
    return call(arn, service, operation, address, time, null);
  }

  ApiCall call(
      String arn, String service, String operation, String address, Instant time, String error) {
    SignalHeader header =
        SignalHeader.builder("call-" + ++calls, Format.CLOUDTRAIL, SourceRef.DERIVED, Raw.EMPTY)
            .time(time)
            .title(operation)
            .account(ACCOUNT)
            .region("eu-central-1")
            .observable(ObservableKind.PRINCIPAL, arn, Role.ACTOR)
            .observable(ObservableKind.USER, arn.substring(arn.lastIndexOf('/') + 1), Role.ACTOR)
            .observable(ObservableKind.IP, address, Role.SOURCE)
            .build();
    return new ApiCall(
        header,
        service,
        operation,
        operation.matches("(Get|List|Describe|Receive).*"),
        error,
        "AssumedRole",
        "aws-sdk-java/2.30",
        null,
        Map.of());
  }

  ConfigChange change(String bucket, Instant time, Map<String, String> changed) {
    SignalHeader header =
        SignalHeader.builder("item-" + ++calls, Format.CONFIG, SourceRef.DERIVED, Raw.EMPTY)
            .time(time)
            .account(ACCOUNT)
            .region("eu-central-1")
            .observable(ObservableKind.RESOURCE, bucket, Role.TARGET)
            .build();
    return new ConfigChange(header, "AWS::S3::Bucket", bucket, "UPDATE", "OK", Map.of(), changed);
  }

  /** A baseline that learned so many days of this shop. */
  Baseline learned(Baseline.Builder builder, int days) {
    Baseline baseline = builder.build();
    for (int day = 0; day < days; day++) {
      day(day).forEach(baseline::observe);
      baseline.learn(at(day + 1, 0, 0), List.of());
    }
    return baseline;
  }
}
