// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.exposure.Endpoint.Doors;
import io.qraws.core.enrich.exposure.Endpoint.Place;
import io.qraws.core.enrich.exposure.Pieces.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A load balancer, classic or not.
 *
 * @param id an ARN, or the name of a classic one
 * @param listeners the ports of a classic one, whose listeners stand in its own item; else empty
 */
record Balancer(
    String id,
    String label,
    Place place,
    boolean classic,
    boolean internetFacing,
    boolean network,
    boolean failed,
    String vpc,
    List<String> groups,
    List<String> subnets,
    boolean v4,
    boolean v6,
    List<Listener> listeners) {

  /** A port of a classic load balancer and where it leads on the instance. */
  record Listener(Ports outside, Ports inside) {}

  static Balancer of(ConfigItem item) {
    JsonNode configuration = item.configuration();
    String type = Fields.required(configuration, "type");
    if (!type.equals("application") && !type.equals("network")) {
      throw new IllegalArgumentException("a type that is not followed");
    }
    List<String> groups = Fields.texts("value", configuration, "securityGroups");
    if (groups.isEmpty() && type.equals("application")) {
      throw new IllegalArgumentException("no securityGroups");
    }
    List<String> subnets = Fields.texts("subnetId", configuration, "availabilityZones");
    String addresses = Fields.text(configuration, "ipAddressType");
    return new Balancer(
        item.id(),
        item.label(),
        Place.of(item),
        false,
        facing(configuration),
        type.equals("network"),
        Fields.state(configuration, "state").equals("failed"),
        Fields.required(configuration, "vpcId"),
        groups,
        some(subnets),
        !addresses.equals("dualstack-without-public-ipv4"),
        addresses.startsWith("dualstack"),
        List.of());
  }

  static Balancer ofClassic(ConfigItem item) {
    JsonNode configuration = item.configuration();
    List<Listener> listeners = new ArrayList<>();
    for (JsonNode description : Fields.list(configuration, "listenerDescriptions")) {
      JsonNode listener = Fields.at(description, "listener");
      listeners.add(
          new Listener(
              Ports.of("tcp", listener, "loadBalancerPort", "loadBalancerPort"),
              Ports.of("tcp", listener, "instancePort", "instancePort")));
    }
    List<String> groups = Fields.texts("value", configuration, "securityGroups");
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("no securityGroups");
    }
    return new Balancer(
        item.id(),
        item.label(),
        Place.of(item),
        true,
        facing(configuration),
        false,
        false,
        Fields.required(configuration, "vpcId"),
        groups,
        some(Fields.texts("value", configuration, "subnets")),
        true,
        false,
        listeners);
  }

  private static List<String> some(List<String> subnets) {
    if (subnets.isEmpty()) {
      throw new IllegalArgumentException("no subnets");
    }
    return subnets;
  }

  private static boolean facing(JsonNode configuration) {
    String scheme = Fields.required(configuration, "scheme");
    if (!scheme.equals("internet-facing") && !scheme.equals("internal")) {
      throw new IllegalArgumentException("scheme is neither internet-facing nor internal");
    }
    return scheme.equals("internet-facing");
  }

  /** The ports on which it listens. */
  Doors doors(Pieces pieces) {
    if (classic) {
      return Doors.of(listeners.stream().map(Listener::outside).toList());
    }
    Group<List<Ports>> found =
        pieces.all(
            "listeners of " + label,
            Types.LISTENER,
            "configuration.LoadBalancerArn",
            id,
            item -> listener(item.configuration()));
    List<Ports> sure = found.values().stream().flatMap(List::stream).toList();
    return found.complete()
        ? Doors.of(sure)
        : new Doors(sure, Doors.ALL.possible(), found.missing());
  }

  private static List<Ports> listener(JsonNode configuration) {
    List<Ports> ports = new ArrayList<>();
    for (int protocol : protocols(Fields.required(configuration, "Protocol"))) {
      int port = Fields.number(1, 65_535, configuration, "Port");
      ports.add(new Ports(protocol, port, port));
    }
    return ports;
  }

  /** What carries a listener's or target group's protocol. */
  static List<Integer> protocols(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "HTTP", "HTTPS", "TCP", "TLS" -> List.of(Ports.TCP);
      case "UDP", "QUIC" -> List.of(Ports.UDP);
      case "TCP_UDP", "TCP_QUIC" -> Ports.PROTOCOLS;
      default -> throw new IllegalArgumentException("a protocol that is not followed");
    };
  }
}
