// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

/**
 * Something unusual that QRAWS noticed itself.
 *
 * @param header what all signals have
 * @param feature which feature moved: {@code region}, {@code operation} …
 * @param expected what is usual, in words
 * @param observed what was seen, in words
 * @param probability how likely this is by chance, 0 to 1
 */
public record Anomaly(
    SignalHeader header, String feature, String expected, String observed, double probability)
    implements Signal {

  /** Checks the probability. */
  public Anomaly {
    requireNonNull(header, "header");
    requireNonNull(feature, "feature");
    requireNonNull(expected, "expected");
    requireNonNull(observed, "observed");
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be 0 to 1: " + probability);
    }
  }

  @Override
  public SignalKind kind() {
    return SignalKind.ANOMALY;
  }

  @Override
  public Anomaly withHeader(SignalHeader replacement) {
    return new Anomaly(replacement, feature, expected, observed, probability);
  }
}
