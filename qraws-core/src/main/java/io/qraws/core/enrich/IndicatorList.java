// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

/**
 * A list that indicators come from.
 *
 * @param name as an analyst knows it; never blank
 * @param benign true for an allow list, whose entries are known to be harmless; false for a list of
 *     threats
 */
public record IndicatorList(String name, boolean benign) {

  /** Refuses a blank name. */
  public IndicatorList {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("a list needs a name");
    }
  }

  /**
   * A list of threats.
   *
   * @param name as an analyst knows it
   */
  public static IndicatorList threat(String name) {
    return new IndicatorList(name, false);
  }

  /**
   * An allow list.
   *
   * @param name as an analyst knows it
   */
  public static IndicatorList benign(String name) {
    return new IndicatorList(name, true);
  }
}
