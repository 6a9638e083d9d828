// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a security group lets in; answers to that always get out. */
record SecurityGroup(String id, List<Rule> rules) {
  /** Who may send. */
  enum Kind {
    /** A range in CIDR form. */
    RANGE,
    /** A prefix list, by id. */
    PREFIX_LIST,
    /** The interfaces of a security group, by their private addresses. */
    GROUP
  }

  /** A rule with one source. */
  record Rule(Ports ports, Kind kind, String source) {}

  static SecurityGroup of(ConfigItem item) {
    List<Rule> rules = new ArrayList<>();
    JsonNode permissions = Fields.at(item.configuration(), "ipPermissions");
    if (Fields.absent(permissions)) {
      throw new IllegalArgumentException("no ipPermissions");
    }
    for (JsonNode permission : Fields.list(permissions)) {
      Ports ports =
          Ports.of(Fields.required(permission, "ipProtocol"), permission, "fromPort", "toPort");
      // The same ranges stand under two names.
      Set<String> ranges = new LinkedHashSet<>();
      ranges.addAll(Fields.texts("cidrIp", permission, "ipv4Ranges"));
      ranges.addAll(Fields.texts("cidrIp", permission, "ipRanges"));
      ranges.addAll(Fields.texts("cidrIpv6", permission, "ipv6Ranges"));
      ranges.forEach(AddressSet::range);
      add(rules, ports, Kind.RANGE, ranges);
      add(
          rules,
          ports,
          Kind.PREFIX_LIST,
          Fields.texts("prefixListId", permission, "prefixListIds"));
      add(rules, ports, Kind.GROUP, Fields.texts("groupId", permission, "userIdGroupPairs"));
    }
    return new SecurityGroup(item.id(), List.copyOf(rules));
  }

  private static void add(List<Rule> rules, Ports ports, Kind kind, Iterable<String> sources) {
    if (ports.protocol() != Ports.OTHER) {
      sources.forEach(source -> rules.add(new Rule(ports, kind, source)));
    }
  }
}
