// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.IpRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A network interface.
 *
 * @param privateAddresses all of them, IPv6 too
 * @param v4 whether an IPv4 address of it has a public one
 * @param v6 whether it has a global IPv6 address
 * @param instance the instance that it is attached to; empty if none is named
 * @param primary whether it is the instance's first
 * @param type such as {@code interface} or {@code nat_gateway}
 */
record Nic(
    String id,
    String vpc,
    String subnet,
    List<String> groups,
    List<String> privateAddresses,
    boolean v4,
    boolean v6,
    String instance,
    boolean primary,
    String type,
    String status) {

  static Nic of(JsonNode nic) {
    List<String> addresses = new ArrayList<>();
    boolean v4 = !Fields.text(nic, "association", "publicIp").isEmpty();
    for (JsonNode address : Fields.list(nic, "privateIpAddresses")) {
      addresses.add(Fields.required(address, "privateIpAddress"));
      v4 |= !Fields.text(address, "association", "publicIp").isEmpty();
    }
    String first = Fields.text(nic, "privateIpAddress");
    if (!first.isEmpty() && !addresses.contains(first)) {
      addresses.add(first);
    }
    boolean v6 = false;
    for (JsonNode entry : Fields.list(nic, "ipv6Addresses")) {
      String address = Fields.required(entry, "ipv6Address");
      IpRange range = AddressSet.range(address);
      addresses.add(address);
      v6 |= AddressSet.open(true).contains(AddressSet.of(true, range)) && range.words() == 4;
    }
    List<String> groups = Fields.texts("groupId", nic, "groups");
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("no groups");
    }
    return new Nic(
        Fields.required(nic, "networkInterfaceId"),
        Fields.required(nic, "vpcId"),
        Fields.required(nic, "subnetId"),
        groups,
        List.copyOf(addresses),
        v4,
        v6,
        Fields.text(nic, "attachment", "instanceId"),
        Fields.text(nic, "attachment", "deviceIndex").equals("0"),
        Fields.text(nic, "interfaceType"),
        Fields.text(nic, "status"));
  }
}
