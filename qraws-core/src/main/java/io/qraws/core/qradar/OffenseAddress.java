// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source or local destination of offenses.
 *
 * @param id in {@link QradarOffense#sourceAddressIds} or {@link
 *     QradarOffense#localDestinationAddressIds}
 * @param ip as QRadar writes it
 * @param network in QRadar's network hierarchy; possibly empty
 * @param magnitude 0 to 10, or -1 if unknown
 * @param offenseIds the offenses with it, as far as the token may see them
 * @param firstSeen the first event or flow
 * @param lastSeen the last event or flow
 * @param domainId without domains, 0 or null
 */
public record OffenseAddress(
    long id,
    String ip,
    String network,
    int magnitude,
    List<Long> offenseIds,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen,
    @Nullable Long domainId) {

  /** Copies the list. */
  public OffenseAddress {
    offenseIds = List.copyOf(offenseIds);
  }
}
