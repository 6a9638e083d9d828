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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes networks that are open about as often as closed, from few ranges and ports, so that rules
 * meet.
 */
final class NetworkMaker {
  private static final List<String> RANGES =
      List.of(
          "0.0.0.0/0",
          "0.0.0.0/0",
          "0.0.0.0/1",
          "128.0.0.0/1",
          "8.0.0.0/7",
          "8.8.0.0/16",
          "8.8.8.0/24",
          "8.8.8.8/32",
          "203.0.113.0/24",
          "203.0.113.128/25",
          "10.0.0.0/8",
          "10.0.0.0/16",
          "10.0.3.0/24",
          "10.0.3.0/25",
          "100.64.0.0/10",
          "::/0",
          "::/0",
          "2000::/3",
          "2001:db8::/32",
          "2001:db8:1::/48",
          "fd00::/8");

  private static final int[][] PORTS = {
    {0, 65_535},
    {0, 65_535},
    {22, 22},
    {80, 80},
    {443, 443},
    {8080, 8080},
    {443, 8080},
    {0, 1023},
    {1024, 65_535},
    {1024, 2000},
    {32_768, 60_999},
    {2000, 40_000},
    {61_000, 65_535}
  };

  private static final List<String> SUBNETS = List.of("subnet-1", "subnet-2", "subnet-3");
  private static final List<String> GROUPS = List.of("sg-1", "sg-2", "sg-3");

  private static final List<String> TARGETS =
      List.of("igw-1", "igw-1", "igw-1", "nat-1", "pcx-1", "eigw-1", "tgw-1", "eni-9");

  private final SplittableRandom random;

  NetworkMaker(SplittableRandom random) {
    this.random = random;
  }

  Network make() {
    Map<String, Object> pieces = new LinkedHashMap<>();
    for (int i = 0; i < SUBNETS.size(); i++) {
      String id = SUBNETS.get(i);
      pieces.put(id, new Subnet("10.0." + (i + 1) + ".0/24"));
      pieces.put("acl-" + (i + 1), acl(id));
    }
    GROUPS.forEach(id -> pieces.put(id, group()));
    pieces.put("pl-1", prefixes());
    tables(pieces);
    pieces.put("igw-1", new Gateway(chance(90)));
    if (chance(12)) {
      pieces.put("bpa-1", new Block(of(List.of("off", "block-ingress", "block-bidirectional"))));
      if (chance(50)) {
        String excluded = of(List.of(Network.VPC, "subnet-1", "subnet-2", "subnet-3"));
        String mode = of(List.of("allow-bidirectional", "allow-egress"));
        pieces.put("exclusion-1", new Exclusion(excluded, mode));
      }
    }
    pieces.put("i-1", instance());
    if (chance(45)) {
      balancer(pieces);
    }
    return new Network(pieces);
  }

  private Instance instance() {
    List<Nic> nics = new ArrayList<>();
    for (int i = 1; i <= (chance(30) ? 2 : 1); i++) {
      int subnet = random.nextInt(1, 3);
      String v6 = chance(25) ? of(List.of("2001:db8:9::" + i, "fd00::" + i)) : "";
      String address = "10.0." + subnet + "." + (9 + i);
      nics.add(new Nic("eni-" + i, "subnet-" + subnet, groups(1), address, chance(65), v6));
    }
    return new Instance(chance(95), nics);
  }

  private List<String> groups(int least) {
    Set<String> groups = new TreeSet<>();
    int size = least + random.nextInt(2);
    while (groups.size() < size) {
      groups.add(of(GROUPS));
    }
    return List.copyOf(groups);
  }

  /** Anything that may stand in place of a piece that is not known. */
  Object instead(String id, Object piece) {
    if (piece instanceof Acl acl) {
      return acl(acl.subnet());
    } else if (piece instanceof Group) {
      return group();
    } else if (piece instanceof Prefixes) {
      return prefixes();
    } else if (piece instanceof Gateway) {
      return new Gateway(chance(50));
    } else if (piece instanceof Block) {
      return new Block(of(List.of("off", "block-ingress")));
    } else if (piece instanceof Exclusion exclusion) {
      return new Exclusion(exclusion.of(), of(List.of("allow-bidirectional", "allow-egress")));
    } else if (piece instanceof Table table) {
      return new Table(subnets(table), table.main(), table.edge(), routes());
    } else if (piece instanceof Balancer balancer) {
      boolean network = balancer.network();
      return new Balancer(chance(50), network, groups(network ? 0 : 1), balancer.subnets());
    } else if (piece instanceof Listener listener) {
      return new Listener(listener.balancer(), listener.protocol(), chance(50) ? 443 : 22);
    } else if (piece instanceof Targets t) {
      int port = chance(50) ? 8080 : 80;
      return new Targets(t.balancers(), t.ip(), t.protocol(), port, t.target(), chance(50));
    } else if (piece instanceof Subnet) {
      return new Subnet(chance(50) ? "10.0.3.0/24" : "10.0." + random.nextInt(4, 200) + ".0/24");
    } else if (piece instanceof Instance) {
      return instance();
    }
    throw new IllegalArgumentException(id);
  }

  /** Those of a table that is not known: perhaps others, unless another table may have them. */
  private Set<String> subnets(Table table) {
    if (table.main() || table.edge()) {
      return table.subnets();
    }
    Set<String> subnets = new TreeSet<>();
    SUBNETS.stream().filter(subnet -> chance(50)).forEach(subnets::add);
    return subnets;
  }

  /** What may stand there and lets everything or nothing through. */
  static Object extreme(Object piece, boolean open) {
    if (piece instanceof Acl acl) {
      return new Acl(acl.subnet(), open ? openRules() : List.of());
    } else if (piece instanceof Group) {
      List<GroupRule> rules = new ArrayList<>();
      for (String all : open ? List.of("0.0.0.0/0", "::/0") : List.<String>of()) {
        rules.add(new GroupRule(-1, 0, 65_535, all));
      }
      return new Group(rules);
    } else if (piece instanceof Prefixes) {
      return new Prefixes(open ? List.of("0.0.0.0/0", "::/0") : List.of());
    } else if (piece instanceof Gateway) {
      return new Gateway(open);
    } else if (piece instanceof Block) {
      return new Block(open ? "off" : "block-ingress");
    } else if (piece instanceof Exclusion exclusion) {
      return new Exclusion(exclusion.of(), open ? "allow-bidirectional" : "allow-egress");
    } else if (piece instanceof Table table) {
      List<Route> routes = new ArrayList<>();
      for (String all : open ? List.of("0.0.0.0/0", "::/0") : List.<String>of()) {
        routes.add(new Route(all, "igw-1", false));
      }
      return new Table(table.subnets(), table.main(), table.edge(), routes);
    } else if (piece instanceof Balancer balancer) {
      return new Balancer(open, balancer.network(), balancer.groups(), balancer.subnets());
    } else if (piece instanceof Instance instance) {
      return new Instance(open, instance.nics());
    }
    return piece;
  }

  private static List<AclRule> openRules() {
    List<AclRule> rules = new ArrayList<>();
    for (boolean egress : new boolean[] {false, true}) {
      rules.add(new AclRule(100, egress, true, -1, 0, 65_535, "0.0.0.0/0"));
      rules.add(new AclRule(101, egress, true, -1, 0, 65_535, "::/0"));
    }
    return rules;
  }

  private Acl acl(String subnet) {
    List<AclRule> rules = new ArrayList<>();
    if (chance(80)) {
      rules.addAll(openRules());
    }
    if (chance(20)) {
      // Answers to some ports only.
      int[] ports = PORTS[random.nextInt(PORTS.length)];
      rules.removeIf(AclRule::egress);
      rules.add(new AclRule(100, true, true, of(List.of(6, 17)), ports[0], ports[1], "0.0.0.0/0"));
    }
    if (chance(60)) {
      int number = 1;
      for (boolean egress : new boolean[] {false, true}) {
        for (int i = random.nextInt(4); i > 0; i--) {
          int[] ports = PORTS[random.nextInt(PORTS.length)];
          int protocol = protocol();
          int at = chance(85) ? number++ : 200 + number++;
          rules.add(new AclRule(at, egress, chance(50), protocol, ports[0], ports[1], of(RANGES)));
        }
      }
    }
    // In any order: the numbers count.
    List<AclRule> shuffled = new ArrayList<>();
    rules.forEach(rule -> shuffled.add(random.nextInt(shuffled.size() + 1), rule));
    return new Acl(subnet, shuffled);
  }

  private Group group() {
    List<GroupRule> rules = new ArrayList<>();
    if (chance(40)) {
      int protocol = of(List.of(6, 6, 17));
      rules.add(new GroupRule(protocol, 443, 443, chance(70) ? "0.0.0.0/0" : "::/0"));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int[] ports = PORTS[random.nextInt(PORTS.length)];
      int kind = random.nextInt(10);
      String source = kind == 0 ? "pl-1" : kind <= 2 ? of(GROUPS) : of(RANGES);
      rules.add(new GroupRule(protocol(), ports[0], ports[1], source));
    }
    return new Group(rules);
  }

  private Prefixes prefixes() {
    return new Prefixes(List.of(of(RANGES), of(RANGES)));
  }

  private void tables(Map<String, Object> pieces) {
    Set<String> own = new TreeSet<>();
    SUBNETS.stream().filter(subnet -> chance(40)).forEach(own::add);
    pieces.put("rtb-1", new Table(Set.of(), true, false, routes()));
    if (!own.isEmpty()) {
      pieces.put("rtb-2", new Table(own, false, false, routes()));
    }
    if (chance(8)) {
      Route inspected = new Route("10.0.1.0/24", "eni-9", false);
      pieces.put("rtb-3", new Table(Set.of(), false, true, List.of(inspected)));
    }
  }

  private List<Route> routes() {
    Map<String, Route> routes = new LinkedHashMap<>();
    for (String all : List.of("0.0.0.0/0", "::/0")) {
      if (chance(90)) {
        String target = chance(85) ? "igw-1" : of(TARGETS);
        routes.put(all, new Route(all, target, chance(6)));
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String destination = chance(10) ? "pl-1" : of(RANGES);
      if (!destination.startsWith("10.0.") && !routes.containsKey(destination)) {
        routes.put(destination, new Route(destination, of(TARGETS), chance(15)));
      }
    }
    return List.copyOf(routes.values());
  }

  private void balancer(Map<String, Object> pieces) {
    boolean network = chance(50);
    List<String> subnets = chance(70) ? List.of("subnet-3") : List.of("subnet-2", "subnet-3");
    pieces.put("lb-1", new Balancer(chance(85), network, groups(network ? 0 : 1), subnets));
    String protocol = network ? of(List.of("TCP", "UDP", "TCP_UDP", "TLS")) : "HTTPS";
    pieces.put("listener-1", new Listener("lb-1", protocol, chance(70) ? 443 : 22));
    Network made = new Network(pieces);
    Nic first = made.piece("i-1", Instance.class).nics().get(0);
    boolean ip = chance(50);
    String inside = network ? of(List.of("TCP", "UDP", "TCP_UDP")) : "HTTP";
    List<String> used = chance(90) ? List.of("lb-1") : List.of();
    String target = ip ? first.address() : "i-1";
    pieces.put(
        "tg-1",
        new Targets(used, ip, inside, chance(60) ? 8080 : 80, target, network && chance(50)));
    // A source that the target's groups often name.
    if (chance(60)) {
      String group = first.groups().get(0);
      List<GroupRule> rules = new ArrayList<>(made.piece(group, Group.class).rules());
      rules.add(new GroupRule(-1, 0, 65_535, of(List.of("10.0.3.0/24", "10.0.0.0/16", "sg-2"))));
      pieces.put(group, new Group(rules));
    }
  }

  private int protocol() {
    return of(List.of(-1, 6, 6, 6, 17, 1));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
