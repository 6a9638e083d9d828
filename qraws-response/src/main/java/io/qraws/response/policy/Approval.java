// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A person's consent to one plan.
 *
 * <p>Who makes one has authenticated the person; the gate only checks that it is for this plan and
 * fresh.
 *
 * @param planHash what {@link Gate#planHash} gave for the action that the person saw
 * @param approver who consented
 * @param time when
 */
public record Approval(String planHash, String approver, Instant time) {
  /** Checks for null. */
  public Approval {
    requireNonNull(planHash, "planHash");
    requireNonNull(approver, "approver");
    requireNonNull(time, "time");
  }
}
