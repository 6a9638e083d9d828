// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * Ports of a protocol.
 *
 * @param protocol {@link #TCP}, {@link #UDP} or {@link #ANY}
 * @param from the first port
 * @param to the last port
 */
record Ports(int protocol, int from, int to) {
  static final int ANY = -1;
  static final int TCP = 6;
  static final int UDP = 17;

  /** A protocol that opens no port, such as ICMP. */
  static final int OTHER = 0;

  static final List<Integer> PROTOCOLS = List.of(TCP, UDP);

  private static final int LAST = 65_535;

  static Ports all(int protocol) {
    return new Ports(protocol, 0, LAST);
  }

  /** What a client may answer from, as network ACLs are commonly written. */
  static Ports ephemeral(int protocol) {
    return new Ports(protocol, 1024, LAST);
  }

  /** Of a protocol's name or number, and two members for the ports. */
  static Ports of(String protocol, JsonNode ports, String from, String to) {
    int number = protocol(protocol);
    return number == ANY || number == OTHER
        ? all(number)
        : new Ports(number, Fields.number(0, LAST, ports, from), Fields.number(0, LAST, ports, to));
  }

  private static int protocol(String protocol) {
    return switch (protocol.toLowerCase(Locale.ROOT)) {
      case "-1", "all" -> ANY;
      case "6", "tcp" -> TCP;
      case "17", "udp" -> UDP;
      case "icmp", "icmpv6" -> OTHER;
      default -> {
        if (!protocol.matches("\\d{1,3}")) {
          throw new IllegalArgumentException("not a protocol");
        }
        yield OTHER;
      }
    };
  }

  /** Whether it covers a port. */
  boolean covers(int otherProtocol, int port) {
    return (protocol == ANY || protocol == otherProtocol) && from <= port && port <= to;
  }

  boolean meets(Ports other) {
    return (protocol == ANY || other.protocol == ANY || protocol == other.protocol)
        && from <= other.to
        && other.from <= to;
  }

  /** What both have, for a protocol that is not {@link #ANY}; they must meet. */
  Ports and(Ports other) {
    int both = protocol == ANY ? other.protocol : protocol;
    return new Ports(both, Math.max(from, other.from), Math.min(to, other.to));
  }

  /** As in {@code 22}, {@code 8000-8100}, {@code all} or {@code 53/udp}. */
  @Override
  public String toString() {
    String range = from == to ? "" + from : from == 0 && to == LAST ? "all" : from + "-" + to;
    return protocol == UDP ? range + "/udp" : range;
  }
}
