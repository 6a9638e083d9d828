// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import org.jspecify.annotations.Nullable;

/**
 * What is known of where an address is and whose it is. Names come from a file of somebody else's:
 * escape them where they are shown.
 *
 * @param country two letters as ISO 3166-1 has them, or null
 * @param city its English name, or null
 * @param point where, or null
 * @param network the number of the autonomous system, or null
 * @param organisation who runs that, or null
 * @param relay whether it is an address of a VPN, a proxy, Tor or a hosting provider, behind which
 *     people are elsewhere; null if unknown
 */
public record GeoPlace(
    @Nullable String country,
    @Nullable String city,
    @Nullable GeoPoint point,
    @Nullable Long network,
    @Nullable String organisation,
    @Nullable Boolean relay) {

  /** Nothing is known. */
  public static final GeoPlace UNKNOWN = new GeoPlace(null, null, null, null, null, null);
}
