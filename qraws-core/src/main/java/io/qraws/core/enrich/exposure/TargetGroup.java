// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What load balancers forward to.
 *
 * @param ports where each target is reached, as far as it has no port of its own
 * @param balancers the ARNs of those that use it
 * @param keepsClient whether a network load balancer leaves the client's address as it is
 */
record TargetGroup(
    String label,
    List<Ports> ports,
    List<Target> targets,
    List<String> balancers,
    boolean keepsClient) {

  /** A target with its own port, if it has one. */
  record Target(String id, @Nullable Integer port) {}

  static TargetGroup of(ConfigItem item) {
    JsonNode configuration = item.configuration();
    String type = Fields.text(configuration, "TargetType");
    String protocol = Fields.required(configuration, "Protocol").toUpperCase(Locale.ROOT);
    List<Ports> ports = new ArrayList<>();
    for (int number : Balancer.protocols(protocol)) {
      int port = Fields.number(1, 65_535, configuration, "Port");
      ports.add(new Ports(number, port, port));
    }
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : Fields.list(configuration, "Targets")) {
      boolean own = !Fields.text(target, "Port").isEmpty();
      targets.add(
          new Target(
              Fields.required(target, "Id"),
              own ? Fields.number(1, 65_535, target, "Port") : null));
    }
    // ELB User Guide for Network Load Balancers, "Client IP preservation".
    boolean keeps = !type.equals("ip") || protocol.contains("UDP") || protocol.contains("QUIC");
    for (JsonNode attribute : Fields.list(configuration, "TargetGroupAttributes")) {
      if (Fields.text(attribute, "Key").equals("preserve_client_ip.enabled")) {
        keeps = Fields.flag(attribute, "Value");
      }
    }
    return new TargetGroup(
        item.label(),
        ports,
        targets,
        Fields.texts("value", configuration, "LoadBalancerArns"),
        keeps);
  }

  /** Where a target is reached; by the group's port if it is not listed itself. */
  List<Ports> ports(String target) {
    List<Ports> reached = new ArrayList<>();
    for (Target listed : targets) {
      Integer port = listed.port;
      if (listed.id.equals(target) && port != null) {
        ports.forEach(group -> reached.add(new Ports(group.protocol(), port, port)));
      }
    }
    return reached.isEmpty() ? ports : reached;
  }
}
