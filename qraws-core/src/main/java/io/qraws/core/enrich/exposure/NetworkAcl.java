// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.IpRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A network ACL: of its rules for a direction, by number, the first that matches decides; what none
 * matches is denied.
 */
record NetworkAcl(String id, List<Rule> rules) {
  /** A rule for one direction and one family of addresses. */
  record Rule(int number, boolean egress, Ports ports, IpRange range, boolean allow) {}

  /** In place of one that is missing. */
  static NetworkAcl instead(String id, boolean open) {
    List<Rule> rules = new ArrayList<>();
    if (open) {
      for (String all : List.of("0.0.0.0/0", "::/0")) {
        IpRange range = AddressSet.range(all);
        rules.add(new Rule(1, false, Ports.all(Ports.ANY), range, true));
        rules.add(new Rule(1, true, Ports.all(Ports.ANY), range, true));
      }
    }
    return new NetworkAcl(id, rules);
  }

  static NetworkAcl of(ConfigItem item) {
    List<Rule> rules = new ArrayList<>();
    List<JsonNode> entries = Fields.list(item.configuration(), "entries");
    if (entries.isEmpty()) {
      // Each one has the rules that deny the rest.
      throw new IllegalArgumentException("no entries");
    }
    for (JsonNode entry : entries) {
      String v4 = Fields.text(entry, "cidrBlock");
      String v6 = Fields.text(entry, "ipv6CidrBlock");
      String action = Fields.required(entry, "ruleAction");
      if (!action.equals("allow") && !action.equals("deny")) {
        throw new IllegalArgumentException("ruleAction is neither allow nor deny");
      }
      JsonNode range = Fields.at(entry, "portRange");
      rules.add(
          new Rule(
              Fields.number(0, 65_535, entry, "ruleNumber"),
              Fields.required(entry, "egress").equals("true"),
              Ports.of(Fields.required(entry, "protocol"), range, "from", "to"),
              AddressSet.range(v4.isEmpty() ? v6 : v4),
              action.equals("allow")));
    }
    rules.sort(Comparator.comparingInt(Rule::number));
    return new NetworkAcl(item.id(), List.copyOf(rules));
  }

  /** Ports cut where a rule begins or ends, so that each part is dealt with alike throughout. */
  List<Ports> parts(boolean egress, Ports ports) {
    TreeSet<Integer> starts = new TreeSet<>(List.of(ports.from()));
    for (Rule rule : rules) {
      if (rule.egress == egress && rule.ports.meets(ports)) {
        starts.add(Math.max(ports.from(), rule.ports.from()));
        if (rule.ports.to() < ports.to()) {
          starts.add(rule.ports.to() + 1);
        }
      }
    }
    List<Ports> parts = new ArrayList<>();
    for (int start : starts) {
      Integer next = starts.higher(start);
      parts.add(new Ports(ports.protocol(), start, next == null ? ports.to() : next - 1));
    }
    return parts;
  }

  /** The addresses that may send to or be sent to a port. */
  AddressSet allowed(boolean egress, int protocol, int port, boolean v6) {
    AddressSet left = AddressSet.all(v6);
    AddressSet allowed = AddressSet.none(v6);
    for (Rule rule : rules) {
      if (rule.egress == egress && rule.ports.covers(protocol, port)) {
        AddressSet matched = left.and(AddressSet.of(v6, rule.range));
        allowed = rule.allow ? allowed.plus(matched) : allowed;
        left = left.minus(matched);
      }
    }
    return allowed;
  }
}
