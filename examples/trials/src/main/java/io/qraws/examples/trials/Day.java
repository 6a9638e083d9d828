// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One day of input as it grows, before it is written. */
final class Day {
  final Dice dice;
  final World world;
  final List<ObjectNode> asff = new ArrayList<>();
  final List<ObjectNode> guardDuty = new ArrayList<>();
  final List<ObjectNode> guardDutyEvents = new ArrayList<>();
  final List<ObjectNode> ocsf = new ArrayList<>();
  final List<ObjectNode> calls = new ArrayList<>();
  final List<String> flows = new ArrayList<>();
  final List<ObjectNode> configs = new ArrayList<>();
  final List<Offense> offenses = new ArrayList<>();
  final List<ObjectNode> siemEvents = new ArrayList<>();
  final List<Story> stories = new ArrayList<>();
  final Set<String> findingIds = new HashSet<>();

  Day(Dice dice) {
    this.dice = dice;
    this.world = new World(dice);
  }

  /** Makes a call and gives its event id. */
  String call(Caller caller, Instant time, Call call) {
    return call(caller, time, World.REGION, call);
  }

  /** Makes a call in a Region and gives its event id. */
  String call(Caller caller, Instant time, String region, Call call) {
    String id = dice.uuid();
    calls.add(call.record(dice, caller, time, region, id));
    return id;
  }

  /** Files a GuardDuty finding under some of its formats: {@code a}sff, {@code g}uardduty …. */
  String threat(Threat threat, String formats) {
    if (formats.contains("a")) {
      asff.add(threat.asff());
    }
    if (formats.contains("g")) {
      guardDuty.add(threat.guardDuty());
    }
    if (formats.contains("e")) {
      guardDutyEvents.add(threat.event(dice));
    }
    if (formats.contains("o")) {
      ocsf.add(threat.ocsf(dice));
    }
    findingIds.add(threat.arn);
    return threat.arn;
  }

  /** An offense, whose number is known once all are sorted by time. */
  Offense offense(Instant time, String description, int type, String source, int magnitude) {
    Offense made = new Offense(time, description.strip(), type, source, magnitude);
    offenses.add(made);
    return made;
  }

  /** A row of an Ariel search. */
  void siem(Instant time, String name, String category, String user, String from, String to) {
    siemEvents.add(
        Json.obj(
            "starttime",
            time.toEpochMilli(),
            "devicetime",
            time.toEpochMilli() - dice.between(200, 1_900),
            "qidname",
            name,
            "categoryname",
            category,
            "logsourcename",
            "edge @ console",
            "sourceip",
            from,
            "sourceport",
            dice.between(20_000, 60_000),
            "destinationip",
            to,
            "destinationport",
            443,
            "username",
            user.isEmpty() ? null : user,
            "protocolname",
            "TCP",
            "eventcount",
            dice.between(1, 4),
            "severity",
            dice.between(2, 7),
            "credibility",
            5,
            "magnitude",
            dice.between(2, 6)));
  }

  /** A flow log line of the default format. */
  void flow(
      World.Machine machine,
      String from,
      int fromPort,
      String to,
      int toPort,
      Instant time,
      boolean ok) {
    int packets = ok ? dice.between(5, 900) : dice.between(1, 4);
    flows.add(
        String.format(
            Locale.ROOT,
            "2 %s %s %s %s %d %d 6 %d %d %d %d %s OK",
            machine.account(),
            machine.networkInterface(),
            from,
            to,
            fromPort,
            toPort,
            packets,
            packets * 180L,
            time.getEpochSecond(),
            time.getEpochSecond() + 58,
            ok ? "ACCEPT" : "REJECT"));
  }

  /** An item of AWS Config. */
  void config(String type, String id, String account, Instant time, ObjectNode configuration) {
    configs.add(
        Json.obj(
            "configurationItemVersion",
            "1.3",
            "configurationItemCaptureTime",
            time.toString().replace("Z", ".000Z"),
            "configurationStateId",
            time.toEpochMilli(),
            "awsAccountId",
            account,
            "configurationItemStatus",
            "OK",
            "resourceType",
            type,
            "resourceId",
            id,
            "resourceName",
            id,
            "ARN",
            type.equals("AWS::S3::Bucket") ? "arn:aws:s3:::" + id : id,
            "awsRegion",
            World.REGION,
            "tags",
            Json.obj(),
            "relatedEvents",
            Json.arr(),
            "relationships",
            Json.arr(),
            "configuration",
            configuration,
            "supplementaryConfiguration",
            Json.obj()));
  }

  Story story(String name, String title, String telling) {
    Story made = new Story(name, title, telling);
    stories.add(made);
    return made;
  }
}
