// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An offense as the QRadar of the invented company holds it. */
final class Offense {
  /** Indexed by source address. */
  static final int BY_SOURCE = 0;

  /** Indexed by destination address. */
  static final int BY_DESTINATION = 1;

  /** Indexed by user name. */
  static final int BY_USER = 3;

  final Instant time;
  final String description;
  private final int type;
  private final String source;
  private final int magnitude;
  int number;
  boolean closed;

  Offense(Instant time, String description, int type, String source, int magnitude) {
    this.time = time;
    this.description = description;
    this.type = type;
    this.source = source;
    this.magnitude = magnitude;
  }

  String id() {
    return "offense:" + number;
  }

  /** As the REST API lists it. */
  ObjectNode json(Dice dice) {
    long start = time.toEpochMilli() + dice.between(0, 999);
    long last = start + dice.between(60, 2_400) * 1_000L;
    int events = dice.between(4, 900);
    boolean byAddress = type != BY_USER;
    boolean inside = source.startsWith("10.");
    return Json.obj(
        "id",
        number,
        "description",
        description.replace(" / ", "\n ") + "\n",
        "status",
        closed ? "CLOSED" : "OPEN",
        "inactive",
        false,
        "offense_type",
        type,
        "offense_source",
        source,
        "magnitude",
        magnitude,
        "severity",
        Math.min(10, magnitude + dice.between(0, 1)),
        "relevance",
        dice.between(2, 6),
        "credibility",
        dice.between(3, 6),
        "assigned_to",
        closed ? "soc1" : null,
        "closing_user",
        closed ? "soc1" : null,
        "close_time",
        closed ? last + 900_000 : null,
        "closing_reason_id",
        closed ? 1 : null,
        "protected",
        false,
        "follow_up",
        false,
        "start_time",
        start,
        "last_updated_time",
        last,
        "first_persisted_time",
        start / 1_000 * 1_000 + 2_000,
        "last_persisted_time",
        last / 1_000 * 1_000 + 3_000,
        "event_count",
        events,
        "flow_count",
        0,
        "device_count",
        dice.between(1, 3),
        "categories",
        Json.arr(dice.of("Suspicious Activity", "Misc Exploit", "General Authentication Failed")),
        "category_count",
        1,
        "policy_category_count",
        0,
        "security_category_count",
        1,
        "source_network",
        inside ? "Net-10-172-192.Net_10_0_0_0" : "other",
        "destination_networks",
        Json.arr("other"),
        "source_count",
        1,
        "source_address_ids",
        Json.arr(number + 300),
        "local_destination_count",
        1,
        "local_destination_address_ids",
        Json.arr(number + 700),
        "remote_destination_count",
        byAddress ? 1 : 0,
        "username_count",
        byAddress ? 0 : 1,
        "domain_id",
        0,
        "rules",
        Json.arr(Json.obj("id", 100_000 + dice.between(1, 700), "type", "CRE_RULE")),
        "log_sources",
        Json.arr(
            Json.obj(
                "id",
                63,
                "name",
                "Custom Rule Engine-8 :: console",
                "type_id",
                18,
                "type_name",
                "EventCRE")));
  }
}
