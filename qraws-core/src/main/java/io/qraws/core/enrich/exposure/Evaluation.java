// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.exposure.Endpoint.Beyond;
import io.qraws.core.enrich.exposure.Endpoint.Doors;
import io.qraws.core.enrich.exposure.Endpoint.Place;
import io.qraws.core.enrich.exposure.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges one item of any type that is understood, from the pieces at hand. */
final class Evaluation {
  /** Where AWS Config keeps the policy, for what only a policy can open. */
  private static final Map<String, String> POLICIES =
      Map.of(
          Types.QUEUE, "Policy",
          Types.TOPIC, "Policy",
          Types.FUNCTION, "Policy",
          Types.KEY, "Policy",
          Types.SECRET, "ResourcePolicy");

  /** The types that can be judged, in the order in which a bare name is looked up. */
  static final List<String> JUDGED =
      List.of(
          Types.INSTANCE,
          Types.INTERFACE,
          Types.DATABASE,
          Types.LOAD_BALANCER,
          Types.CLASSIC_BALANCER,
          Types.BUCKET,
          Types.QUEUE,
          Types.TOPIC,
          Types.FUNCTION,
          Types.KEY,
          Types.SECRET);

  private static final Set<String> RUNNING = Set.of("running", "pending");
  private static final Set<String> DOWN =
      Set.of(
          "stopped",
          "stopping",
          "shutting-down",
          "terminated",
          "deleting",
          "inaccessible-encryption-credentials");

  private final Pieces pieces;
  private final Walk walk;
  private final Balancing balancing;
  private final Bucket bucket;

  Evaluation(Pieces pieces, PublicBlock organisation) {
    this.pieces = pieces;
    this.walk = new Walk(pieces);
    this.balancing = new Balancing(pieces);
    this.bucket = new Bucket(pieces, organisation);
  }

  Exposure judge(ConfigItem item) {
    try {
      return switch (item.type()) {
        case Types.INSTANCE -> instance(item);
        case Types.INTERFACE -> nic(item);
        case Types.DATABASE -> database(item);
        case Types.LOAD_BALANCER -> balancing.judge(Balancer.of(item));
        case Types.CLASSIC_BALANCER -> balancing.judge(Balancer.ofClassic(item));
        case Types.BUCKET -> bucket.judge(item);
        default -> policy(item);
      };
    } catch (IllegalArgumentException e) {
      return Exposure.unknown(item.id() + ": can't be read, " + e.getMessage());
    }
  }

  private Exposure instance(ConfigItem item) {
    Exposure running = running(item);
    if (running.state() == Exposure.State.NOT_EXPOSED) {
      return running;
    }
    JsonNode list = Fields.at(item.configuration(), "networkInterfaces");
    if (!list.isArray() || list.isEmpty()) {
      return Exposure.unknown(item.id() + ": no interfaces are told");
    }
    List<Nic> nics = Fields.list(list).stream().map(Nic::of).toList();
    return running.then(reached(item.id(), nics, Place.of(item)));
  }

  private static Exposure running(ConfigItem instance) {
    String state = Fields.state(instance.configuration(), "state");
    if (RUNNING.contains(state)) {
      return Exposure.exposed(List.of());
    }
    return DOWN.contains(state)
        ? Exposure.stopped(instance.id(), instance.id() + " is " + state)
        : Exposure.unknown(instance.id() + ": its state is not known");
  }

  private Exposure nic(ConfigItem item) {
    Nic nic = Nic.of(item.configuration());
    if (nic.type().equals("nat_gateway") || nic.type().equals("natGateway")) {
      return Exposure.stopped(nic.id(), nic.id() + " is a NAT gateway's, which lets nothing in");
    }
    if (nic.status().equals("available")) {
      return Exposure.stopped(nic.id(), nic.id() + " is not attached");
    }
    Exposure running = Exposure.exposed(List.of());
    if (!nic.instance().isEmpty()) {
      Piece<Exposure> instance = pieces.one(Types.INSTANCE, nic.instance(), Evaluation::running);
      running = instance.value() == null ? Exposure.unknown(instance.missing()) : instance.value();
    }
    return running.state() == Exposure.State.NOT_EXPOSED
        ? running
        : running.then(reached(nic.instance(), List.of(nic), Place.of(item)));
  }

  private Exposure reached(String instance, List<Nic> nics, Place place) {
    List<Exposure> ways = new ArrayList<>();
    nics.forEach(nic -> ways.add(walk.judge(Endpoint.of(nic, place))));
    Exposure direct = Exposure.any(ways);
    // Load balancers are looked for only once the direct way is decided: most need no more.
    boolean open = direct.state() == Exposure.State.UNKNOWN && pieces.hasOpen();
    return direct.exposed() || open
        ? direct
        : Exposure.any(List.of(direct, balancing.judge(instance, nics)));
  }

  private Exposure database(ConfigItem item) {
    JsonNode configuration = item.configuration();
    String name = item.label();
    String status = Fields.text(configuration, "dBInstanceStatus");
    if (DOWN.contains(status)) {
      return Exposure.stopped(name, name + " is " + status);
    }
    if (!Fields.required(configuration, "publiclyAccessible").equals("true")) {
      return Exposure.stopped(name, name + " is not publicly accessible");
    }
    List<String> groups = Fields.texts("vpcSecurityGroupId", configuration, "vpcSecurityGroups");
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("no vpcSecurityGroups");
    }
    String vpc = Fields.required(configuration, "dBSubnetGroup", "vpcId");
    List<Exposure> ways = new ArrayList<>();
    for (String subnet : subnets(configuration)) {
      ways.add(
          walk.judge(
              new Endpoint(
                  name,
                  Place.of(item),
                  vpc,
                  subnet,
                  groups,
                  true,
                  false,
                  doors(item),
                  Beyond.NOTHING)));
    }
    return either(name, ways);
  }

  /**
   * The subnets of its group that are in its zone: it is in one of them, and may move to others.
   */
  private static List<String> subnets(JsonNode configuration) {
    String zone = Fields.text(configuration, "availabilityZone");
    List<String> all = new ArrayList<>();
    List<String> inZone = new ArrayList<>();
    for (JsonNode subnet : Fields.list(configuration, "dBSubnetGroup", "subnets")) {
      String id = Fields.required(subnet, "subnetIdentifier");
      all.add(id);
      if (!zone.isEmpty() && Fields.text(subnet, "subnetAvailabilityZone", "name").equals(zone)) {
        inZone.add(id);
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no subnets");
    }
    return inZone.isEmpty() ? all : inZone;
  }

  private static Doors doors(ConfigItem item) {
    for (String[] path : new String[][] {{"endpoint", "port"}, {"dbInstancePort"}}) {
      String port = Fields.text(item.configuration(), path);
      if (!port.isEmpty() && !port.equals("0")) {
        int number = Fields.number(1, 65_535, item.configuration(), path);
        return Doors.of(List.of(new Ports(Ports.TCP, number, number)));
      }
    }
    return new Doors(
        List.of(), List.of(Ports.all(Ports.TCP)), item.label() + ": its port is not known");
  }

  /** What is so in one place of several, of which nobody knows which. */
  private static Exposure either(String name, List<Exposure> places) {
    Exposure first = places.get(0);
    for (Exposure place : places) {
      if (place.state() == Exposure.State.UNKNOWN) {
        return place;
      }
      if (place.state() != first.state()) {
        return Exposure.unknown(name + ": it is not known in which subnet it is");
      }
    }
    return first;
  }

  private static Exposure policy(ConfigItem item) {
    String member = POLICIES.get(item.type());
    if (member == null) {
      return Exposure.unknown(item.id() + ": " + item.type() + " is not understood");
    }
    JsonNode policy = Fields.at(item.configuration(), member);
    JsonNode told = policy.isMissingNode() ? item.supplementary(member) : policy;
    JsonNode document = ConfigItem.unfolded(told);
    String name = item.label();
    if (policy.isMissingNode() && document.isMissingNode()) {
      return Exposure.unknown(name + ": AWS Config has no policy");
    }
    return Fields.absent(document)
        ? Exposure.stopped(name, name + " has no policy")
        : new Policy(name, false).judge(document);
  }
}
