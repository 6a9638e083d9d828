// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import java.util.List;
import java.util.stream.Collectors;

/** What the incident looks like as a whole. */
final class ShapeFactors implements FactorGroup {
  /** Two independent systems rarely err about the same thing. */
  private static final double CROSS_ENVIRONMENT = 0.6;

  /** Each further stage makes an attack likelier than a coincidence. */
  private static final double PER_STAGE = 0.4;

  /** Beyond five stages nobody doubts any more. */
  private static final double CHAIN_MAX = 1.6;

  /** A repetition is a weak sign; ten times the count adds a tenth of a band. */
  private static final double PER_DECADE = 0.1;

  /** Noisy rules repeat without end, so volume stays small. */
  private static final double VOLUME_MAX = 0.3;

  @Override
  public void weigh(Evidence evidence, Ledger ledger) {
    weighSides(evidence, ledger);
    List<Tactic> stages = evidence.incident().stages();
    int distinct = (int) stages.stream().distinct().count();
    if (distinct > 1) {
      ledger.add(
          Factor.CHAIN_DEPTH,
          Math.min(CHAIN_MAX, PER_STAGE * (distinct - 1)),
          distinct
              + " stages: "
              + stages.stream().distinct().map(Tactic::title).collect(Collectors.joining(", ")));
    }
    weighVolume(evidence, ledger);
  }

  /** Each side must have seen something that counts by itself, or the other is only near by. */
  private static void weighSides(Evidence evidence, Ledger ledger) {
    double aws = 0;
    double qradar = 0;
    for (Signal signal : evidence.signals()) {
      double own = SeverityFactors.total(evidence, signal);
      if (Incident.fromQradar(signal)) {
        qradar = Math.max(qradar, own);
      } else {
        aws = Math.max(aws, own);
      }
    }
    double weaker = Math.min(1, Math.min(aws, qradar) / SeverityFactors.MEDIUM);
    if (weaker > 0) {
      ledger.add(
          Factor.CROSS_ENVIRONMENT,
          CROSS_ENVIRONMENT * weaker,
          "AWS and QRadar both saw it"
              + (weaker < 1 ? ", though one of them nothing serious by itself" : ""));
    }
  }

  private static void weighVolume(Evidence evidence, Ledger ledger) {
    double seen = 0;
    for (Signal signal : evidence.signals()) {
      seen += count(signal);
    }
    if (seen > 1) {
      ledger.add(
          Factor.VOLUME,
          Math.min(VOLUME_MAX, PER_DECADE * Math.log10(seen)),
          "seen " + (long) seen + " times");
    }
  }

  private static long count(Signal signal) {
    if (signal instanceof Finding finding) {
      try {
        String count = finding.attributes().getOrDefault(Finding.Attributes.COUNT, "1");
        return Math.max(1, Long.parseLong(count.strip()));
      } catch (NumberFormatException e) {
        return 1;
      }
    }
    if (signal instanceof Offense offense) {
      return Math.max(1, offense.eventCount());
    }
    return signal instanceof SiemEvent event ? Math.max(1, event.eventCount()) : 1;
  }
}
