// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads QRadar offenses as {@code /siem/offenses} gives them. */
final class OffenseReader implements FormatReader {
  private static final String[] MEMBERS = {
    "offense_type",
    "offense_source",
    "magnitude",
    "event_count",
    "categories",
    "start_time",
    "status",
    "last_updated_time",
    "credibility",
    "source_network"
  };

  /** Event name, MAC addresses, log source, ports, AS numbers, rule, application. */
  private static final Set<Integer> NAMELESS = Set.of(2, 4, 5, 6, 8, 9, 12, 13, 14, 15);

  @Override
  public boolean recognises(Node object) {
    int found = 0;
    for (String member : MEMBERS) {
      found += object.has(member) ? 1 : 0;
    }
    return Json.whole(Json.at(object, "id"), -1) >= 0 && found >= 4;
  }

  @Override
  public Signal read(Node offense, Raw raw, SourceRef source) {
    long number = Json.whole(Json.at(offense, "id"), -1);
    Instant start =
        Times.required(
            "start_time",
            Json.at(offense, "start_time"),
            Json.at(offense, "first_persisted_time"),
            Json.at(offense, "last_updated_time"));
    Instant updated = Times.first(Json.at(offense, "last_updated_time"));
    Instant persisted = Times.first(Json.at(offense, "last_persisted_time"));
    int magnitude = scale(offense, "magnitude");
    String description = Names.oneLine(Json.textOr(offense, "description", "Offense " + number));
    List<String> categories = new ArrayList<>();
    Json.at(offense, "categories").forEach(category -> categories.add(category.asText()));
    String index = Json.textOr(offense, "offense_source", "");
    int type = Wholes.upTo(Integer.MAX_VALUE, Json.at(offense, "offense_type"));
    SignalHeader.Builder header =
        SignalHeader.builder("offense:" + number, Format.QRADAR_OFFENSE, source, raw)
            .time(start)
            .title(description)
            .severity(magnitude < 0 ? Severity.UNKNOWN : Severity.ofTenths(magnitude));
    categories.forEach(header::type);
    index(header, type, index);
    embedded(header, offense);
    Names.inText(header, description, Role.SOURCE);
    Instant latest = updated == null ? start : updated;
    return new Offense(
        header.build(),
        number,
        Json.textOr(offense, "status", ""),
        magnitude,
        scale(offense, "credibility"),
        scale(offense, "relevance"),
        scale(offense, "severity"),
        type,
        index,
        persisted != null && persisted.isAfter(latest) ? persisted : latest,
        Wholes.count(Json.at(offense, "event_count")),
        categories,
        Json.text(offense, "assigned_to"));
  }

  private static int scale(Node offense, String name) {
    Node node = Json.at(offense, name);
    if (node.isMissingNode()) {
      return -1;
    }
    long value = Json.whole(node, -1);
    if (value < 0 || value > 10) {
      throw new UnreadableException(name + " must be 0 to 10: " + Names.cut(node.asText(), 40));
    }
    return (int) value;
  }

  /**
   * Adds what an offense is indexed by.
   *
   * <p>Source: offense types 0 source IP, 1 destination IP, 3 user name, 7 host name, 10 and 11
   * IPv6; {@link #NAMELESS} name nobody; others, a deployment's own among them, go by their shape.
   */
  static void index(SignalHeader.Builder header, int type, String value) {
    if (Names.isAddress(value)) {
      Names.address(header, value, type == 1 || type == 11 ? Role.DESTINATION : Role.SOURCE);
    } else if (NAMELESS.contains(type)) {
      return;
    } else if (type == 3) {
      header.observable(ObservableKind.USER, value, Role.ACTOR);
    } else if (type == 7) {
      header.observable(ObservableKind.HOST, value, Role.TARGET);
    } else if (value.startsWith("arn:") || Names.isInstance(value) || Names.isAccessKey(value)) {
      Names.resource(header, value, Role.TARGET);
    } else if (value.matches("[^\\s@]+@[^\\s@]+|[^\\s\\\\]+\\\\[^\\s\\\\]+")) {
      header.observable(ObservableKind.USER, value, Role.ACTOR);
    } else if (value.matches("(?!\\d+$)[A-Za-z0-9][A-Za-z0-9._-]{1,62}")) {
      header.observable(
          value.contains(".") || value.matches(".*-.*\\d.*")
              ? ObservableKind.HOST
              : ObservableKind.USER,
          value,
          Role.ACTOR);
    }
  }

  /** What exporters resolve beside the offense: addresses, user names, host names. */
  private static void embedded(SignalHeader.Builder header, Node offense) {
    for (String name : new String[] {"source_addresses", "source_ips", "source_ip"}) {
      addresses(header, Json.at(offense, name), "source_ip", Role.SOURCE);
    }
    for (String name :
        new String[] {
          "local_destination_addresses",
          "local_destination_ips",
          "local_destination_ip",
          "destination_addresses",
          "destination_ip",
          "destination_ips"
        }) {
      addresses(header, Json.at(offense, name), "local_destination_ip", Role.DESTINATION);
    }
    values(Json.at(offense, "usernames", "users", "username"))
        .forEach(user -> header.observable(ObservableKind.USER, user, Role.ACTOR));
    values(Json.at(offense, "hostnames", "hosts", "hostname"))
        .forEach(host -> header.observable(ObservableKind.HOST, host, Role.TARGET));
  }

  private static void addresses(SignalHeader.Builder header, Node node, String member, Role role) {
    Names.address(header, Json.text(node), role);
    for (Node element : node) {
      Names.address(header, Json.text(element), role);
      Names.address(header, Json.text(element, member), role);
    }
  }

  private static List<String> values(Node node) {
    List<String> values = new ArrayList<>();
    String single = Json.text(node);
    if (single != null) {
      values.add(single);
    }
    for (Node element : node) {
      String value =
          element.isObject() ? Json.text(Json.at(element, "name", "username")) : Json.text(element);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
