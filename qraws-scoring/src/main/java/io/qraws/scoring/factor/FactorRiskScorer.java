// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichment;
import io.qraws.correlation.incident.Incident;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import io.qraws.scoring.RiskScorer;
import io.qraws.scoring.triage.Triage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The transparent default: factors that add up in log-odds and are shown in points.
 *
 * <p>What is not known adds nothing, is named among the unknowns and lowers the confidence; it
 * never lowers the score. Where values contradict each other, the worst counts. Immutable, and safe
 * for use by many threads.
 */
public final class FactorRiskScorer implements RiskScorer {
  /** The model's name and version, as it stands in {@link Assessment#model}. */
  public static final String MODEL = "factors/2";

  /**
   * Where every incident starts, in log-odds: about 10 of 100, since most that is reported is
   * harmless.
   */
  private static final double BASE = -2.2;

  /** More than these a reader does not keep in mind. */
  private static final int NAMED_IN_RATIONALE = 3;

  private static final List<FactorGroup> GROUPS =
      List.of(
          new SeverityFactors(),
          new AssetFactors(),
          new ActorFactors(),
          new ThreatFactors(),
          new ShapeFactors());

  private final Triage triage;

  private FactorRiskScorer(Triage triage) {
    this.triage = triage;
  }

  /** A scorer with the default thresholds of {@link Triage}. */
  public static FactorRiskScorer create() {
    return create(Triage.standard());
  }

  /**
   * A scorer that leaves disposition and queue to a triage.
   *
   * @param triage with the caller's thresholds
   */
  public static FactorRiskScorer create(Triage triage) {
    return new FactorRiskScorer(requireNonNull(triage, "triage"));
  }

  @Override
  public Assessment assess(Incident incident, List<Enrichment> enrichments) {
    Evidence evidence =
        new Evidence(requireNonNull(incident, "incident"), List.copyOf(enrichments));
    Ledger ledger = new Ledger();
    GROUPS.forEach(group -> group.weigh(evidence, ledger));
    List<Effect> effects =
        ledger.effects().stream().sorted(Comparator.comparing(Effect::factor)).toList();
    Attribution points =
        Attribution.of(
            new Effect(Factor.BASE, BASE, "every incident starts here: most are harmless"),
            effects);
    return new Assessment(
        points.score(),
        Confidence.of(incident, ledger.knownShare()),
        points.contributions(),
        rationale(points, ledger.unknowns().size()),
        triage.disposition(points.score(), incident),
        triage.queue(incident, enrichments),
        ledger.unknowns(),
        MODEL);
  }

  private static String rationale(Attribution points, int unknowns) {
    String largest =
        points.contributions().stream()
            .filter(c -> !c.factor().equals(Factor.BASE.label()) && c.points() != 0)
            .limit(NAMED_IN_RATIONALE)
            .map(FactorRiskScorer::words)
            .collect(Collectors.joining("; "));
    String first =
        String.format(Locale.ROOT, "%.2f of 100 points. ", points.score() / 100.0)
            + (largest.isEmpty()
                ? "Nothing speaks for or against it"
                : "What counts most: " + largest)
            + ".";
    return unknowns == 0
        ? first
        : first + " " + unknowns + (unknowns == 1 ? " input is" : " inputs are") + " unknown.";
  }

  private static String words(Contribution contribution) {
    Factor factor = Factor.valueOf(contribution.factor().toUpperCase(Locale.ROOT));
    String verb = contribution.points() > 0 ? " raises it by " : " lowers it by ";
    String by = String.format(Locale.ROOT, "%.2f", Math.abs(contribution.points()) / 100.0);
    return factor.words() + verb + by + " (" + contribution.reason() + ")";
  }
}
