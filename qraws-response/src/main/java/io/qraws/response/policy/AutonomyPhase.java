// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import java.util.Locale;

/** How much the gate may let pass, from nothing upwards. */
public enum AutonomyPhase {
  /** Nothing is started; decisions are only recorded. */
  OBSERVE,
  /** Nothing is started; actions are shown to people. */
  RECOMMEND,
  /** Each action needs a person's fresh approval of exactly this plan. */
  APPROVE,
  /** Reversible actions need no person; the others need an approval. */
  AUTONOMOUS;

  /** The name as it stands in files and policies: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
