// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;

/**
 * How sure a judgement is: what was known, who agrees, and how firmly the signals hold together.
 */
final class Confidence {
  /** Even with nothing known the signal itself was seen. */
  private static final double SEEN = 0.2;

  /** What was known of the asset and the actor matters most. */
  private static final double KNOWN = 0.45;

  /** Independent producers that agree come next. */
  private static final double AGREED = 0.35;

  /** Weak links may join what does not belong together, and so take up to half away. */
  private static final double LINKS = 0.5;

  private Confidence() {}

  /**
   * From 0 to 1, in hundredths.
   *
   * @param incident what is judged
   * @param knownShare the share of the inputs that mattered and were known
   */
  static double of(Incident incident, double knownShare) {
    long producers = incident.signals().stream().map(Confidence::producer).distinct().count();
    double agreed = 1 - Math.pow(0.5, (double) producers);
    double links = incident.links().stream().mapToDouble(Link::weight).average().orElse(1);
    double sure = (SEEN + KNOWN * knownShare + AGREED * agreed) * (1 - LINKS + LINKS * links);
    return Math.round(sure * 100) / 100.0;
  }

  private static String producer(Signal signal) {
    if (signal instanceof Finding finding) {
      return "finding " + Text.lower(finding.product());
    }
    // Offenses, events and flows are three views of one QRadar, not three witnesses.
    return Incident.fromQradar(signal) ? "qradar" : signal.format().label();
  }
}
