// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.enrich.IpRange;
import java.util.Optional;

/** The network around a public address: its /24, or its /48 in IPv6. */
final class SourceNetwork {
  private SourceNetwork() {}

  /** The network as {@code 203.0.113.0/24}; nothing for a private address, or for other text. */
  static Optional<String> of(String address) {
    IpRange parsed = address.indexOf('/') < 0 ? IpRange.parse(address) : null;
    if (parsed == null) {
      return Optional.empty();
    }
    int first = parsed.word(0);
    // RFC 4291 and 4193: what is assigned to networks on the internet is in 2000::/3.
    boolean unshared = parsed.words() == 1 ? inside(first) : first >>> 29 != 1;
    return unshared ? Optional.empty() : Optional.of(parsed.around());
  }

  /**
   * Source: RFC 1918, private networks; RFC 6598, what carriers share among their customers; RFC
   * 1122, loopback and this network; RFC 3927, link-local; RFC 5771 and 1112, multicast and
   * reserved.
   */
  private static boolean inside(int address) {
    int first = address >>> 24;
    int second = address >>> 16 & 255;
    return first == 10
        || (first == 172 && second >> 4 == 1)
        || (first == 192 && second == 168)
        || (first == 100 && second >> 6 == 1)
        || first == 0
        || first == 127
        || (first == 169 && second == 254)
        || first >= 224;
  }
}
