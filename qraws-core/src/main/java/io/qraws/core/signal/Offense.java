// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A QRadar offense.
 *
 * @param header what all signals have; the time is {@code start_time}, the severity the magnitude
 *     times ten
 * @param number QRadar's own id
 * @param status {@code OPEN}, {@code HIDDEN} or {@code CLOSED}; empty if absent
 * @param magnitude 0 to 10, -1 if absent
 * @param credibility 0 to 10, -1 if absent
 * @param relevance 0 to 10, -1 if absent
 * @param offenseSeverity 0 to 10, -1 if absent
 * @param offenseType the id in {@code /siem/offense_types}, -1 if absent
 * @param offenseSource the value it is indexed by, possibly empty
 * @param lastUpdated when the last event came
 * @param eventCount -1 if absent
 * @param categories low-level category names
 * @param assignedTo the analyst, or null
 */
public record Offense(
    SignalHeader header,
    long number,
    String status,
    int magnitude,
    int credibility,
    int relevance,
    int offenseSeverity,
    int offenseType,
    String offenseSource,
    Instant lastUpdated,
    long eventCount,
    List<String> categories,
    @Nullable String assignedTo)
    implements Signal {

  /** Checks the magnitude and copies the list. */
  public Offense {
    requireNonNull(header, "header");
    requireNonNull(status, "status");
    requireNonNull(offenseSource, "offenseSource");
    requireNonNull(lastUpdated, "lastUpdated");
    if (magnitude < -1 || magnitude > 10) {
      throw new IllegalArgumentException("magnitude must be 0 to 10, or -1: " + magnitude);
    }
    categories = List.copyOf(categories);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.OFFENSE;
  }

  @Override
  public Offense withHeader(SignalHeader replacement) {
    return new Offense(
        replacement,
        number,
        status,
        magnitude,
        credibility,
        relevance,
        offenseSeverity,
        offenseType,
        offenseSource,
        lastUpdated,
        eventCount,
        categories,
        assignedTo);
  }
}
