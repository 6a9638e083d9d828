// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Observable;
import java.time.Instant;

/**
 * A named fact about an observable, or the reason why it is not known.
 *
 * @param observable what it is about
 * @param fact which fact
 * @param value its value; for an unknown one, why it is unknown
 * @param known whether there is a value
 * @param provider the enricher's name
 * @param time when it was found out
 */
public record Enrichment(
    Observable observable, Fact fact, String value, boolean known, String provider, Instant time) {

  /** Checks for null. */
  public Enrichment {
    requireNonNull(observable, "observable");
    requireNonNull(fact, "fact");
    requireNonNull(value, "value");
    requireNonNull(provider, "provider");
    requireNonNull(time, "time");
  }

  /** What can be known. */
  public enum Fact {
    /** Who answers for it: a team, a person, a queue. */
    OWNER,
    /** {@code LOW}, {@code MEDIUM}, {@code HIGH} or {@code CRITICAL}. */
    CRITICALITY,
    /** {@code prod}, {@code test}, {@code sandbox} … as the inventory says. */
    ENVIRONMENT,
    /** {@code EXPOSED} or {@code NOT_EXPOSED}. */
    EXPOSURE,
    /** {@code root}, {@code admin}, {@code service}, {@code break-glass} … */
    PRIVILEGE,
    /** A list or threat that names it. */
    THREAT,
    /** A known benign service that it belongs to. */
    BENIGN,
    /** No fact in particular: the provider failed altogether. */
    ANY
  }
}
