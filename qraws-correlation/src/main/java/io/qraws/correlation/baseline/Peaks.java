// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How many calls the busiest hour of a day has, by kind of call: usually, and how much that varies,
 * as powers of two.
 *
 * <p>What is usual moves by five percent a day at most once it has settled, so who ramps up slowly
 * does not take it along. Not safe for several threads.
 */
final class Peaks {
  /** Reading, writing and failed calls. */
  static final int KINDS = 3;

  static final int FAILED = 2;

  private static final int SETTLED = 7;

  /** Where nothing is known: some thirty an hour, or eight times as many. */
  private static final double USUAL = 5.3;

  /** As many more or less are no matter where there are hardly any. */
  private static final int FEW = 8;

  private static final double SPREAD = 1.5;

  /** Five percent, as a power of two. */
  private static final double DRIFT = 0.07;

  private static final double WIDENS = 0.01;
  private static final double LEARNS = 0.1;
  private static final double LEAST_SPREAD = 0.4;

  private final float[] usual = new float[KINDS];
  private final float[] spread = new float[KINDS];
  private final int[] days = new int[KINDS];

  /** How many spreads so many calls of an hour lie above the top of what is usual; at least 0. */
  double excess(int kind, int calls) {
    double wide = Math.max(LEAST_SPREAD, spread(kind));
    return Math.max(0, (log2(calls) - usual(kind) - 2 * wide) / wide);
  }

  /** How many calls an hour are the most that is usual. */
  long most(int kind) {
    double top = usual(kind) + 2 * Math.max(LEAST_SPREAD, spread(kind));
    return Math.max(0, Math.round(Math.pow(2, top)) - FEW);
  }

  /** On how many days calls were counted, of this kind or of another. */
  int days(int kind) {
    return days[kind];
  }

  private double usual(int kind) {
    double own = Math.min(1, days[kind] / (double) SETTLED);
    return own * usual[kind] + (1 - own) * Math.max(USUAL, usual[kind]);
  }

  private double spread(int kind) {
    double own = Math.min(1, days[kind] / (double) SETTLED);
    return own * spread[kind] + (1 - own) * SPREAD;
  }

  /** Learns the busiest hour of a day, which may have none of this kind. */
  void learn(int kind, int calls) {
    double off = log2(calls) - usual[kind];
    double wider = Math.abs(off) - spread[kind];
    if (days[kind] == 0) {
      usual[kind] = (float) log2(calls);
      spread[kind] = (float) (SPREAD / 2);
    } else if (days[kind] < SETTLED) {
      usual[kind] += (float) (off / (days[kind] + 1));
      spread[kind] += (float) (wider / (days[kind] + 1));
    } else {
      usual[kind] += (float) Math.min(DRIFT, LEARNS * off);
      spread[kind] += (float) Math.min(WIDENS, LEARNS * wider);
    }
    days[kind]++;
  }

  private static double log2(int calls) {
    return Math.log(FEW + calls) / Math.log(2);
  }

  void write(DataOutputStream out) throws IOException {
    for (int kind = 0; kind < KINDS; kind++) {
      out.writeFloat(usual[kind]);
      out.writeFloat(spread[kind]);
      out.writeInt(days[kind]);
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int kind = 0; kind < KINDS; kind++) {
      usual[kind] = in.readFloat();
      spread[kind] = in.readFloat();
      days[kind] = in.readInt();
      BaselineFile.check(
          usual[kind] >= 0 && usual[kind] < 64 && spread[kind] >= 0 && spread[kind] < 64,
          "a peak can't be");
    }
  }
}
