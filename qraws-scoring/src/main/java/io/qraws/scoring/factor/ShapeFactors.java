// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
          Math.min(CHAIN_MAX, PER_STAGE * (distinct - 1) * judged(evidence, distinct)),
          distinct
              + " stages: "
              + stages.stream().distinct().map(Tactic::title).collect(Collectors.joining(", ")));
    }
    weighPatterns(evidence, ledger);
    weighVolume(evidence, ledger);
  }

  /** The most telling pattern counts, and the others are only counted: they often overlap. */
  private static void weighPatterns(Evidence evidence, Ledger ledger) {
    Set<String> counting = evidence.signals().stream().map(Signal::key).collect(Collectors.toSet());
    List<SignalPattern> matched =
        evidence.incident().patterns().stream()
            .filter(match -> match.signals().stream().anyMatch(s -> counting.contains(s.key())))
            .map(PatternMatch::pattern)
            .distinct()
            .sorted(Comparator.comparing(SignalPattern::level).reversed())
            .toList();
    if (!matched.isEmpty() && pattern(matched.get(0).level()) > 0) {
      SignalPattern first = matched.get(0);
      ledger.add(
          Factor.PATTERN,
          pattern(first.level()),
          "matches the "
              + first.level().name().toLowerCase(Locale.ROOT)
              + " pattern “"
              + Text.line(first.title())
              + "”"
              + (matched.size() == 1 ? "" : " and " + (matched.size() - 1) + " more"));
    }
  }

  /**
   * What a level weighs in log-odds: Sigma's medium about as much as a further stage, high as much
   * as two systems that both saw it and more, critical nearly as much as a whole chain.
   */
  private static double pattern(SignalPattern.Level level) {
    return switch (level) {
      case INFORMATIONAL -> 0;
      case LOW -> 0.2;
      case MEDIUM -> 0.5;
      case HIGH -> 0.9;
      case CRITICAL -> 1.4;
    };
  }

  /** Stages that only calls show, which nobody judged, count half. */
  private static double judged(Evidence evidence, int distinct) {
    Set<Tactic> onlyCalls = EnumSet.noneOf(Tactic.class);
    Set<Tactic> others = EnumSet.noneOf(Tactic.class);
    for (Signal signal : evidence.incident().signals()) {
      Tactic tactic = evidence.incident().tactics().get(signal.id());
      if (tactic != null) {
        (signal.kind() == SignalKind.API_CALL ? onlyCalls : others).add(tactic);
      }
    }
    onlyCalls.removeAll(others);
    return 1 - 0.5 * Math.min(onlyCalls.size(), distinct) / distinct;
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
