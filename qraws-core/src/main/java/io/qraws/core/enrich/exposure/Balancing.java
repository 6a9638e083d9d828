// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import io.qraws.core.enrich.exposure.Endpoint.Beyond;
import io.qraws.core.enrich.exposure.Endpoint.Doors;
import io.qraws.core.enrich.exposure.Pieces.Group;
import io.qraws.core.enrich.exposure.Pieces.Piece;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The ways from the internet through a load balancer. */
final class Balancing {
  private static final Exposure NO_MORE = Exposure.exposed(List.of());

  private final Pieces pieces;
  private final Walk walk;

  Balancing(Pieces pieces) {
    this.pieces = pieces;
    this.walk = new Walk(pieces);
  }

  /** The load balancer itself. */
  Exposure judge(Balancer balancer) {
    return through(balancer, balancer.doors(pieces), Beyond.NOTHING, subnet -> NO_MORE);
  }

  /** The ways through a load balancer, each by its address in one of its subnets and from there. */
  private Exposure through(
      Balancer balancer, Doors doors, Beyond beyond, Function<String, Exposure> further) {
    String label = balancer.label();
    if (balancer.failed()) {
      return Exposure.stopped(label, label + " has failed");
    }
    List<Exposure> ways = new ArrayList<>();
    if (!balancer.internetFacing()) {
      ways.add(Exposure.stopped(label, label + " is internal"));
    } else if (doors.possible().isEmpty()) {
      ways.add(Exposure.stopped(label, label + " has no listener"));
    } else {
      for (String subnet : balancer.subnets()) {
        Exposure front =
            walk.judge(
                new Endpoint(
                    label,
                    balancer.place(),
                    balancer.vpc(),
                    subnet,
                    balancer.groups(),
                    balancer.v4(),
                    balancer.v6(),
                    doors,
                    beyond));
        ways.add(front.then(further.apply(subnet)));
      }
    }
    String id = balancer.id();
    if (!balancer.classic()) {
      ways.addAll(inFront(Types.TARGET_GROUP, "configuration.Targets.Id", id, label));
    }
    ways.addAll(accelerated(id, label));
    return Exposure.any(ways);
  }

  /** What forwards to something in a way that is not followed. */
  private List<Exposure> inFront(String type, String field, String id, String label) {
    Group<String> found =
        pieces.all("what forwards to " + label, type, field, id, ConfigItem::label);
    List<Exposure> ways = new ArrayList<>();
    for (String front : found.values()) {
      ways.add(Exposure.unknown(front + " forwards to " + label + ", which is not followed"));
    }
    if (found.recorded() && !found.complete()) {
      ways.add(Exposure.unknown(found.missing()));
    }
    return ways;
  }

  /** The ways through Global Accelerator. */
  private List<Exposure> accelerated(String id, String label) {
    return inFront(
        Types.ACCELERATOR_GROUP, "configuration.EndpointConfigurations.EndpointId", id, label);
  }

  /**
   * The ways to interfaces of an instance, or to some that belong to none.
   *
   * @param instance empty if there is none
   */
  Exposure judge(String instance, List<Nic> nics) {
    List<Exposure> ways = new ArrayList<>();
    String name = instance.isEmpty() ? nics.get(0).id() : instance;
    for (Nic nic : nics) {
      for (String address : nic.privateAddresses()) {
        ways.addAll(toTarget(address, nic, address));
      }
      if (nic.primary() && !instance.isEmpty() && !nic.privateAddresses().isEmpty()) {
        String first = nic.privateAddresses().get(0);
        ways.addAll(toTarget(instance, nic, first));
        ways.addAll(toScaled(instance, nic, first));
        ways.addAll(accelerated(instance, instance));
      }
    }
    return ways.isEmpty()
        ? Exposure.stopped(name, "no load balancer leads to " + name)
        : Exposure.any(ways);
  }

  private List<Exposure> toTarget(String target, Nic nic, String address) {
    Group<TargetGroup> groups =
        pieces.all(
            "target groups with " + target,
            Types.TARGET_GROUP,
            "configuration.Targets.Id",
            target,
            TargetGroup::of);
    List<Exposure> ways = new ArrayList<>();
    for (TargetGroup group : groups.values()) {
      ways.addAll(through(group, target, nic, address));
    }
    if (!groups.complete()) {
      ways.add(Exposure.unknown(groups.missing()));
    }
    if (target.equals(address)) {
      return ways;
    }
    Group<Balancer> classics =
        pieces.all(
            "classic load balancers of " + target,
            Types.CLASSIC_BALANCER,
            "configuration.instances.instanceId",
            target,
            Balancer::ofClassic);
    classics.values().forEach(classic -> ways.add(throughClassic(classic, nic, address)));
    if (!classics.complete()) {
      ways.add(Exposure.unknown(classics.missing()));
    }
    return ways;
  }

  /** Through what an Auto Scaling group registers its instances with. */
  private List<Exposure> toScaled(String instance, Nic nic, String address) {
    Set<String> targetGroups = new LinkedHashSet<>();
    Set<String> classics = new LinkedHashSet<>();
    Group<ConfigItem> scaling =
        pieces.all(
            "Auto Scaling group of " + instance,
            Types.SCALING_GROUP,
            "configuration.instances.instanceId",
            instance,
            item -> {
              targetGroups.addAll(Fields.texts("value", item.configuration(), "targetGroupARNs"));
              classics.addAll(Fields.texts("value", item.configuration(), "loadBalancerNames"));
              return item;
            });
    List<Exposure> ways = new ArrayList<>();
    for (String arn : targetGroups) {
      Piece<TargetGroup> group = pieces.one(Types.TARGET_GROUP, arn, TargetGroup::of);
      if (group.value() == null) {
        ways.add(Exposure.unknown(group.missing()));
      } else {
        ways.addAll(through(group.value(), instance, nic, address));
      }
    }
    for (String id : classics) {
      Piece<Balancer> classic = pieces.one(Types.CLASSIC_BALANCER, id, Balancer::ofClassic);
      ways.add(
          classic.value() == null
              ? Exposure.unknown(classic.missing())
              : throughClassic(classic.value(), nic, address));
    }
    if (scaling.recorded() && !scaling.complete()) {
      ways.add(Exposure.unknown(scaling.missing()));
    }
    return ways;
  }

  private List<Exposure> through(TargetGroup group, String target, Nic nic, String address) {
    List<Exposure> ways = new ArrayList<>();
    for (String arn : group.balancers()) {
      Piece<Balancer> found = pieces.one(Types.LOAD_BALANCER, arn, Balancer::of);
      Balancer balancer = found.value();
      if (balancer == null) {
        ways.add(Exposure.unknown(found.missing()));
        continue;
      }
      Hop hop = new Hop(pieces, balancer, nic, address);
      Exposure at = Exposure.exposed(List.of(balancer.label(), group.label()));
      for (Ports door : group.ports(target)) {
        Doors doors = balancer.doors(pieces).of(door.protocol());
        if (balancer.network() && group.keepsClient()) {
          Beyond beyond =
              (terrain, v6, clients, answers) -> hop.kept(terrain, door, v6, clients, answers);
          Exposure last = Exposure.exposed(List.of(nic.id() + ":" + door));
          ways.add(through(balancer, doors, beyond, subnet -> at.then(last)));
        } else {
          ways.add(
              through(balancer, doors, Beyond.NOTHING, subnet -> at.then(hop.judge(subnet, door))));
        }
      }
    }
    return ways;
  }

  private Exposure throughClassic(Balancer classic, Nic nic, String address) {
    Hop hop = new Hop(pieces, classic, nic, address);
    Exposure at = Exposure.exposed(List.of(classic.label()));
    List<Exposure> ways = new ArrayList<>();
    for (Balancer.Listener listener : classic.listeners()) {
      Doors door = Doors.of(List.of(listener.outside()));
      ways.add(
          through(
              classic,
              door,
              Beyond.NOTHING,
              subnet -> at.then(hop.judge(subnet, listener.inside()))));
    }
    return ways.isEmpty()
        ? through(classic, Doors.of(List.of()), Beyond.NOTHING, subnet -> at)
        : Exposure.any(ways);
  }
}
