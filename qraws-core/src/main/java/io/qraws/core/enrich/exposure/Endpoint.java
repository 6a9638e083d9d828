// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import java.util.List;

/**
 * What a packet from the internet is to reach.
 *
 * @param name names it in a reason
 * @param groups its security groups; without any, nothing is filtered
 * @param v4 whether it has a public IPv4 address
 * @param v6 whether it has a global IPv6 address
 * @param doors the ports that count
 * @param beyond what must let the packet through behind it
 */
record Endpoint(
    String name,
    Place place,
    String vpc,
    String subnet,
    List<String> groups,
    boolean v4,
    boolean v6,
    Doors doors,
    Beyond beyond) {

  /** Whose it is and where. */
  record Place(String account, String region) {
    static Place of(ConfigItem item) {
      return new Place(item.account(), item.region());
    }
  }

  /**
   * Ports.
   *
   * @param sure those that are known to count
   * @param possible those that may count
   * @param missing why these are not the same; empty if they are
   */
  record Doors(List<Ports> sure, List<Ports> possible, String missing) {
    static final Doors ALL = of(List.of(Ports.all(Ports.TCP), Ports.all(Ports.UDP)));

    /** Those of a protocol. */
    Doors of(int protocol) {
      return new Doors(of(sure, protocol), of(possible, protocol), missing);
    }

    private static List<Ports> of(List<Ports> ports, int protocol) {
      return ports.stream().filter(port -> port.protocol() == protocol).toList();
    }

    static Doors of(List<Ports> ports) {
      return new Doors(ports, ports, "");
    }
  }

  /** Lets through some of the addresses that get as far as the endpoint. */
  interface Beyond {
    /** Nothing stands behind it. */
    Beyond NOTHING = (terrain, v6, sources, answers) -> sources;

    /**
     * Those that get through.
     *
     * @param answers the ports of theirs to one of which the answer goes
     */
    AddressSet through(Terrain terrain, boolean v6, AddressSet sources, Ports answers);
  }

  static Endpoint of(Nic nic, Place place) {
    return new Endpoint(
        nic.id(),
        place,
        nic.vpc(),
        nic.subnet(),
        nic.groups(),
        nic.v4(),
        nic.v6(),
        Doors.ALL,
        Beyond.NOTHING);
  }

  boolean address(boolean v6Family) {
    return v6Family ? v6 : v4;
  }
}
