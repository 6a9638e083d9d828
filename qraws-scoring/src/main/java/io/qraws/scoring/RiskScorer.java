// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring;

import io.qraws.core.enrich.Enrichment;
import io.qraws.correlation.incident.Incident;
import java.util.List;

/**
 * Judges how much an incident matters to the business.
 *
 * <p>Implementations are safe for use by many threads and deterministic: the same incident with the
 * same enrichments has the same assessment.
 */
public interface RiskScorer {
  /**
   * Judges an incident.
   *
   * @param incident what belongs together
   * @param enrichments what is known about its observables; an unknown one names why
   */
  Assessment assess(Incident incident, List<Enrichment> enrichments);
}
