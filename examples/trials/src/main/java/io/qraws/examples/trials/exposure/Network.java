// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.exposure;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One VPC, its instance {@code i-1} and what may stand before it.
 *
 * @param pieces by id
 */
record Network(Map<String, Object> pieces) {
  static final String VPC = "vpc-1";

  Network {
    pieces = Collections.unmodifiableMap(new TreeMap<>(pieces));
  }

  record Instance(boolean running, List<Nic> nics) {}

  /** An interface; without an IPv6 address that is empty. */
  record Nic(
      String id, String subnet, List<String> groups, String address, boolean public4, String v6) {}

  record Subnet(String range) {}

  record Acl(String subnet, List<AclRule> rules) {}

  /** A rule; protocol -1 is any. */
  record AclRule(
      int number, boolean egress, boolean allow, int protocol, int from, int to, String range) {}

  record Group(List<GroupRule> rules) {}

  /** A rule whose source is a range, a prefix list or a group. */
  record GroupRule(int protocol, int from, int to, String source) {}

  record Prefixes(List<String> ranges) {}

  /** A route table; with {@code edge} it is for what comes in through the gateway. */
  record Table(Set<String> subnets, boolean main, boolean edge, List<Route> routes) {}

  record Route(String destination, String target, boolean blackHole) {
    /** Whether it leads where no map of the VPC follows. */
    boolean elsewhere() {
      return target.equals("tgw-1") || target.equals("eni-9");
    }
  }

  record Gateway(boolean attached) {}

  record Block(String mode) {}

  record Exclusion(String of, String mode) {}

  record Balancer(boolean facing, boolean network, List<String> groups, List<String> subnets) {}

  record Listener(String balancer, String protocol, int port) {}

  record Targets(
      List<String> balancers, boolean ip, String protocol, int port, String target, boolean keep) {}

  Object piece(String id) {
    return requireNonNull(pieces.get(id), id);
  }

  <T> T piece(String id, Class<T> kind) {
    return requireNonNull(kind.cast(piece(id)), id);
  }

  <T> List<T> all(Class<T> kind) {
    return pieces.values().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Network with(String id, Object piece) {
    Map<String, Object> changed = new TreeMap<>(pieces);
    changed.put(id, piece);
    return new Network(changed);
  }
}
