// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

/**
 * An event that QRadar holds.
 *
 * @param header what all signals have
 * @param qid QRadar's event identifier, -1 if absent
 * @param category the low-level category's name or number, possibly empty
 * @param logSource the log source's name, possibly empty
 * @param magnitude 0 to 10, -1 if absent
 * @param sourcePort 0 to 65535, -1 if absent
 * @param destinationPort 0 to 65535, -1 if absent
 * @param eventCount how many events were coalesced into it, at least 1
 * @param payload what the log source sent, hostile text, possibly empty
 */
public record SiemEvent(
    SignalHeader header,
    long qid,
    String category,
    String logSource,
    int magnitude,
    int sourcePort,
    int destinationPort,
    long eventCount,
    String payload)
    implements Signal {

  /** Checks for null. */
  public SiemEvent {
    requireNonNull(header, "header");
    requireNonNull(category, "category");
    requireNonNull(logSource, "logSource");
    requireNonNull(payload, "payload");
  }

  @Override
  public SignalKind kind() {
    return SignalKind.SIEM_EVENT;
  }

  @Override
  public SiemEvent withHeader(SignalHeader replacement) {
    return new SiemEvent(
        replacement,
        qid,
        category,
        logSource,
        magnitude,
        sourcePort,
        destinationPort,
        eventCount,
        payload);
  }
}
