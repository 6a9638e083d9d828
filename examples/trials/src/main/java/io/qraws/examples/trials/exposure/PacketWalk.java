// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.exposure;

import io.qraws.examples.trials.exposure.Network.Acl;
import io.qraws.examples.trials.exposure.Network.AclRule;
import io.qraws.examples.trials.exposure.Network.Balancer;
import io.qraws.examples.trials.exposure.Network.Block;
import io.qraws.examples.trials.exposure.Network.Exclusion;
import io.qraws.examples.trials.exposure.Network.Gateway;
import io.qraws.examples.trials.exposure.Network.Group;
import io.qraws.examples.trials.exposure.Network.GroupRule;
import io.qraws.examples.trials.exposure.Network.Instance;
import io.qraws.examples.trials.exposure.Network.Listener;
import io.qraws.examples.trials.exposure.Network.Nic;
import io.qraws.examples.trials.exposure.Network.Prefixes;
import io.qraws.examples.trials.exposure.Network.Route;
import io.qraws.examples.trials.exposure.Network.Subnet;
import io.qraws.examples.trials.exposure.Network.Table;
import io.qraws.examples.trials.exposure.Network.Targets;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sends single packets from the internet at an instance and their answers back, by addresses and
 * ports at each edge of each rule, and one beside it.
 *
 * <p>What no map of a network tells is told here: whether what leads elsewhere (a transit gateway,
 * an appliance) comes from and gets to the internet, and at which addresses load balancers stand.
 */
final class PacketWalk {
  private static final List<Range> RESERVED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "224.0.0.0/3")
          .map(Range::of)
          .toList();

  private static final Range UNICAST = Range.of("2000::/3");

  private final Network network;
  private final boolean elsewhere;
  private final int node;
  private final Map<String, Range> ranges = new HashMap<>();
  private final Map<String, List<Filter>> filters = new HashMap<>();
  private final Map<String, List<Way>> ways = new HashMap<>();
  private final List<Targets> balanced;
  private final List<Listener> listeners;
  private final boolean inspected;
  private final List<BigInteger> sources = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  /**
   * Through a network.
   *
   * @param elsewhere whether what leads elsewhere is open
   * @param node at which place in its subnet each load balancer has its address
   */
  PacketWalk(Network network, boolean elsewhere, int node) {
    this.network = network;
    this.elsewhere = elsewhere;
    this.node = node;
    this.balanced = network.all(Targets.class);
    this.listeners = network.all(Listener.class);
    this.inspected = network.all(Table.class).stream().anyMatch(Table::edge);
    edges();
    for (Acl acl : network.all(Acl.class)) {
      List<Filter> rules = new ArrayList<>();
      acl.rules().forEach(rule -> rules.add(new Filter(rule, range(rule.range()))));
      filters.put(acl.subnet(), rules);
      ways.put(acl.subnet(), ways(table(acl.subnet())));
    }
  }

  /** A rule with its range in numbers. */
  private record Filter(AclRule rule, Range range) {}

  /** A route for one range, with its length. */
  private record Way(Route route, Range range, int length) {}

  private List<Way> ways(Table table) {
    List<Way> found = new ArrayList<>();
    for (Route route : table.routes()) {
      List<String> destinations =
          route.destination().startsWith("pl-")
              ? network.piece(route.destination(), Prefixes.class).ranges()
              : List.of(route.destination());
      for (String destination : destinations) {
        found.add(new Way(route, range(destination), range(destination).length()));
      }
    }
    return found;
  }

  /** A packet, by source, port, protocol, and the port that it comes from. */
  private record Packet(BigInteger source, int protocol, int port, int from) {}

  /** Where a packet is looked at: a subnet, and the groups in it, if any. */
  private record Door(String subnet, List<String> groups, boolean public4, boolean public6) {}

  private void edges() {
    TreeSet<BigInteger> addresses = new TreeSet<>();
    TreeSet<Integer> edges = new TreeSet<>(List.of(0, 1023, 1024, 65_535));
    List<String> texts = new ArrayList<>(List.of("8.8.8.8", "2600::1"));
    for (Acl acl : network.all(Acl.class)) {
      for (AclRule rule : acl.rules()) {
        texts.add(rule.range());
        edges.addAll(List.of(rule.from() - 1, rule.from(), rule.to(), rule.to() + 1));
      }
    }
    for (Group group : network.all(Group.class)) {
      for (GroupRule rule : group.rules()) {
        edges.addAll(List.of(rule.from() - 1, rule.from(), rule.to(), rule.to() + 1));
        if (!rule.source().matches("(sg|pl)-.*")) {
          texts.add(rule.source());
        }
      }
    }
    network.all(Prefixes.class).forEach(list -> texts.addAll(list.ranges()));
    for (Table table : network.all(Table.class)) {
      table.routes().stream()
          .map(Route::destination)
          .filter(text -> !text.startsWith("pl-"))
          .forEach(texts::add);
    }
    RESERVED.forEach(range -> around(addresses, range));
    around(addresses, UNICAST);
    texts.forEach(text -> around(addresses, range(text)));
    addresses.stream().filter(PacketWalk::isPublic).forEach(sources::add);
    network.all(Listener.class).forEach(listener -> edges.add(listener.port()));
    edges.stream().filter(port -> 0 <= port && port <= 65_535).forEach(ports::add);
  }

  private static void around(Set<BigInteger> addresses, Range range) {
    addresses.add(range.first().subtract(BigInteger.ONE));
    addresses.add(range.first());
    addresses.add(range.last());
    addresses.add(range.last().add(BigInteger.ONE));
  }

  private Range range(String text) {
    return ranges.computeIfAbsent(text, Range::of);
  }

  private static boolean isPublic(BigInteger address) {
    if (Range.v6(address)) {
      return UNICAST.has(address);
    }
    return address.signum() >= 0
        && address.bitLength() <= 32
        && RESERVED.stream().noneMatch(range -> range.has(address));
  }

  /** Whether some packet gets to the instance, and its answer back. */
  boolean open() {
    Instance instance = network.piece("i-1", Instance.class);
    if (!instance.running()) {
      return false;
    }
    for (int protocol : new int[] {6, 17}) {
      for (BigInteger source : sources) {
        for (Nic nic : instance.nics()) {
          boolean v6 = !nic.v6().isEmpty() && isPublic(range(nic.v6()).first());
          Door door = new Door(nic.subnet(), nic.groups(), nic.public4(), v6);
          for (int port : ports) {
            if (direct(door, source, protocol, port)) {
              return true;
            }
          }
        }
        for (Targets targets : balanced) {
          if (balanced(instance.nics().get(0), targets, source, protocol)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean direct(Door door, BigInteger source, int protocol, int port) {
    if (!arrives(door, new Packet(source, protocol, port, 0)) || !routed(door, source)) {
      return false;
    }
    for (int from : ports) {
      if (from >= 1024 && answered(door, new Packet(source, protocol, port, from))) {
        return true;
      }
    }
    return false;
  }

  private boolean arrives(Door door, Packet packet) {
    return acl(door.subnet, false, packet.source, packet.protocol, packet.port)
        && (door.groups.isEmpty() || admitted(door.groups, packet, List.of()));
  }

  private boolean answered(Door door, Packet packet) {
    return acl(door.subnet, true, packet.source, packet.protocol, packet.from);
  }

  /** Whether packets of a source come in, and answers to it go out, where they should. */
  private boolean routed(Door door, BigInteger source) {
    Route best = null;
    int longest = -1;
    for (Way way : ways.getOrDefault(door.subnet, List.of())) {
      boolean listed = best != null && best.destination().startsWith("pl-");
      boolean longer = way.length > longest || (listed && way.length == longest);
      if (longer && way.range.has(source)) {
        longest = way.length;
        best = way.route;
      }
    }
    if (best == null || best.blackHole()) {
      return false;
    }
    if (best.elsewhere()) {
      return elsewhere;
    }
    boolean address = Range.v6(source) ? door.public6 : door.public4;
    return best.target().equals("igw-1")
        && address
        && network.piece("igw-1", Gateway.class).attached()
        && unblocked(door.subnet)
        && (!inspected || elsewhere);
  }

  private Table table(String subnet) {
    Table main = null;
    for (Table table : network.all(Table.class)) {
      if (table.subnets().contains(subnet)) {
        return table;
      }
      main = table.main() ? table : main;
    }
    if (main == null) {
      throw new IllegalStateException("a VPC has a main route table");
    }
    return main;
  }

  private boolean unblocked(String subnet) {
    boolean blocked =
        network.all(Block.class).stream().anyMatch(block -> block.mode().startsWith("block-"));
    return !blocked
        || network.all(Exclusion.class).stream()
            .anyMatch(
                exclusion ->
                    exclusion.mode().equals("allow-bidirectional")
                        && (exclusion.of().equals(Network.VPC) || exclusion.of().equals(subnet)));
  }

  private boolean acl(String subnet, boolean egress, BigInteger other, int protocol, int port) {
    AclRule first = null;
    for (Filter filter : filters.getOrDefault(subnet, List.of())) {
      AclRule rule = filter.rule;
      boolean matches =
          rule.egress() == egress
              && (first == null || rule.number() < first.number())
              && (rule.protocol() == -1
                  || (rule.protocol() == protocol && rule.from() <= port && port <= rule.to()))
              && filter.range.has(other);
      first = matches ? rule : first;
    }
    return first != null && first.allow();
  }

  /** By the union of groups; a sender has groups itself. */
  private boolean admitted(List<String> groups, Packet packet, List<String> sender) {
    for (String id : groups) {
      for (GroupRule rule : network.piece(id, Group.class).rules()) {
        boolean port =
            rule.protocol() == -1
                || (rule.protocol() == packet.protocol
                    && rule.from() <= packet.port
                    && packet.port <= rule.to());
        if (port && sends(rule.source(), packet.source, sender)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean sends(String source, BigInteger address, List<String> sender) {
    if (source.startsWith("sg-")) {
      return sender.contains(source);
    }
    return source.startsWith("pl-")
        ? network.piece(source, Prefixes.class).ranges().stream()
            .anyMatch(text -> range(text).has(address))
        : range(source).has(address);
  }

  private boolean balanced(Nic nic, Targets targets, BigInteger source, int protocol) {
    for (String id : targets.balancers()) {
      Balancer balancer = network.piece(id, Balancer.class);
      for (Listener listener : listeners) {
        boolean used =
            balancer.facing()
                && listener.balancer().equals(id)
                && carries(listener.protocol(), protocol)
                && carries(targets.protocol(), protocol);
        for (String subnet : used ? balancer.subnets() : List.<String>of()) {
          Door front = new Door(subnet, balancer.groups(), true, false);
          Packet packet = new Packet(source, protocol, listener.port(), 0);
          if (arrives(front, packet)
              && routed(front, source)
              && forwarded(nic, targets, balancer, front, packet)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean forwarded(
      Nic nic, Targets targets, Balancer balancer, Door front, Packet packet) {
    boolean keep = balancer.network() && targets.keep();
    boolean hop = !keep && hop(nic, targets.port(), balancer, front.subnet, packet.protocol);
    for (int from : ports) {
      if (from < 1024) {
        continue;
      }
      Packet whole = new Packet(packet.source, packet.protocol, packet.port, from);
      Packet kept = new Packet(packet.source, packet.protocol, targets.port(), from);
      boolean inside =
          keep
              ? acl(nic.subnet(), false, kept.source, kept.protocol, kept.port)
                  && admitted(nic.groups(), kept, balancer.groups())
                  && acl(nic.subnet(), true, kept.source, kept.protocol, from)
              : hop;
      if (inside && answered(front, whole)) {
        return true;
      }
    }
    return false;
  }

  private boolean hop(Nic nic, int port, Balancer balancer, String subnet, int protocol) {
    BigInteger own =
        range(network.piece(subnet, Subnet.class).range()).first().add(BigInteger.valueOf(node));
    BigInteger target = range(nic.address()).first();
    if (!admitted(nic.groups(), new Packet(own, protocol, port, 0), balancer.groups())) {
      return false;
    }
    if (subnet.equals(nic.subnet())) {
      return true;
    }
    boolean there =
        acl(subnet, true, target, protocol, port) && acl(nic.subnet(), false, own, protocol, port);
    for (int from : there ? ports : List.<Integer>of()) {
      if (from >= 1024
          && acl(nic.subnet(), true, own, protocol, from)
          && acl(subnet, false, target, protocol, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean carries(String name, int protocol) {
    return protocol == 17 ? name.contains("UDP") : !name.equals("UDP");
  }
}
