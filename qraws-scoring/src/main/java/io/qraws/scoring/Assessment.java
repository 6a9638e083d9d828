// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A judgement of one incident.
 *
 * @param score in hundredths of a point, 0 to 10000: a score of 82.50 is 8250
 * @param confidence 0 to 1: how much of what matters was known
 * @param contributions what adds up to the score, largest effect first
 * @param rationale the judgement in a sentence or two
 * @param disposition what is done with it
 * @param queue who looks at it
 * @param unknowns what was not known and would have mattered, in words
 * @param model which scorer, and its version
 */
public record Assessment(
    int score,
    double confidence,
    List<Contribution> contributions,
    String rationale,
    Disposition disposition,
    String queue,
    List<String> unknowns,
    String model) {

  /** Checks the ranges, and that the contributions add up to the score. */
  public Assessment {
    if (score < 0 || score > 10_000) {
      throw new IllegalArgumentException("score must be 0 to 10000 hundredths: " + score);
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1: " + confidence);
    }
    contributions = List.copyOf(contributions);
    int sum = contributions.stream().mapToInt(Contribution::points).sum();
    if (sum != score) {
      throw new IllegalArgumentException("contributions add up to " + sum + ", not to " + score);
    }
    requireNonNull(rationale, "rationale");
    requireNonNull(disposition, "disposition");
    requireNonNull(queue, "queue");
    unknowns = List.copyOf(unknowns);
    requireNonNull(model, "model");
  }
}
