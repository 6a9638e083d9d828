// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Signal;

/** Whether a signal still stands, and what it costs if it does not, in log-odds. */
enum Standing {
  /** It stands, or it happened and cannot be undone. */
  LIVE(0, "stands"),
  /** Somebody looked away on purpose; it is still evidence, so it falls by one band only. */
  SUPPRESSED(-1.0, "is suppressed"),
  /** Put away by the producer, often by age or by rule, without saying that it was wrong. */
  ARCHIVED(-1.5, "is archived"),
  /** An analyst finished with the offense. */
  CLOSED(-1.5, "is closed"),
  /** The cause is said to be gone. */
  RESOLVED(-2.0, "is resolved"),
  /** Made up by the producer for trying out: no other factor together outweighs it. */
  SAMPLE(-14.0, "is a sample"),
  /** A control that passed says that all is well: the strongest relief of all. */
  PASSED(-15.0, "is a control that passed");

  private final double logOdds;
  private final String words;

  Standing(double logOdds, String words) {
    this.logOdds = logOdds;
    this.words = words;
  }

  double logOdds() {
    return logOdds;
  }

  String words() {
    return words;
  }

  /** Whether the signal says anything about the world at all. */
  boolean evidence() {
    return this != SAMPLE && this != PASSED;
  }

  static Standing of(Signal signal) {
    if (signal instanceof Finding finding) {
      return of(finding);
    }
    if (signal instanceof Offense offense) {
      return switch (Text.lower(offense.status())) {
        case "closed" -> CLOSED;
        case "hidden" -> SUPPRESSED;
        default -> LIVE;
      };
    }
    return LIVE;
  }

  private static Standing of(Finding finding) {
    if (finding.sample()) {
      return SAMPLE;
    }
    if ("PASSED".equalsIgnoreCase(finding.attributes().get(Finding.Attributes.COMPLIANCE))) {
      return PASSED;
    }
    return switch (finding.state()) {
      case ACTIVE -> LIVE;
      case SUPPRESSED -> SUPPRESSED;
      case RESOLVED -> RESOLVED;
      case ARCHIVED -> ARCHIVED;
    };
  }
}
