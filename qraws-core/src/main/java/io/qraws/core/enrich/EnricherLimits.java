// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How an enricher may be asked, and how long its answers hold. Start from {@link #KEPT} or {@link
 * #UNKEPT}.
 *
 * @param freshFor how long a fact holds; zero if each question must be asked anew, as when an
 *     answer depends on the signals and not on the observable alone
 * @param absentFor how long it holds that nothing is known of an observable, at most a day
 * @param staleFor how much longer than that an answer may still be given, while a newer one is
 *     fetched in the background; at most a day
 * @param timeout how long to wait for one question; more than zero, at most an hour
 * @param batch the most observables in one call of {@link Enricher#enrich}, 1 to 100,000; a
 *     question about more is asked in several calls, one after the other
 * @param concurrency the most questions that are under way at once, 1 to 1,000; a further one is
 *     not asked. A call that is stuck counts until it ends
 */
public record EnricherLimits(
    Duration freshFor,
    Duration absentFor,
    Duration staleFor,
    Duration timeout,
    int batch,
    int concurrency) {
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Facts hold for 5 minutes, absence too, both may be stale for 5 minutes more; 2 seconds a
   * question, 100 observables a call, 4 questions at once.
   */
  public static final EnricherLimits KEPT =
      new EnricherLimits(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          100,
          4);

  /**
   * Nothing is kept, for answers that come from the signals or from memory: 2 seconds a question,
   * 100,000 observables a call, 64 questions at once.
   */
  public static final EnricherLimits UNKEPT =
      new EnricherLimits(
          Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(2), 100_000, 64);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public EnricherLimits {
    check("freshFor", freshFor, Duration.ofDays(365));
    check("absentFor", absentFor, DAY);
    check("staleFor", staleFor, DAY);
    check("timeout", timeout, Duration.ofHours(1));
    if (timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero");
    }
    if (batch < 1 || batch > 100_000) {
      throw new IllegalArgumentException("batch must be 1 to 100000: " + batch);
    }
    if (concurrency < 1 || concurrency > 1000) {
      throw new IllegalArgumentException("concurrency must be 1 to 1000: " + concurrency);
    }
  }

  private static void check(String name, Duration value, Duration most) {
    if (requireNonNull(value, name).isNegative() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(name + " must be zero to " + most + ": " + value);
    }
  }

  /** The same with another time for which facts hold. */
  public EnricherLimits withFreshFor(Duration replacement) {
    return new EnricherLimits(replacement, absentFor, staleFor, timeout, batch, concurrency);
  }

  /** The same with another time for which it holds that nothing is known. */
  public EnricherLimits withAbsentFor(Duration replacement) {
    return new EnricherLimits(freshFor, replacement, staleFor, timeout, batch, concurrency);
  }

  /** The same with another time for which stale answers may be given. */
  public EnricherLimits withStaleFor(Duration replacement) {
    return new EnricherLimits(freshFor, absentFor, replacement, timeout, batch, concurrency);
  }

  /** The same with another time to wait for a question. */
  public EnricherLimits withTimeout(Duration replacement) {
    return new EnricherLimits(freshFor, absentFor, staleFor, replacement, batch, concurrency);
  }

  /** The same with another number of observables in one call. */
  public EnricherLimits withBatch(int replacement) {
    return new EnricherLimits(freshFor, absentFor, staleFor, timeout, replacement, concurrency);
  }

  /** The same with another number of questions at once. */
  public EnricherLimits withConcurrency(int replacement) {
    return new EnricherLimits(freshFor, absentFor, staleFor, timeout, batch, replacement);
  }
}
