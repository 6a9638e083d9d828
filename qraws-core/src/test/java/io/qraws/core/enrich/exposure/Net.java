// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network in short statements, as AWS Config would record it.
 *
 * <p>It begins with a running instance {@code i-1} in {@code subnet-1} of {@code vpc-1}, with a
 * public address, a route to an internet gateway, an open network ACL and port 22 open to all. Each
 * statement replaces a piece or adds one; {@code no X} makes one unavailable, {@code gone X}
 * deletes one.
 */
final class Net implements ConfigItems {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ACCOUNT = "111122223333";
  private static final String ALL_IN = "in 100 allow all 0.0.0.0/0, in 101 allow all ::/0";
  private static final String ALL_OUT = "out 100 allow all 0.0.0.0/0, out 101 allow all ::/0";

  private static final String PLAIN =
      "i-1 running eni-1; eni-1 subnet-1 sg-1 public; igw-1 vpc-1; "
          + "rtb-1 subnet-1 0.0.0.0/0>igw-1, ::/0>igw-1; acl-1 subnet-1 "
          + (ALL_IN + ", " + ALL_OUT)
          + "; sg-1 tcp 22 0.0.0.0/0; subnet-1 10.0.1.0/24";

  private final Map<String, ObjectNode> items = new LinkedHashMap<>();
  private final Map<String, ObjectNode> nics = new LinkedHashMap<>();
  private final Map<String, String> instances = new LinkedHashMap<>();
  private final Set<String> unavailable = new HashSet<>();
  private final Set<String> notRecorded = new HashSet<>();

  static Net of(String statements) {
    Net net = new Net();
    for (String part : (PLAIN + ";" + statements).split(";", -1)) {
      if (!part.isBlank()) {
        net.add(part.strip().split("\\s+", 2));
      }
    }
    net.instances.forEach(net::instance);
    return net;
  }

  Exposure exposure(String id) {
    ExposureFinder finder = new ExposureFinder(this, PublicBlock.NONE);
    Map<String, Exposure> found =
        id.matches("[0-9.]+|.*:.*:.*") && !id.startsWith("arn:")
            ? finder.addresses(List.of(id))
            : finder.resources(List.of(id));
    return found.getOrDefault(id, Exposure.unknown("not mentioned"));
  }

  /** Each piece as JSON. */
  List<ObjectNode> json() {
    return List.copyOf(items.values());
  }

  @Override
  public Map<Wanted, Answer> find(Set<Wanted> wanted) {
    Map<Wanted, Answer> answers = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      List<ConfigItem> shown = new ArrayList<>();
      boolean hidden = false;
      for (Map.Entry<String, ObjectNode> entry : items.entrySet()) {
        ConfigItem item = ConfigItem.parse(entry.getValue().toString());
        if (item.holds(one)) {
          hidden |= unavailable.contains(entry.getKey());
          if (!unavailable.contains(entry.getKey())) {
            shown.add(item);
          }
        }
      }
      Answer answer = Answer.complete(shown);
      if (hidden) {
        answer = Answer.failed(shown, "throttled");
      } else if (notRecorded.contains(one.type())) {
        answer = Answer.notRecorded("not recorded");
      }
      answers.put(one, answer);
    }
    return answers;
  }

  private void add(String[] statement) {
    String id = statement[0];
    String rest = statement.length > 1 ? statement[1] : "";
    String[] words = rest.split("\\s+");
    String kind = id.replaceFirst("-.*", "");
    switch (kind) {
      case "no" -> unavailable.add(rest);
      case "gone" -> items.get(rest).put("configurationItemStatus", "ResourceDeleted");
      case "unrecorded" -> notRecorded.add(rest);
      case "i" -> instances.put(id, rest);
      case "eni" -> nic(id, words);
      case "igw" -> gateway(id, words);
      case "rtb" -> routeTable(id, rest);
      case "acl" -> acl(id, rest);
      case "sg" -> group(id, rest);
      case "pl" -> prefixList(id, rest);
      case "subnet" -> item(Types.SUBNET, id).put("cidrBlock", rest);
      case "bpa" -> item(Types.BLOCK_OPTIONS, ACCOUNT).put("InternetGatewayBlockMode", rest);
      case "excl" ->
          item(Types.BLOCK_EXCLUSION, id)
              .put(words[0].startsWith("vpc") ? "VpcId" : "SubnetId", words[0])
              .put("InternetGatewayExclusionMode", words[1]);
      case "lb", "nlb" -> balancer(id, words);
      case "listener" -> listener(id, words);
      case "tg" -> targetGroup(id, words);
      case "clb" -> classic(id, words);
      case "asg" -> scaling(id, words);
      case "ga" ->
          item(Types.ACCELERATOR_GROUP, id)
              .putArray("EndpointConfigurations")
              .addObject()
              .put("EndpointId", rest);
      case "db" -> database(id, words);
      default -> throw new IllegalArgumentException(String.join(" ", statement));
    }
  }

  private ObjectNode item(String type, String id) {
    ObjectNode item = MAPPER.createObjectNode();
    item.put("resourceType", type).put("resourceId", id).put("resourceName", id);
    item.put("accountId", ACCOUNT).put("awsRegion", "eu-central-1");
    item.put("configurationItemStatus", "OK");
    items.put(id.equals(ACCOUNT) ? "bpa" : id, item);
    return item.putObject("configuration");
  }

  private void instance(String id, String text) {
    String[] words = text.split("\\s+");
    ObjectNode instance = item(Types.INSTANCE, id);
    instance.putObject("state").put("name", words[0]);
    ArrayNode list = instance.putArray("networkInterfaces");
    for (int i = 1; i < words.length; i++) {
      ObjectNode nic = nics.get(words[i]);
      ObjectNode attachment = nic.putObject("attachment").put("deviceIndex", i - 1);
      list.addObject().setAll(nic.deepCopy());
      attachment.put("instanceId", id);
    }
  }

  /** {@code SUBNET GROUPS public|private|v6|both [type] [status]}; addresses follow the id. */
  private void nic(String id, String[] words) {
    String number = id.substring(4);
    ObjectNode nic = item(Types.INTERFACE, id);
    nic.put("networkInterfaceId", id).put("vpcId", "vpc-1").put("subnetId", words[0]);
    for (String group : words[1].split(",")) {
      nic.withArray("groups").addObject().put("groupId", group);
    }
    ObjectNode address = nic.putArray("privateIpAddresses").addObject();
    address.put("privateIpAddress", "10.0.1." + number);
    nic.put("privateIpAddress", "10.0.1." + number);
    if (words[2].equals("public") || words[2].equals("both")) {
      address.putObject("association").put("publicIp", "198.51.100." + number);
    }
    ArrayNode v6 = nic.putArray("ipv6Addresses");
    if (words[2].equals("v6") || words[2].equals("both")) {
      v6.addObject().put("ipv6Address", "2001:db8::" + number);
    }
    if (words[2].equals("local6")) {
      v6.addObject().put("ipv6Address", "fd00::" + number);
    }
    nic.put("interfaceType", words.length > 3 ? words[3] : "interface");
    nic.put("status", words.length > 4 ? words[4] : "in-use");
    nics.put(id, nic);
  }

  private void gateway(String id, String[] words) {
    ArrayNode attachments = item(Types.INTERNET_GATEWAY, id).putArray("attachments");
    if (words[0].startsWith("vpc-")) {
      attachments.addObject().put("vpcId", words[0]).put("state", "available");
    }
  }

  /** {@code SUBNETS|main|igw-1 DEST>TARGET[!][~], …}, with ! for a black hole, ~ for propagated. */
  private void routeTable(String id, String text) {
    String[] parts = text.split("\\s+", 2);
    ObjectNode table = item(Types.ROUTE_TABLE, id).put("vpcId", "vpc-1");
    ArrayNode associations = table.putArray("associations");
    for (String name : parts[0].split(",")) {
      String member = name.startsWith("igw-") ? "gatewayId" : "subnetId";
      ObjectNode association = associations.addObject().put("main", name.equals("main"));
      if (!name.equals("main") && !name.equals("-")) {
        association.put(member, name);
      }
    }
    ArrayNode routes = table.putArray("routes");
    route(routes, "10.0.0.0/16>local");
    for (String route : (parts.length > 1 ? parts[1] : "").split(",")) {
      if (!route.isBlank()) {
        route(routes, route.strip());
      }
    }
  }

  private static void route(ArrayNode routes, String text) {
    String[] ends = text.replaceAll("[!~]", "").split(">");
    String destination =
        ends[0].startsWith("pl-")
            ? "destinationPrefixListId"
            : ends[0].contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
    String target =
        switch (ends[1].replaceFirst("-.*", "")) {
          case "nat" -> "natGatewayId";
          case "eigw" -> "egressOnlyInternetGatewayId";
          case "pcx" -> "vpcPeeringConnectionId";
          case "tgw" -> "transitGatewayId";
          case "eni" -> "networkInterfaceId";
          default -> "gatewayId";
        };
    routes
        .addObject()
        .put(destination, ends[0])
        .put(target, ends[1])
        .put("state", text.contains("!") ? "blackhole" : "active")
        .put("origin", text.contains("~") ? "EnableVgwRoutePropagation" : "CreateRoute");
  }

  /**
   * {@code SUBNET in|out NUMBER allow|deny PROTOCOL [PORTS] RANGE, …}; or open, and what follows.
   */
  private void acl(String id, String text) {
    String[] parts = text.split("\\s+", 2);
    ObjectNode acl = item(Types.NETWORK_ACL, id);
    acl.putArray("associations").addObject().put("subnetId", parts[0]);
    ArrayNode entries = acl.putArray("entries");
    String rules = parts[1].replace("open-in", ALL_IN).replace("open-out", ALL_OUT);
    for (String rule : rules.split(",")) {
      String[] words = rule.strip().split("\\s+");
      String range = words[words.length - 1];
      ObjectNode entry = entries.addObject();
      entry.put("egress", words[0].equals("out")).put("ruleNumber", Integer.parseInt(words[1]));
      entry.put("ruleAction", words[2]).put("protocol", protocol(words[3]));
      entry.put(range.contains(":") ? "ipv6CidrBlock" : "cidrBlock", range);
      if (words.length == 6) {
        String[] ports = words[4].split("-");
        entry
            .putObject("portRange")
            .put("from", Integer.parseInt(ports[0]))
            .put("to", Integer.parseInt(ports[ports.length - 1]));
      }
    }
    for (boolean egress : new boolean[] {false, true}) {
      ObjectNode last = entries.addObject().put("egress", egress).put("ruleNumber", 32_767);
      last.put("ruleAction", "deny").put("protocol", "-1").put("cidrBlock", "0.0.0.0/0");
    }
  }

  private static String protocol(String name) {
    return Map.of("all", "-1", "tcp", "6", "udp", "17", "icmp", "1").getOrDefault(name, name);
  }

  /** {@code PROTOCOL [PORTS] SOURCE, …}; or none. */
  private void group(String id, String text) {
    ArrayNode permissions = item(Types.SECURITY_GROUP, id).putArray("ipPermissions");
    for (String rule : text.equals("none") ? new String[0] : text.split(",")) {
      String[] words = rule.strip().split("\\s+");
      ObjectNode permission = permissions.addObject();
      permission.put("ipProtocol", words[0].equals("all") ? "-1" : words[0]);
      if (words.length == 3) {
        String[] ports = words[1].split("-");
        permission.put("fromPort", Integer.parseInt(ports[0]));
        permission.put("toPort", Integer.parseInt(ports[ports.length - 1]));
      }
      String source = words[words.length - 1];
      if (source.startsWith("sg-")) {
        permission.putArray("userIdGroupPairs").addObject().put("groupId", source);
      } else if (source.startsWith("pl-")) {
        permission.putArray("prefixListIds").addObject().put("prefixListId", source);
      } else if (source.contains(":")) {
        permission.putArray("ipv6Ranges").addObject().put("cidrIpv6", source);
      } else {
        permission.putArray("ipv4Ranges").addObject().put("cidrIp", source);
        permission.putArray("ipRanges").add(source);
      }
    }
  }

  private void prefixList(String id, String ranges) {
    ArrayNode entries = item(Types.PREFIX_LIST, id).putArray("Entries");
    Arrays.stream(ranges.split(",")).forEach(range -> entries.addObject().put("Cidr", range));
  }

  /** {@code internet-facing|internal application|network GROUPS|- SUBNETS}. */
  private void balancer(String id, String[] words) {
    ObjectNode balancer = item(Types.LOAD_BALANCER, id);
    balancer.put("scheme", words[0]).put("type", words[1]).put("vpcId", "vpc-1");
    balancer.putObject("state").put("code", "active");
    balancer.put("ipAddressType", "ipv4");
    for (String group : words[2].equals("-") ? new String[0] : words[2].split(",")) {
      balancer.withArray("securityGroups").add(group);
    }
    for (String subnet : words[3].split(",")) {
      balancer.withArray("availabilityZones").addObject().put("subnetId", subnet);
    }
  }

  /** {@code LB PROTOCOL PORT}. */
  private void listener(String id, String[] words) {
    ObjectNode listener = item(Types.LISTENER, id).put("LoadBalancerArn", words[0]);
    listener.put("Protocol", words[1]).put("Port", Integer.parseInt(words[2]));
  }

  /** {@code LBS instance|ip PROTOCOL PORT TARGET[:PORT],… [preserve]}. */
  private void targetGroup(String id, String[] words) {
    ObjectNode group = item(Types.TARGET_GROUP, id).put("TargetType", words[1]);
    group.put("Protocol", words[2]).put("Port", Integer.parseInt(words[3]));
    Arrays.stream(words[0].split(",")).forEach(group.putArray("LoadBalancerArns")::add);
    ArrayNode targets = group.putArray("Targets");
    for (String target : words[4].equals("-") ? new String[0] : words[4].split(",")) {
      String[] parts = target.split("@");
      ObjectNode entry = targets.addObject().put("Id", parts[0]);
      if (parts.length > 1) {
        entry.put("Port", Integer.parseInt(parts[1]));
      }
    }
    if (words.length > 5) {
      group
          .putArray("TargetGroupAttributes")
          .addObject()
          .put("Key", "preserve_client_ip.enabled")
          .put("Value", words[5]);
    }
  }

  /** {@code internet-facing|internal GROUP SUBNET PORT>PORT INSTANCE}. */
  private void classic(String id, String[] words) {
    ObjectNode balancer = item(Types.CLASSIC_BALANCER, id).put("scheme", words[0]);
    balancer.put("vpcid", "vpc-1");
    balancer.putArray("securityGroups").add(words[1]);
    balancer.putArray("subnets").add(words[2]);
    String[] ports = words[3].split(">");
    balancer
        .putArray("listenerDescriptions")
        .addObject()
        .putObject("listener")
        .put("protocol", "HTTP")
        .put("loadBalancerPort", Integer.parseInt(ports[0]))
        .put("instancePort", Integer.parseInt(ports[1]));
    balancer.putArray("instances").addObject().put("instanceId", words[4]);
  }

  /** {@code INSTANCE TARGET_GROUP}. */
  private void scaling(String id, String[] words) {
    ObjectNode scaling = item(Types.SCALING_GROUP, id);
    scaling.putArray("instances").addObject().put("instanceId", words[0]);
    scaling.putArray("targetGroupARNs").add(words[1]);
  }

  /** {@code public|private PORT|- GROUP ZONE/SUBNET,…}; it is in zone a. */
  private void database(String id, String[] words) {
    ObjectNode database = item(Types.DATABASE, id);
    database.put("dBInstanceStatus", words.length > 4 ? words[4] : "available");
    database.put("publiclyAccessible", words[0].equals("public"));
    if (!words[1].equals("-")) {
      database.putObject("endpoint").put("port", Integer.parseInt(words[1]));
    }
    database.putArray("vpcSecurityGroups").addObject().put("vpcSecurityGroupId", words[2]);
    database.put("availabilityZone", "a");
    ObjectNode group = database.putObject("dBSubnetGroup").put("vpcId", "vpc-1");
    for (String subnet : words[3].split(",")) {
      String[] parts = subnet.split("/");
      ObjectNode entry = group.withArray("subnets").addObject();
      entry.put("subnetIdentifier", parts[1]);
      entry.putObject("subnetAvailabilityZone").put("name", parts[0]);
    }
  }
}
