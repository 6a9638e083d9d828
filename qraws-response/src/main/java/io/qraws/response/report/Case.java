// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichment;
import io.qraws.correlation.incident.Incident;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.policy.Decision;
import io.qraws.scoring.Assessment;
import java.util.Comparator;
import java.util.List;

/**
 * One incident with all that was decided about it.
 *
 * @param incident what belongs together
 * @param enrichments what is known about it
 * @param assessment how it was judged
 * @param title a few words for people, made from text from outside
 * @param summary two to four sentences, made from text from outside; {@code [3]} names the third
 *     signal of the incident
 * @param plan what could be done, best first, each with the gate's answer
 */
public record Case(
    Incident incident,
    List<Enrichment> enrichments,
    Assessment assessment,
    String title,
    String summary,
    List<Step> plan) {

  /** Copies the lists. */
  public Case {
    requireNonNull(incident, "incident");
    enrichments = List.copyOf(enrichments);
    requireNonNull(assessment, "assessment");
    requireNonNull(title, "title");
    requireNonNull(summary, "summary");
    plan = List.copyOf(plan);
  }

  /** By score, highest first; of equal ones that which began earlier, and then by id. */
  public static Comparator<Case> mostUrgentFirst() {
    return Comparator.<Case>comparingInt(one -> -one.assessment().score())
        .thenComparing(one -> one.incident().firstSeen())
        .thenComparing(one -> one.incident().id());
  }

  /**
   * A proposed action and the gate's answer.
   *
   * @param action what could be done
   * @param decision whether it may
   */
  public record Step(ProposedAction action, Decision decision) {
    /** Checks for null. */
    public Step {
      requireNonNull(action, "action");
      requireNonNull(decision, "decision");
    }
  }
}
