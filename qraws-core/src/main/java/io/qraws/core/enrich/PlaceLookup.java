// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says where an address is and whose network it is of: {@link GeoEnricher#place} of one that is
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

  /**
   * What a look-up says of an address; that nothing is known where it fails, or where there is
   * none.
   *
   * @param lookup null where there is none
   * @param address a public one, as a signal shows it
   */
  static GeoPlace told(@Nullable PlaceLookup lookup, String address) {
    try {
      GeoPlace told = lookup == null ? null : lookup.place(address);
      return told == null ? GeoPlace.UNKNOWN : told;
    } catch (IOException e) {
      return GeoPlace.UNKNOWN;
    }
  }
}
