// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One flow record, from VPC Flow Logs or QRadar.
 *
 * @param header what all signals have; the time is the start
 * @param sourceAddress or null if the record holds none (NODATA, SKIPDATA)
 * @param sourcePort 0 to 65535, -1 if absent
 * @param destinationAddress or null
 * @param destinationPort 0 to 65535, -1 if absent
 * @param protocol the IANA number, -1 if absent
 * @param packets -1 if absent
 * @param bytes -1 if absent
 * @param end when the interval ended
 * @param action {@code ACCEPT} or {@code REJECT}, or empty
 * @param status {@code OK}, {@code NODATA}, {@code SKIPDATA}, or empty
 * @param networkInterface {@code eni-…}, or null
 */
public record NetworkFlow(
    SignalHeader header,
    @Nullable String sourceAddress,
    int sourcePort,
    @Nullable String destinationAddress,
    int destinationPort,
    int protocol,
    long packets,
    long bytes,
    Instant end,
    String action,
    String status,
    @Nullable String networkInterface)
    implements Signal {

  /** Checks the ports. */
  public NetworkFlow {
    requireNonNull(header, "header");
    requireNonNull(end, "end");
    requireNonNull(action, "action");
    requireNonNull(status, "status");
    checkPort(sourcePort);
    checkPort(destinationPort);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.NETWORK_FLOW;
  }

  @Override
  public NetworkFlow withHeader(SignalHeader replacement) {
    return new NetworkFlow(
        replacement,
        sourceAddress,
        sourcePort,
        destinationAddress,
        destinationPort,
        protocol,
        packets,
        bytes,
        end,
        action,
        status,
        networkInterface);
  }

  private static void checkPort(int port) {
    if (port < -1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, or -1: " + port);
    }
  }
}
