// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.exposure.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from a load balancer to a target behind it. */
final class Hop {
  private final Pieces pieces;
  private final Balancer balancer;
  private final Nic nic;
  private final String address;

  /** To an address of an interface. */
  Hop(Pieces pieces, Balancer balancer, Nic nic, String address) {
    this.pieces = pieces;
    this.balancer = balancer;
    this.nic = nic;
    this.address = address;
  }

  /** Whether the load balancer's own addresses in a subnet of its reach a port. */
  Exposure judge(String subnet, Ports door) {
    String way = step(new Terrain(pieces, true), subnet, door);
    if (way != null) {
      return Exposure.exposed(List.of(way));
    }
    Terrain possible = new Terrain(pieces, false);
    return step(possible, subnet, door) == null
        ? Exposure.stopped(
            nic.id(), nic.id() + " lets nothing of " + balancer.label() + " in to " + door)
        : Exposure.unknown(possible.missing());
  }

  private @Nullable String step(Terrain terrain, String subnet, Ports door) {
    String group = group(terrain, subnet, door);
    return group != null && acls(terrain, subnet, door) ? group : null;
  }

  private @Nullable String group(Terrain terrain, String subnet, Ports door) {
    for (String id : nic.groups()) {
      Piece<SecurityGroup> group = terrain.group(id);
      if (group.value() == null) {
        if (terrain.unsure(group.missing())) {
          return id;
        }
        continue;
      }
      for (SecurityGroup.Rule rule : group.value().rules()) {
        if (rule.kind() == SecurityGroup.Kind.GROUP
            && rule.ports().meets(door)
            && balancer.groups().contains(rule.source())) {
          return id + " " + rule.source() + ":" + door;
        }
      }
    }
    for (Terrain.Entry entry : terrain.entries(nic.groups(), v6())) {
      if (entry.ports().meets(door) && all(terrain, subnet, entry.sources())) {
        return entry.group() + " " + entry.source() + ":" + door;
      }
    }
    return null;
  }

  private boolean acls(Terrain terrain, String subnet, Ports door) {
    if (subnet.equals(nic.subnet())) {
      return true;
    }
    NetworkAcl near = terrain.acl(nic.subnet());
    NetworkAcl far = terrain.acl(subnet);
    int protocol = door.protocol();
    AddressSet target = AddressSet.of(v6(), AddressSet.range(address));
    return all(terrain, subnet, near.allowed(false, protocol, door.from(), v6()))
        && far.allowed(true, protocol, door.from(), v6()).contains(target)
        && answered(terrain, subnet, near, far, protocol, target);
  }

  /** Whether answers to one port at least get from the target to the load balancer. */
  private boolean answered(
      Terrain terrain,
      String subnet,
      NetworkAcl near,
      NetworkAcl far,
      int protocol,
      AddressSet target) {
    for (Ports part : near.parts(true, Ports.ephemeral(protocol))) {
      for (Ports both : far.parts(false, part)) {
        if (far.allowed(false, protocol, both.from(), v6()).contains(target)
            && all(terrain, subnet, near.allowed(true, protocol, both.from(), v6()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether addresses hold those of a subnet: all in the sure reading, one in the other. */
  private boolean all(Terrain terrain, String subnet, AddressSet addresses) {
    Piece<List<String>> ranges = pieces.one(Types.SUBNET, subnet, Hop::ranges);
    if (ranges.value() == null) {
      return terrain.unsure(ranges.missing());
    }
    AddressSet nodes = AddressSet.none(v6());
    for (String range : ranges.value()) {
      nodes = nodes.plus(AddressSet.of(v6(), AddressSet.range(range)));
    }
    if (!nodes.isEmpty() && addresses.contains(nodes)) {
      return true;
    }
    return !nodes.and(addresses).isEmpty()
        && terrain.unsure(subnet + ": only a part of it is let in to " + nic.id());
  }

  private static List<String> ranges(ConfigItem subnet) {
    JsonNode configuration = subnet.configuration();
    List<String> ranges = new ArrayList<>();
    String v4 = Fields.text(configuration, "cidrBlock");
    if (!v4.isEmpty()) {
      ranges.add(v4);
    }
    ranges.addAll(Fields.texts("ipv6CidrBlock", configuration, "ipv6CidrBlockAssociationSet"));
    ranges.forEach(AddressSet::range);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("no address ranges");
    }
    return ranges;
  }

  /** Of clients whose address the load balancer keeps, those that reach a port. */
  AddressSet kept(
      Terrain terrain, Ports door, boolean v6Clients, AddressSet clients, Ports answers) {
    AddressSet let = AddressSet.none(v6Clients);
    for (Terrain.Entry entry : terrain.entries(nic.groups(), v6Clients)) {
      if (entry.ports().meets(door)) {
        let = let.plus(entry.sources());
      }
    }
    for (String id : nic.groups()) {
      Piece<SecurityGroup> group = terrain.group(id);
      boolean referred =
          group.value() != null
              && group.value().rules().stream()
                  .anyMatch(
                      rule ->
                          rule.kind() == SecurityGroup.Kind.GROUP
                              && rule.ports().meets(door)
                              && balancer.groups().contains(rule.source()));
      let = referred ? AddressSet.all(v6Clients) : let;
    }
    NetworkAcl acl = terrain.acl(nic.subnet());
    AddressSet answered = AddressSet.none(v6Clients);
    for (Ports part : acl.parts(true, answers)) {
      answered = answered.plus(acl.allowed(true, part.protocol(), part.from(), v6Clients));
    }
    return clients
        .and(let)
        .and(acl.allowed(false, door.protocol(), door.from(), v6Clients))
        .and(answered);
  }

  private boolean v6() {
    return address.indexOf(':') >= 0;
  }
}
