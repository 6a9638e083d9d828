// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.IpRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route table.
 *
 * @param subnets those that it is expressly associated with
 * @param gateways the gateways for which it routes what comes in
 * @param main whether the subnets of the VPC without a table of their own use it
 */
record RouteTable(
    String id, Set<String> subnets, Set<String> gateways, boolean main, List<Route> routes) {

  /** Where a route leads. */
  enum Kind {
    /** To an internet gateway. */
    INTERNET,
    /** To where nothing comes in from the internet: local, NAT, egress only, peering. */
    CLOSED,
    /** To where this does not follow: a transit gateway, an appliance and the like. */
    ELSEWHERE
  }

  /**
   * A route.
   *
   * @param range its destination; null if that is a prefix list
   * @param prefixList its destination; empty if that is a range
   * @param active false for a black hole
   * @param propagated whether it was learnt from a virtual private gateway
   */
  record Route(
      @Nullable IpRange range,
      String prefixList,
      Kind kind,
      String target,
      boolean active,
      boolean propagated) {
    String destination() {
      return range == null ? prefixList : range.toString();
    }
  }

  /** The members that name a target; by an id in {@code gatewayId}, see {@link #kind}. */
  private static final Map<String, Kind> TARGETS =
      Map.of(
          "gatewayId", Kind.INTERNET,
          "natGatewayId", Kind.CLOSED,
          "egressOnlyInternetGatewayId", Kind.CLOSED,
          // AWS VPC Peering Guide: no edge-to-edge routing through a gateway of the peer.
          "vpcPeeringConnectionId", Kind.CLOSED);

  private static final List<String> OTHER_TARGETS =
      List.of(
          "transitGatewayId",
          "localGatewayId",
          "carrierGatewayId",
          "coreNetworkArn",
          "networkInterfaceId",
          "instanceId");

  static RouteTable of(ConfigItem item) {
    JsonNode configuration = item.configuration();
    Set<String> subnets = new HashSet<>();
    Set<String> gateways = new HashSet<>();
    boolean main = false;
    for (JsonNode association : Fields.list(configuration, "associations")) {
      main |= Fields.flag(association, "main");
      subnets.add(Fields.text(association, "subnetId"));
      gateways.add(Fields.text(association, "gatewayId"));
    }
    List<Route> routes = new ArrayList<>();
    List<JsonNode> entries = Fields.list(configuration, "routes");
    if (entries.isEmpty()) {
      // Each one has the local route.
      throw new IllegalArgumentException("no routes");
    }
    entries.forEach(entry -> routes.add(route(entry)));
    return new RouteTable(item.id(), subnets, gateways, main, List.copyOf(routes));
  }

  private static Route route(JsonNode entry) {
    String v4 = Fields.text(entry, "destinationCidrBlock");
    String v6 = Fields.text(entry, "destinationIpv6CidrBlock");
    String list = Fields.text(entry, "destinationPrefixListId");
    String range = v4.isEmpty() ? v6 : v4;
    if (range.isEmpty() == list.isEmpty()) {
      throw new IllegalArgumentException("a route without one destination");
    }
    String state = Fields.required(entry, "state");
    Kind kind = Kind.ELSEWHERE;
    String target = "";
    for (Map.Entry<String, Kind> known : TARGETS.entrySet()) {
      String id = Fields.text(entry, known.getKey());
      if (!id.isEmpty() && !target.isEmpty()) {
        throw new IllegalArgumentException("a route with two targets");
      }
      if (!id.isEmpty()) {
        target = id;
        kind = known.getKey().equals("gatewayId") ? kind(id) : known.getValue();
      }
    }
    for (String other : OTHER_TARGETS) {
      target = target.isEmpty() ? Fields.text(entry, other) : target;
    }
    return new Route(
        range.isEmpty() ? null : AddressSet.range(range),
        list,
        kind,
        target.isEmpty() ? "an unnamed target" : target,
        !state.equals("blackhole"),
        Fields.text(entry, "origin").equals("EnableVgwRoutePropagation"));
  }

  private static Kind kind(String gateway) {
    if (gateway.equals("local")) {
      return Kind.CLOSED;
    }
    return gateway.startsWith("igw-") ? Kind.INTERNET : Kind.ELSEWHERE;
  }
}
