// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.enrich.exposure.ConfigItem;
import io.qraws.core.enrich.exposure.ConfigItems;
import io.qraws.core.enrich.exposure.Wanted;
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
import java.util.function.UnaryOperator;

/** A network as AWS Config has it, with some items that can't be had. */
final class ConfigView implements ConfigItems {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ACCOUNT = "111122223333";

  private final Map<String, JsonNode> items = new LinkedHashMap<>();
  private final Set<String> removed;
  private final UnaryOperator<String> misread;

  /**
   * Of a network.
   *
   * @param removed the ids of what can't be had
   * @param misread what becomes of each item's JSON
   */
  ConfigView(Network network, Set<String> removed, UnaryOperator<String> misread) {
    this.removed = removed;
    this.misread = misread;
    network.pieces().forEach(this::write);
  }

  @Override
  public Map<Wanted, Answer> find(Set<Wanted> wanted) {
    Map<Wanted, Answer> answers = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      List<ConfigItem> found = new ArrayList<>();
      boolean hidden = false;
      for (Map.Entry<String, JsonNode> item : items.entrySet()) {
        boolean same = item.getValue().path("resourceType").asText().equals(one.type());
        if (same && holds(item.getValue(), one.field().split("\\.", -1), 0, one.value())) {
          hidden |= removed.contains(item.getKey());
          if (!removed.contains(item.getKey())) {
            found.add(ConfigItem.parse(misread.apply(item.getValue().toString())));
          }
        }
      }
      answers.put(one, hidden ? Answer.failed(found, "removed") : Answer.complete(found));
    }
    return answers;
  }

  private static boolean holds(JsonNode node, String[] path, int depth, String value) {
    if (node.isArray()) {
      for (JsonNode entry : node) {
        if (holds(entry, path, depth, value)) {
          return true;
        }
      }
      return false;
    }
    return depth == path.length
        ? node.asText().equals(value)
        : holds(node.path(path[depth]), path, depth + 1, value);
  }

  private ObjectNode item(String type, String key, String id) {
    ObjectNode item = MAPPER.createObjectNode();
    item.put("resourceType", "AWS::" + type).put("resourceId", id).put("resourceName", id);
    item.put("accountId", ACCOUNT).put("awsRegion", "eu-central-1");
    item.put("configurationItemStatus", "ResourceDiscovered");
    items.put(key, item);
    return item.putObject("configuration");
  }

  private void write(String id, Object piece) {
    if (piece instanceof Instance instance) {
      instance(item("EC2::Instance", id, id), instance);
    } else if (piece instanceof Subnet subnet) {
      item("EC2::Subnet", id, id).put("cidrBlock", subnet.range());
    } else if (piece instanceof Acl acl) {
      acl(item("EC2::NetworkAcl", id, id), acl);
    } else if (piece instanceof Group group) {
      group(item("EC2::SecurityGroup", id, id), group);
    } else if (piece instanceof Prefixes prefixes) {
      ArrayNode entries = item("EC2::PrefixList", id, id).putArray("Entries");
      prefixes.ranges().forEach(range -> entries.addObject().put("Cidr", range));
    } else if (piece instanceof Table table) {
      table(item("EC2::RouteTable", id, id), id, table);
    } else if (piece instanceof Gateway gateway) {
      ArrayNode attachments = item("EC2::InternetGateway", id, id).putArray("attachments");
      if (gateway.attached()) {
        attachments.addObject().put("vpcId", Network.VPC).put("state", "available");
      }
    } else if (piece instanceof Block block) {
      item("EC2::VPCBlockPublicAccessOptions", id, ACCOUNT)
          .put("InternetGatewayBlockMode", block.mode());
    } else if (piece instanceof Exclusion exclusion) {
      item("EC2::VPCBlockPublicAccessExclusion", id, id)
          .put(exclusion.of().equals(Network.VPC) ? "VpcId" : "SubnetId", exclusion.of())
          .put("InternetGatewayExclusionMode", exclusion.mode());
    } else if (piece instanceof Balancer balancer) {
      balancer(item("ElasticLoadBalancingV2::LoadBalancer", id, id), balancer);
    } else if (piece instanceof Listener listener) {
      item("ElasticLoadBalancingV2::Listener", id, id)
          .put("LoadBalancerArn", listener.balancer())
          .put("Protocol", listener.protocol())
          .put("Port", listener.port());
    } else if (piece instanceof Targets targets) {
      targets(item("ElasticLoadBalancingV2::TargetGroup", id, id), targets);
    } else {
      throw new IllegalArgumentException(id);
    }
  }

  private static void instance(ObjectNode item, Instance instance) {
    item.putObject("state").put("name", instance.running() ? "running" : "stopped");
    ArrayNode nics = item.putArray("networkInterfaces");
    for (Nic nic : instance.nics()) {
      ObjectNode node = nics.addObject().put("networkInterfaceId", nic.id());
      node.put("vpcId", Network.VPC).put("subnetId", nic.subnet());
      node.putObject("attachment").put("deviceIndex", nics.size() - 1);
      nic.groups().forEach(group -> node.withArray("groups").addObject().put("groupId", group));
      ObjectNode address =
          node.putArray("privateIpAddresses").addObject().put("privateIpAddress", nic.address());
      if (nic.public4()) {
        address.putObject("association").put("publicIp", "198.51.100." + nics.size());
      }
      if (!nic.v6().isEmpty()) {
        node.putArray("ipv6Addresses").addObject().put("ipv6Address", nic.v6());
      }
    }
  }

  private static void acl(ObjectNode item, Acl acl) {
    item.putArray("associations").addObject().put("subnetId", acl.subnet());
    ArrayNode entries = item.putArray("entries");
    List<AclRule> rules = new ArrayList<>(acl.rules());
    rules.add(0, new AclRule(32_767, false, false, -1, 0, 0, "0.0.0.0/0"));
    rules.add(0, new AclRule(32_767, true, false, -1, 0, 0, "0.0.0.0/0"));
    for (AclRule rule : rules) {
      ObjectNode entry = entries.addObject().put("ruleNumber", rule.number());
      entry.put("egress", rule.egress()).put("ruleAction", rule.allow() ? "allow" : "deny");
      entry.put("protocol", Integer.toString(rule.protocol()));
      entry.put(rule.range().contains(":") ? "ipv6CidrBlock" : "cidrBlock", rule.range());
      if (rule.protocol() > 1) {
        entry.putObject("portRange").put("from", rule.from()).put("to", rule.to());
      }
    }
  }

  private static void group(ObjectNode item, Group group) {
    ArrayNode permissions = item.putArray("ipPermissions");
    for (GroupRule rule : group.rules()) {
      ObjectNode permission = permissions.addObject();
      permission.put(
          "ipProtocol", Map.of(6, "tcp", 17, "udp", 1, "icmp", -1, "-1").get(rule.protocol()));
      if (rule.protocol() > 1) {
        permission.put("fromPort", rule.from()).put("toPort", rule.to());
      }
      String source = rule.source();
      if (source.startsWith("sg-")) {
        permission.putArray("userIdGroupPairs").addObject().put("groupId", source);
      } else if (source.startsWith("pl-")) {
        permission.putArray("prefixListIds").addObject().put("prefixListId", source);
      } else if (source.contains(":")) {
        permission.putArray("ipv6Ranges").addObject().put("cidrIpv6", source);
      } else {
        permission.putArray("ipv4Ranges").addObject().put("cidrIp", source);
      }
    }
  }

  private static void table(ObjectNode item, String id, Table table) {
    item.put("routeTableId", id).put("vpcId", Network.VPC);
    ArrayNode associations = item.putArray("associations");
    if (table.main()) {
      associations.addObject().put("main", true);
    }
    if (table.edge()) {
      associations.addObject().put("main", false).put("gatewayId", "igw-1");
    }
    table.subnets().stream()
        .sorted()
        .forEach(subnet -> associations.addObject().put("main", false).put("subnetId", subnet));
    ArrayNode routes = item.putArray("routes");
    routes.addObject().put("destinationCidrBlock", "10.0.0.0/16").put("gatewayId", "local");
    ((ObjectNode) routes.get(0)).put("state", "active");
    for (Route route : table.routes()) {
      String to = route.destination();
      String member =
          to.startsWith("pl-")
              ? "destinationPrefixListId"
              : to.contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
      String target =
          switch (route.target()) {
            case "igw-1" -> "gatewayId";
            case "nat-1" -> "natGatewayId";
            case "pcx-1" -> "vpcPeeringConnectionId";
            case "eigw-1" -> "egressOnlyInternetGatewayId";
            case "tgw-1" -> "transitGatewayId";
            default -> "networkInterfaceId";
          };
      ObjectNode node = routes.addObject().put(member, to).put(target, route.target());
      node.put("state", route.blackHole() ? "blackhole" : "active");
    }
  }

  private static void balancer(ObjectNode item, Balancer balancer) {
    item.put("scheme", balancer.facing() ? "internet-facing" : "internal");
    item.put("type", balancer.network() ? "network" : "application").put("vpcId", Network.VPC);
    item.put("ipAddressType", "ipv4").putObject("state").put("code", "active");
    balancer.groups().forEach(item.putArray("securityGroups")::add);
    ArrayNode zones = item.putArray("availabilityZones");
    balancer.subnets().forEach(subnet -> zones.addObject().put("subnetId", subnet));
  }

  private static void targets(ObjectNode item, Targets targets) {
    item.put("TargetType", targets.ip() ? "ip" : "instance");
    item.put("Protocol", targets.protocol()).put("Port", targets.port());
    targets.balancers().forEach(item.putArray("LoadBalancerArns")::add);
    item.putArray("Targets").addObject().put("Id", targets.target());
    item.putArray("TargetGroupAttributes")
        .addObject()
        .put("Key", "preserve_client_ip.enabled")
        .put("Value", Boolean.toString(targets.keep()));
  }
}
