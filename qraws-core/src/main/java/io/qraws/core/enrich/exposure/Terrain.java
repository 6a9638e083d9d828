// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.exposure.Pieces.Group;
import io.qraws.core.enrich.exposure.Pieces.Piece;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The network as it is known, in one of two readings: the sure one, in which what is missing lets
 * nothing through, and the possible one, in which it lets everything through. Not safe for several
 * threads.
 */
final class Terrain {
  private final Pieces pieces;
  private final boolean sure;
  private final Set<String> missing = new LinkedHashSet<>();

  Terrain(Pieces pieces, boolean sure) {
    this.pieces = pieces;
    this.sure = sure;
  }

  Pieces pieces() {
    return pieces;
  }

  boolean sure() {
    return sure;
  }

  /** Why the two readings may differ, in the order in which it was met. */
  Set<String> missing() {
    return missing;
  }

  /** Says whether what is missing lets something through. */
  boolean unsure(String reason) {
    missing.add(reason);
    return !sure;
  }

  /** The network ACL of a subnet; each subnet has exactly one. */
  NetworkAcl acl(String subnet) {
    Group<NetworkAcl> acls =
        pieces.all(
            "network ACL of " + subnet,
            Types.NETWORK_ACL,
            "configuration.associations.subnetId",
            subnet,
            NetworkAcl::of);
    if (acls.complete() && acls.values().size() == 1) {
      return acls.values().get(0);
    }
    String reason =
        acls.complete()
            ? subnet + ": has " + acls.values().size() + " network ACLs"
            : acls.missing();
    return NetworkAcl.instead("network ACL of " + subnet, unsure(reason));
  }

  /**
   * A door in the security groups.
   *
   * @param group the security group's id
   * @param source who may send, as the rule says it
   * @param sources the addresses among them of the family asked for
   */
  record Entry(String group, Ports ports, String source, AddressSet sources) {}

  /** What security groups let in by address; no groups let everything in. */
  List<Entry> entries(List<String> groups, boolean v6) {
    List<Entry> entries = new ArrayList<>();
    if (groups.isEmpty()) {
      entries.add(whole("no security group", v6));
    }
    for (String id : groups) {
      Piece<SecurityGroup> group = group(id);
      if (group.value() == null) {
        if (unsure(group.missing())) {
          entries.add(whole(id, v6));
        }
        continue;
      }
      for (SecurityGroup.Rule rule : group.value().rules()) {
        if (rule.kind() != SecurityGroup.Kind.GROUP) {
          entries.add(new Entry(id, rule.ports(), rule.source(), sources(rule, v6)));
        }
      }
    }
    return entries;
  }

  Piece<SecurityGroup> group(String id) {
    return pieces.one(Types.SECURITY_GROUP, id, SecurityGroup::of);
  }

  private static Entry whole(String group, boolean v6) {
    return new Entry(group, Ports.all(Ports.ANY), v6 ? "::/0" : "0.0.0.0/0", AddressSet.all(v6));
  }

  private AddressSet sources(SecurityGroup.Rule rule, boolean v6) {
    if (rule.kind() == SecurityGroup.Kind.RANGE) {
      return AddressSet.of(v6, AddressSet.range(rule.source()));
    }
    Piece<List<String>> list = prefixList(rule.source());
    if (list.value() == null) {
      return unsure(list.missing()) ? AddressSet.all(v6) : AddressSet.none(v6);
    }
    AddressSet sources = AddressSet.none(v6);
    for (String range : list.value()) {
      sources = sources.plus(AddressSet.of(v6, AddressSet.range(range)));
    }
    return sources;
  }

  /** The ranges of a prefix list. */
  Piece<List<String>> prefixList(String id) {
    return pieces.one(
        Types.PREFIX_LIST,
        id,
        item -> {
          if (Fields.absent(Fields.at(item.configuration(), "Entries"))) {
            throw new IllegalArgumentException("no entries");
          }
          List<String> ranges = Fields.texts("Cidr", item.configuration(), "Entries");
          ranges.forEach(AddressSet::range);
          return ranges;
        });
  }

  /** Whether an internet gateway is attached to a VPC. */
  boolean attached(String gateway, String vpc) {
    Piece<Boolean> attached =
        pieces.one(Types.INTERNET_GATEWAY, gateway, item -> attached(item.configuration(), vpc));
    return attached.value() == null ? unsure(attached.missing()) : attached.value();
  }

  private static boolean attached(JsonNode configuration, String vpc) {
    boolean found = false;
    for (JsonNode attachment : Fields.list(configuration, "attachments")) {
      String state = Fields.state(attachment, "state");
      boolean live = state.equals("available") || state.equals("attached");
      found |= live && Fields.text(attachment, "vpcId").equals(vpc);
    }
    return found;
  }

  /** Whether block public access of VPCs lets packets from an internet gateway into a subnet. */
  boolean admits(Endpoint.Place place, String vpc, String subnet) {
    Group<ConfigItem> options =
        pieces.all(
            "block public access of VPCs",
            Types.BLOCK_OPTIONS,
            "accountId",
            place.account(),
            item -> item);
    // There is none as long as nothing is blocked.
    boolean admits = options.complete() || !options.recorded() || unsure(options.missing());
    for (ConfigItem item : options.values()) {
      if (item.region().equals(place.region())) {
        String mode = Fields.text(item.configuration(), "InternetGatewayBlockMode");
        admits &=
            switch (mode) {
              case "off" -> true;
              case "block-ingress", "block-bidirectional" ->
                  excluded("VpcId", vpc) || excluded("SubnetId", subnet);
              default -> unsure(item.id() + ": a mode that is not known");
            };
      }
    }
    return admits;
  }

  private boolean excluded(String member, String id) {
    Group<String> modes =
        pieces.all(
            "exclusions from block public access of " + id,
            Types.BLOCK_EXCLUSION,
            "configuration." + member,
            id,
            item -> Fields.text(item.configuration(), "InternetGatewayExclusionMode"));
    return modes.values().contains("allow-bidirectional")
        || (!modes.complete() && unsure(modes.missing()));
  }
}
