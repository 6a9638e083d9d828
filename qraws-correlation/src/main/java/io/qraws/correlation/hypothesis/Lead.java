// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Signal;
import java.util.List;

/**
 * Weak signals of one subject that belong to no incident, and what they may be part of.
 *
 * @param subject whom or what they have in common: an identity's id where identities are resolved,
 *     else the observable's kind, a colon and its value; text from outside
 * @param weight how much they tell together, over 0 to 1; ours, for ranking
 * @param reasons why, in words for people
 * @param signals the most telling ones, in order of time, at most 50
 * @param hypotheses likeliest first; their likelihood is that of an incident of these signals
 */
public record Lead(
    String subject,
    double weight,
    List<String> reasons,
    List<Signal> signals,
    List<Hypothesis> hypotheses) {
  /** Copies the lists. */
  public Lead {
    requireNonNull(subject, "subject");
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must be over 0 to 1: " + weight);
    }
    reasons = List.copyOf(reasons);
    signals = List.copyOf(signals);
    hypotheses = List.copyOf(hypotheses);
  }
}
