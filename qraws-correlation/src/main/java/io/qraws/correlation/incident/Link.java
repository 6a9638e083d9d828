// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static java.util.Objects.requireNonNull;

/**
 * Why two signals of an incident belong together.
 *
 * @param a the earlier signal's id
 * @param b the later signal's id
 * @param reason in words for people; holds text from outside
 * @param weight 0 to 1
 */
public record Link(String a, String b, String reason, double weight) {
  /** Checks the weight. */
  public Link {
    requireNonNull(a, "a");
    requireNonNull(b, "b");
    requireNonNull(reason, "reason");
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must be 0 to 1: " + weight);
    }
  }
}
