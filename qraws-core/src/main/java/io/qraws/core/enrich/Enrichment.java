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
 * @param detail what the value rests on, such as the path that makes a host reachable; often empty
 * @param known whether there is a value
 * @param provider the enricher's name
 * @param time when it was found out
 * @param freshUntil until when it may be taken for true without a further look; after that it is
 *     stale, and told only because nothing newer was at hand. Not before {@code time}
 */
public record Enrichment(
    Observable observable,
    Fact fact,
    String value,
    String detail,
    boolean known,
    String provider,
    Instant time,
    Instant freshUntil) {

  /**
   * Checks for null.
   *
   * @throws IllegalArgumentException if it is stale before it was found out
   */
  public Enrichment {
    requireNonNull(observable, "observable");
    requireNonNull(fact, "fact");
    requireNonNull(value, "value");
    requireNonNull(detail, "detail");
    requireNonNull(provider, "provider");
    requireNonNull(time, "time");
    if (requireNonNull(freshUntil, "freshUntil").isBefore(time)) {
      throw new IllegalArgumentException("freshUntil must not be before " + time);
    }
  }

  /**
   * A fact that says no more than its value and holds for the moment at which it was found out.
   *
   * @param observable what it is about
   * @param fact which fact
   * @param value its value; for an unknown one, why it is unknown
   * @param known whether there is a value
   * @param provider the enricher's name
   * @param time when it was found out
   */
  public Enrichment(
      Observable observable,
      Fact fact,
      String value,
      boolean known,
      String provider,
      Instant time) {
    this(observable, fact, value, "", known, provider, time, time);
  }

  /**
   * The same with what its value rests on.
   *
   * @param replacement the detail, possibly empty
   */
  public Enrichment withDetail(String replacement) {
    return new Enrichment(observable, fact, value, replacement, known, provider, time, freshUntil);
  }

  /**
   * The same with another end of its freshness, which is never set before {@link #time()}.
   *
   * @param replacement until when it may be taken for true
   */
  public Enrichment withFreshUntil(Instant replacement) {
    Instant end = replacement.isBefore(time) ? time : replacement;
    return new Enrichment(observable, fact, value, detail, known, provider, time, end);
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
    /**
     * What an actor is: {@code root}, {@code iam-user}, {@code role}, {@code federated}, {@code
     * service-linked} or {@code external}; more than one may hold.
     */
    ACTOR,
    /**
     * {@code USUAL} or {@code UNUSUAL}: whether a service account acts from where it always does.
     */
    SOURCE,
    /** A list or threat that names it. */
    THREAT,
    /** A known benign service that it belongs to. */
    BENIGN,
    /**
     * How a vulnerability is used: {@code KEV}, {@code EPSS 0.942} (a probability), {@code
     * INSPECTOR 7.5} (of 10); the detail has the dates.
     */
    EXPLOITABILITY,
    /** Where an address is: {@code DE} or {@code DE Berlin}; the detail has coordinates. */
    LOCATION,
    /** Whose network an address is of: {@code AS64500 Example Hosting}. */
    NETWORK_OWNER,
    /** No fact in particular: the provider failed altogether. */
    ANY
  }
}
