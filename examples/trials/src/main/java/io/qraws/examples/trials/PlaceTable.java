// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.enrich.GeoPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the addresses of an invented day are. The company is in Germany, its machines and runners
 * are at a cloud provider, and outside addresses are spread over some providers in some countries,
 * so that attackers who have nothing to do with each other share both.
 */
final class PlaceTable {
  private static final GeoPlace OFFICE = place("DE", 64_496, "Example Office", null);
  private static final GeoPlace CLOUD = place("DE", 64_497, "Example Cloud", true);
  private static final GeoPlace HOMES = place("DE", 64_499, "Example Telecom", null);
  private static final List<String> COUNTRIES =
      List.of("DE", "US", "NL", "FR", "BR", "IN", "VN", "US", "PL", "DE");
  private static final int PROVIDERS = 20;
  private static final int RELAYS = 5;

  private final Map<String, GeoPlace> known = new HashMap<>();

  private static GeoPlace place(
      String country, long network, String who, @Nullable Boolean isRelay) {
    return new GeoPlace(country, null, null, network, who, isRelay);
  }

  /** Puts an address where nobody else is. */
  void put(String address, String country, long network) {
    known.put(address, place(country, network, "Example Hosting " + country, null));
  }

  /** The place of a public address. */
  GeoPlace of(String address) {
    GeoPlace own = known.get(address);
    if (own != null) {
      return own;
    }
    int last = Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    if (address.startsWith("198.51.100.")) {
      return last < 100 ? OFFICE : CLOUD;
    }
    if (address.startsWith("203.0.113.") && last < 200) {
      return HOMES;
    }
    int provider = last % PROVIDERS;
    String country = COUNTRIES.get(provider % COUNTRIES.size());
    return place(country, 64_512 + provider, "Example Provider " + provider, provider < RELAYS);
  }
}
