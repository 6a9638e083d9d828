// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import io.qraws.core.enrich.GeoPlace;
import io.qraws.core.enrich.IpRange;
import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a call came from and by what program.
 *
 * @param network {@code AS64500}, {@code 203.0.113.0/24}, a /48 of IPv6; {@code AWS} where a
 *     service called
 * @param country two letters, or null if unknown
 * @param agent the program without its version
 */
record Origin(String network, @Nullable String country, String agent) {
  private static final int LONGEST_AGENT = 40;

  static Origin of(ApiCall call, @Nullable PlaceLookup places) {
    String agent = agent(call);
    for (Observable shown : call.observables()) {
      if (shown.kind() == ObservableKind.IP && shown.role() == Role.SOURCE) {
        GeoPlace place = PlaceLookup.told(places, shown.value());
        String network = place.network() == null ? prefix(shown.value()) : "AS" + place.network();
        return new Origin(network, place.country(), agent);
      }
    }
    return new Origin("AWS", null, agent);
  }

  void tell(Map<Feature, String> values) {
    values.put(Feature.NETWORK, network);
    values.put(Feature.AGENT, agent);
    if (country != null) {
      values.put(Feature.COUNTRY, country);
    }
  }

  /** The network around an address; the text itself if it is none. */
  private static String prefix(String address) {
    IpRange parsed = address.indexOf('/') < 0 ? IpRange.parse(address) : null;
    return parsed == null ? address : parsed.around();
  }

  static String agent(ApiCall call) {
    String text =
        call.userAgent().startsWith("[") ? call.userAgent().substring(1) : call.userAgent();
    if (text.startsWith("Mozilla/")) {
      return "browser";
    }
    int end = 0;
    while (end < text.length() && end < LONGEST_AGENT && "/ #(;]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end == 0 ? "none" : text.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
