// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Signals without end, the same for the same seed: 1 to 6 keys each, 3.1 on average, out of a
 * universe of keys that are shown as Zipf's law has it. They come up to a minute out of order.
 */
final class SampleStream {
  private static final double[] UP_TO = {0.12, 0.36, 0.64, 0.84, 0.95, 1};
  private static final int DISORDER_MILLIS = 60_000;
  private static final int STEP_MILLIS = 40;

  private final SplittableRandom random;
  private final Shape shape;
  private final double from;
  private final double to;
  private long clock = 1_700_000_000_000L;

  /**
   * How keys are shared.
   *
   * @param universe how many keys there are
   * @param exponent of Zipf's law, not 1
   * @param hot the share of signals that show one key beside their others in place of their first
   */
  record Shape(long universe, double exponent, double hot) {
    /** Each key is shown by many: some 30 matches a signal, 0.2 live keys a live signal. */
    static final Shape DENSE = new Shape(200_000, 0.9, 0);

    /** Most keys are shown once: 1.85 live keys a live signal. */
    static final Shape SPARSE = new Shape(40_000_000, 0.86, 0);
  }

  SampleStream(long seed, Shape shape) {
    random = new SplittableRandom(seed);
    this.shape = shape;
    from = integral(0.5);
    to = integral(shape.universe + 0.5);
  }

  Sample[] next(int count) {
    Sample[] samples = new Sample[count];
    for (int i = 0; i < count; i++) {
      samples[i] = next();
    }
    return samples;
  }

  Sample next() {
    double dice = random.nextDouble();
    int size = 1;
    while (dice > UP_TO[size - 1]) {
      size++;
    }
    long[] ids = new long[size];
    for (int i = 0; i < size; i++) {
      boolean hot = i == 0 && random.nextDouble() < shape.hot;
      do {
        ids[i] = hot ? 0 : id();
      } while (contains(ids, i));
    }
    String[] keys = new String[size];
    for (int i = 0; i < size; i++) {
      keys[i] = text(ids[i]);
    }
    clock += random.nextInt(STEP_MILLIS);
    return new Sample(clock - random.nextInt(DISORDER_MILLIS), keys);
  }

  private static boolean contains(long[] ids, int before) {
    for (int i = 0; i < before; i++) {
      if (ids[i] == ids[before]) {
        return true;
      }
    }
    return false;
  }

  /** By inverting the integral of the law, which is close enough for all but the first ranks. */
  private long id() {
    double at = from + (to - from) * random.nextDouble();
    double rank = Math.pow(1 + at * (1 - shape.exponent), 1 / (1 - shape.exponent));
    return Math.max(1, Math.min(shape.universe, Math.round(rank)));
  }

  private double integral(double rank) {
    return (Math.pow(rank, 1 - shape.exponent) - 1) / (1 - shape.exponent);
  }

  /** An address, a user, an access key or a bucket. */
  private static String text(long id) {
    // An odd factor keeps different ids different.
    long mixed = id * 0x9e3779b97f4a7c15L;
    return switch ((int) (id & 3)) {
      case 0 ->
          (10 + (id >> 26))
              + "."
              + (id >> 18 & 255)
              + "."
              + (id >> 10 & 255)
              + "."
              + (id >> 2 & 255);
      case 1 -> "user-" + Long.toString(id, 36);
      case 2 -> ("AKIA" + Long.toString(mixed, 36)).toUpperCase(Locale.ROOT);
      default -> "arn:aws:s3:::bucket-" + Long.toString(id, 36) + "-data";
    };
  }
}
