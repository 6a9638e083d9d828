// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.correlation.incident.Tactic;
import org.jspecify.annotations.Nullable;

/** How much an activity that nobody judged weighs, in log-odds. */
final class Activity {
  /** The most telling call there is weighs as much as a medium finding near its top. */
  private static final double MOST = 2.0;

  /** Half as telling is more than half as bad: 0.5 weighs as much as the lowest medium finding. */
  private static final double CURVE = 0.75;

  /** Something was done, after all. */
  private static final double LEAST = 0.1;

  private Activity() {}

  /** The weight of an API call that is so telling here, 0 to 1. */
  static double of(double salience) {
    return Math.max(LEAST, MOST * Math.pow(salience, CURVE));
  }

  /** The weight of a tactic: how far along an attacker is, and how seldom others do the like. */
  static double of(@Nullable Tactic tactic) {
    if (tactic == null) {
      return 0.1;
    }
    return switch (tactic) {
      case DISCOVERY, RECONNAISSANCE, RESOURCE_DEVELOPMENT -> 0.4;
      case INITIAL_ACCESS, EXECUTION -> 0.7;
      case LATERAL_MOVEMENT, COLLECTION -> 0.9;
      case DEFENSE_EVASION -> 1.0;
      case PERSISTENCE -> 1.1;
      case CREDENTIAL_ACCESS, PRIVILEGE_ESCALATION -> 1.2;
      case COMMAND_AND_CONTROL, EXFILTRATION, IMPACT -> 1.4;
    };
  }
}
