// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.enrich.GeoPlace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says where an address is and whose network it is of: {@code GeoEnricher::place} of one that is
 * open, or a table of the caller's own.
 */
@FunctionalInterface
public interface PlaceLookup {
  /**
   * The place of an address.
   *
   * @param address a public one, as a signal shows it
   * @return null or {@link GeoPlace#UNKNOWN} where nothing is known
   * @throws IOException if it can't be looked up; then the place is unknown
   */
  @Nullable GeoPlace place(String address) throws IOException;
}
