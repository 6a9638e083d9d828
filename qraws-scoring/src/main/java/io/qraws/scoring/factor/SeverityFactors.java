// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.incident.Tactic;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad the signals are, whether they still stand, and whether anything happened at all. */
final class SeverityFactors implements FactorGroup {
  /*
   * Log-odds by severity, straight between the points. The steps at 40, 70 and 90 are where the
   * bands begin: a producer's word for a band means more than a point within it.
   */
  private static final int[] LEVELS = {0, 1, 39, 40, 69, 70, 89, 90, 100};

  /** What the lowest medium severity weighs. */
  static final double MEDIUM = 1.2;

  private static final double[] LOG_ODDS = {0.0, 0.3, 1.0, MEDIUM, 2.1, 2.45, 2.8, 3.2, 3.4};

  /** A severity that nobody can read counts as the middle of medium: unknown is not low. */
  private static final int UNKNOWN_COUNTS_AS = 50;

  /** Below this, a further signal is background and adds nothing. */
  private static final double SERIOUS = 1.0;

  /** One further high signal adds about a quarter of a band; more add ever less. */
  private static final double FURTHER = 0.3;

  /** Many signals never count for more than one step between bands. */
  private static final double FURTHER_MAX = 0.9;

  /** Each factor of ten in improbability; a chance of 1 in 1,000 is then about medium. */
  private static final double ANOMALY_PER_DECADE = 0.35;

  /** An anomaly alone never weighs more than a medium finding. */
  private static final double ANOMALY_MAX = 1.6;

  /**
   * An event is a line of a log with the weight of its kind, not a judgement: what QRadar's rules
   * make of it is the offense.
   */
  private static final double LOG_LINE = 0.5;

  /** Nothing happened yet: a door stands open, and nobody was seen at it. */
  private static final double POSTURE = -1.2;

  private static final int MAX_NAMED = 2;

  @Override
  public void weigh(Evidence evidence, Ledger ledger) {
    List<Signal> signals = evidence.incident().signals();
    double worst = Double.NEGATIVE_INFINITY;
    Signal leader = signals.get(0);
    for (Signal signal : signals) {
      double total = total(evidence, signal);
      if (total > worst) {
        worst = total;
        leader = signal;
      }
    }
    double further = 0;
    for (Signal signal : signals) {
      double total = total(evidence, signal);
      if (signal != leader && total >= SERIOUS) {
        further += total / own(LEVELS[5]);
      }
    }
    double more = Math.min(FURTHER_MAX, FURTHER * Math.log1p(further) / Math.log(2));
    double own = own(leader, evidence.incident().tactics().get(leader.id()));
    ledger.add(Factor.SEVERITY, own + more, reason(leader, more > 0));
    Standing standing = Standing.of(leader);
    ledger.add(Factor.STATE, standing.logOdds(), "the most serious signal " + standing.words());
    if (posture(leader)) {
      ledger.add(
          Factor.POSTURE,
          POSTURE,
          "what counts most is how things are set up; nobody was seen making use of it");
    }
    nameUnknown(evidence, ledger);
  }

  /** What a signal weighs as it stands. */
  static double total(Evidence evidence, Signal signal) {
    return own(signal, evidence.incident().tactics().get(signal.id()))
        + Standing.of(signal).logOdds()
        + (posture(signal) ? POSTURE : 0);
  }

  /** Whether a signal tells how something is set up, and not what was done. */
  private static boolean posture(Signal signal) {
    return signal.kind() == SignalKind.CONFIG_CHANGE
        || (signal instanceof Finding finding
            && (finding.control() != null
                || finding.attributes().containsKey(Finding.Attributes.COMPLIANCE)
                || finding.observables().stream()
                    .anyMatch(o -> o.kind() == ObservableKind.VULNERABILITY)));
  }

  private static void nameUnknown(Evidence evidence, Ledger ledger) {
    List<Signal> unknown =
        evidence.signals().stream().filter(signal -> !signal.severity().known()).toList();
    if (unknown.size() < Math.max(1, evidence.signals().size())) {
      ledger.known();
    }
    unknown.stream()
        .limit(MAX_NAMED)
        .forEach(
            signal ->
                ledger.unknown(
                    "severity of "
                        + Text.line(signal.id())
                        + " is unknown: the producer gave none; it counts as medium"));
  }

  /** What a signal weighs for itself. */
  static double own(Signal signal, @Nullable Tactic tactic) {
    double judged = own(level(signal.severity()));
    return switch (signal.kind()) {
      case FINDING, OFFENSE -> judged;
      case API_CALL -> Math.max(judged, Operations.of((ApiCall) signal, tactic));
      case SIEM_EVENT ->
          Math.max(LOG_LINE * Math.max(judged, own((SiemEvent) signal)), Operations.of(tactic));
      case ANOMALY -> Math.max(judged, own((Anomaly) signal));
      case NETWORK_FLOW, CONFIG_CHANGE -> Math.max(judged, Operations.of(tactic));
    };
  }

  private static double own(SiemEvent event) {
    return own(Math.min(100, Math.max(0, event.magnitude() * 10)));
  }

  private static double own(Anomaly anomaly) {
    double decades = -Math.log10(Math.max(anomaly.probability(), 1e-9));
    return Math.min(ANOMALY_MAX, Math.max(0, ANOMALY_PER_DECADE * decades));
  }

  private static int level(Severity severity) {
    return severity.known() ? severity.normalized() : UNKNOWN_COUNTS_AS;
  }

  private static double own(int level) {
    for (int at = 1; at < LEVELS.length; at++) {
      if (level <= LEVELS[at]) {
        double along = (double) (level - LEVELS[at - 1]) / (LEVELS[at] - LEVELS[at - 1]);
        return LOG_ODDS[at - 1] + along * (LOG_ODDS[at] - LOG_ODDS[at - 1]);
      }
    }
    return LOG_ODDS[LOG_ODDS.length - 1];
  }

  private static String reason(Signal leader, boolean further) {
    String who =
        leader instanceof Finding finding
            ? Text.line(finding.product())
            : leader.kind().label().replace('_', ' ');
    String name =
        leader instanceof ApiCall call && leader.title().isEmpty()
            ? Text.line(call.operation())
            : Text.line(leader.title().isEmpty() ? leader.id() : leader.title());
    String more = further ? ", and further serious signals" : "";
    return band(leader.severity()) + " " + who + " “" + name + "”" + more;
  }

  private static String band(Severity severity) {
    if (!severity.known()) {
      return "unknown severity, counted as medium:";
    }
    if (severity.equals(Severity.NONE)) {
      return "activity that nobody judged:";
    }
    int level = severity.normalized();
    String word = level >= 90 ? "CRITICAL" : level >= 70 ? "HIGH" : level >= 40 ? "MEDIUM" : "LOW";
    return (level == 0 ? "INFORMATIONAL" : word).toLowerCase(Locale.ROOT);
  }
}
