// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

/** How the past fades. */
final class Decay {
  /** After so many days what was seen counts half. */
  static final int HALF_LIFE = 30;

  private static final double[] TABLE = new double[HALF_LIFE * 20];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = Math.pow(0.5, (double) i / HALF_LIFE);
    }
  }

  private Decay() {}

  /** What is left of 1 after so many days. */
  static double of(int days) {
    return days <= 0 ? 1 : days < TABLE.length ? TABLE[days] : 0;
  }
}
