// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What may have happened besides, and how to find out.
 *
 * @param hunt what is looked for, with the claim and what confirms or refutes it
 * @param likelihood over 0 to 1, for ranking; ours, and no probability that was measured
 * @param reasons why it is ranked so, in words for people
 * @param about the values of the incident that the queries look for, most often shown first, at
 *     most 5; text from outside
 * @param queries one for each dialect that can be asked; empty where {@code gaps} says why
 * @param gaps why a dialect has no query, in words for people
 */
public record Hypothesis(
    Hunt hunt,
    double likelihood,
    List<String> reasons,
    List<String> about,
    List<HuntQuery> queries,
    List<String> gaps) {
  /** Copies the lists. */
  public Hypothesis {
    requireNonNull(hunt, "hunt");
    if (!(likelihood > 0 && likelihood <= 1)) {
      throw new IllegalArgumentException("likelihood must be over 0 to 1: " + likelihood);
    }
    reasons = List.copyOf(reasons);
    about = List.copyOf(about);
    queries = List.copyOf(queries);
    gaps = List.copyOf(gaps);
  }

  /** The claim, in words for people. */
  public String claim() {
    return hunt.claim();
  }
}
