// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring;

import static java.util.Objects.requireNonNull;

/**
 * What one factor added to a score or took from it.
 *
 * @param factor a constant name, such as {@code severity}
 * @param points in hundredths of a point, positive or negative; they add up exactly to the score
 * @param reason in words for people; may hold text from outside
 */
public record Contribution(String factor, int points, String reason) {
  /** Checks for null. */
  public Contribution {
    requireNonNull(factor, "factor");
    requireNonNull(reason, "reason");
  }
}
