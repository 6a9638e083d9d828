// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.correlation.identity.LinkKey;
import java.util.List;
import java.util.Locale;

/** What two signals share, in words for people. */
final class Reasons {
  private Reasons() {}

  /** {@code both show address 203.0.113.9 and user ann}; empty for nothing. */
  static String shown(List<LinkKey> shared) {
    if (shared.isEmpty()) {
      return "";
    }
    StringBuilder reason = new StringBuilder("both show ");
    for (int i = 0; i < shared.size(); i++) {
      LinkKey key = shared.get(i);
      reason
          .append(i == 0 ? "" : i == shared.size() - 1 ? " and " : ", ")
          .append(
              switch (key.kind()) {
                case IP -> "address";
                case ACCESS_KEY -> "access key";
                case FILE_HASH -> "file hash";
                default -> key.kind().name().toLowerCase(Locale.ROOT);
              })
          .append(' ')
          .append(key.value());
    }
    return reason.toString();
  }
}
