// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Turns a score into the chance of one at least as high among the calls of the recent past.
 *
 * <p>This is the p-value of conformal prediction [1]: one more than the number of past scores that
 * are at least as high, over one more than all. Scores are counted in steps of 1/32, and one in the
 * same step counts as at least as high, so the answer is never too low; it is as exact in the tail
 * as anywhere, and takes 40 KB. What is older counts less, see {@link Decay}.
 *
 * <p>[1] V. Vovk, A. Gammerman, G. Shafer: Algorithmic Learning in a Random World. Springer 2005.
 */
final class Calibration {
  private static final int STEPS = 32;
  static final int LOWEST = -40;
  private static final int HIGHEST = 40;
  private static final int BINS = (HIGHEST - LOWEST) * STEPS;

  private final double[] counts = new double[BINS];

  /** How many lie in a bin or above it. */
  private final double[] above = new double[BINS];

  /** The scores of one day, which are not learned yet. */
  static final class Scores {
    private final int[] counts = new int[BINS];

    void add(double score) {
      counts[bin(score)]++;
    }

    /** How many there are. */
    long size() {
      return Arrays.stream(counts).asLongStream().sum();
    }

    /** Takes one back. */
    void remove(double score) {
      counts[bin(score)] = Math.max(0, counts[bin(score)] - 1);
    }

    void write(DataOutputStream out) throws IOException {
      for (int count : counts) {
        out.writeInt(count);
      }
    }

    void read(DataInputStream in) throws IOException {
      for (int i = 0; i < BINS; i++) {
        counts[i] = in.readInt();
        BaselineFile.check(counts[i] >= 0, "a count of scores can't be");
      }
    }
  }

  /** How many scores it rests on, older ones counted less. */
  double size() {
    return above[0];
  }

  /** The chance, over 0 to 1; 1 if nothing was learned. */
  double chance(double score) {
    return Math.min(1, (1 + above[bin(score)]) / (1 + above[0]));
  }

  /** Learns the scores of a day; what was learned before fades by so many days. */
  void learn(Scores scores, int days) {
    double left = Decay.of(days);
    for (int i = 0; i < BINS; i++) {
      counts[i] = counts[i] * left + scores.counts[i];
    }
    addUp();
  }

  private void addUp() {
    double sum = 0;
    for (int i = BINS - 1; i >= 0; i--) {
      sum += counts[i];
      above[i] = sum;
    }
  }

  private static int bin(double score) {
    return (int) Math.min(BINS - 1, Math.max(0, (score - LOWEST) * STEPS));
  }

  void write(DataOutputStream out) throws IOException {
    for (double count : counts) {
      out.writeDouble(count);
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int i = 0; i < BINS; i++) {
      counts[i] = in.readDouble();
      BaselineFile.check(counts[i] >= 0 && counts[i] < 1e15, "a count of scores can't be");
    }
    addUp();
  }
}
