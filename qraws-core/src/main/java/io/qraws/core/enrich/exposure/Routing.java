// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import io.qraws.core.enrich.IpRange;
import io.qraws.core.enrich.exposure.Pieces.Group;
import io.qraws.core.enrich.exposure.Pieces.Piece;
import io.qraws.core.enrich.exposure.RouteTable.Kind;
import io.qraws.core.enrich.exposure.RouteTable.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the answers of an endpoint go, for one family of addresses. */
final class Routing {
  private final Terrain terrain;
  private final Endpoint endpoint;
  private final boolean v6;
  private final Group<RouteTable> tables;
  private final @Nullable RouteTable table;

  /** The legs that some public address takes, since no longer prefix takes it before. */
  private final List<Leg> taken = new ArrayList<>();

  /** Whether block public access of VPCs stops what comes in through the gateway. */
  private boolean blocked;

  /** A route for one range. */
  private record Leg(IpRange range, Route route) {}

  Routing(Terrain terrain, Endpoint endpoint, boolean v6) {
    this.terrain = terrain;
    this.endpoint = endpoint;
    this.v6 = v6;
    this.tables =
        terrain
            .pieces()
            .all(
                "route tables of " + endpoint.vpc(),
                Types.ROUTE_TABLE,
                "configuration.vpcId",
                endpoint.vpc(),
                RouteTable::of);
    this.table = table();
  }

  /** The subnet's own table, else the VPC's main one; null if there is not exactly one. */
  private @Nullable RouteTable table() {
    List<RouteTable> own =
        tables.values().stream().filter(t -> t.subnets().contains(endpoint.subnet())).toList();
    List<RouteTable> used =
        own.isEmpty() && tables.complete()
            ? tables.values().stream().filter(RouteTable::main).toList()
            : own;
    return used.size() == 1 ? used.get(0) : null;
  }

  boolean v6() {
    return v6;
  }

  String tableId() {
    return table == null ? "route table of " + endpoint.subnet() : table.id();
  }

  /** The addresses whose answers get back to the internet. */
  AddressSet answered() {
    boolean unclear = false;
    if (!tables.complete()) {
      // Another table may be the subnet's, or may lead away what comes in through the gateway.
      unclear = !terrain.unsure(tables.missing());
    }
    if (table == null) {
      boolean open =
          tables.complete()
              ? terrain.unsure(endpoint.subnet() + ": no single route table")
              : !terrain.sure();
      return open ? AddressSet.open(v6) : AddressSet.none(v6);
    }
    return unclear ? AddressSet.none(v6) : answered(table).and(AddressSet.open(v6));
  }

  private AddressSet answered(RouteTable used) {
    List<Leg> legs = new ArrayList<>();
    boolean whole = false;
    for (Route route : used.routes()) {
      if (route.range() != null) {
        legs.add(new Leg(route.range(), route));
        continue;
      }
      Piece<List<String>> list = terrain.prefixList(route.prefixList());
      if (list.value() != null) {
        list.value().forEach(range -> legs.add(new Leg(AddressSet.range(range), route)));
      } else if (list.failed() || !route.target().startsWith("vpce-")) {
        // AWS's own lists, to which gateway endpoints lead, hold AWS's own addresses.
        boolean open = opens(route);
        terrain.unsure(list.missing());
        if (terrain.sure() && !open) {
          return AddressSet.none(v6);
        }
        whole |= !terrain.sure() && open;
      }
    }
    return whole ? AddressSet.all(v6) : longestFirst(legs);
  }

  private AddressSet longestFirst(List<Leg> legs) {
    legs.sort(
        Comparator.comparingInt((Leg leg) -> -leg.range.length())
            .thenComparing(leg -> leg.route.propagated())
            // VPC User Guide, "Route priority": of equal ranges, the route that names it itself.
            .thenComparing(leg -> leg.route.range() == null));
    AddressSet left = AddressSet.all(v6);
    AddressSet answered = AddressSet.none(v6);
    for (Leg leg : legs) {
      AddressSet matched = left.and(AddressSet.of(v6, leg.range));
      if (!matched.and(AddressSet.open(v6)).isEmpty()) {
        taken.add(leg);
        answered = opens(leg.route) ? answered.plus(matched) : answered;
      }
      left = left.minus(matched);
    }
    return answered;
  }

  private boolean opens(Route route) {
    if (!route.active() || route.kind() == Kind.CLOSED) {
      return false;
    }
    if (route.kind() == Kind.ELSEWHERE) {
      return terrain.unsure(
          tableId()
              + " leads "
              + route.destination()
              + " to "
              + route.target()
              + ", which is not followed");
    }
    if (!endpoint.address(v6) || !terrain.attached(route.target(), endpoint.vpc())) {
      return false;
    }
    blocked = !terrain.admits(endpoint.place(), endpoint.vpc(), endpoint.subnet());
    return !blocked && entersStraight(route.target());
  }

  private boolean entersStraight(String gateway) {
    for (RouteTable other : tables.values()) {
      if (other.gateways().contains(gateway)) {
        return terrain.unsure(
            other.id() + " leads what comes in through " + gateway + " elsewhere");
      }
    }
    return true;
  }

  /** The internet gateway to which answers to some of the addresses go. */
  String gateway() {
    if (table != null) {
      for (Route route : table.routes()) {
        if (route.active() && route.kind() == Kind.INTERNET) {
          return route.target();
        }
      }
    }
    return "internet gateway of " + endpoint.vpc();
  }

  /** Why no answer gets back; after {@link #answered}. */
  Exposure stop() {
    if (taken.isEmpty()) {
      return Exposure.stopped(tableId(), tableId() + " has no route to the internet");
    }
    Leg widest = taken.get(0);
    for (Leg leg : taken) {
      widest = leg.range.length() < widest.range.length() ? leg : widest;
    }
    Route route = widest.route;
    String target = route.target();
    if (blocked) {
      String vpc = endpoint.vpc();
      return Exposure.stopped(vpc, "block public access of VPCs covers " + vpc);
    }
    if (route.kind() == Kind.INTERNET && route.active()) {
      return Exposure.stopped(target, target + " is not attached to " + endpoint.vpc());
    }
    String end = route.active() ? "" : ", a black hole";
    return Exposure.stopped(
        tableId(), tableId() + " leads " + route.destination() + " to " + target + end);
  }
}
