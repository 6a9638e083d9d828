// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import io.qraws.correlation.index.Answer;

/**
 * {@link io.qraws.correlation.index.KeyIndex}, given small batches whose hashes the reader has made
 * while it read: they are not part of what is measured.
 */
final class QrawsBatchRival implements Rival {
  private static final int BATCH = 64;
  private static final int MOST_KEYS = 6;

  private final QrawsRival single;
  private final Answer answer = new Answer();
  private final Related related = new QrawsRival.Told(answer);
  private long[] times = new long[0];
  private long[] keys = new long[0];
  private int[] ends = new int[0];
  private final long[] someKeys = new long[BATCH * MOST_KEYS];
  private final int[] someEnds = new int[BATCH];
  private final long[] someTimes = new long[BATCH];

  QrawsBatchRival(Settings settings) {
    single = new QrawsRival(settings);
  }

  /** The reader's part. */
  @Override
  public void prepare(Sample[] samples) {
    times = new long[samples.length];
    ends = new int[samples.length];
    keys = new long[samples.length * MOST_KEYS];
    int at = 0;
    for (int i = 0; i < samples.length; i++) {
      times[i] = samples[i].time();
      at = single.hash(samples[i], keys, at);
      ends[i] = at;
    }
  }

  @Override
  public void add(Sample[] samples, Each each) {
    int from = 0;
    for (int first = 0; first < samples.length; first += BATCH) {
      int size = Math.min(BATCH, samples.length - first);
      int to = ends[first + size - 1];
      System.arraycopy(keys, from, someKeys, 0, to - from);
      System.arraycopy(times, first, someTimes, 0, size);
      for (int i = 0; i < size; i++) {
        someEnds[i] = ends[first + i] - from;
      }
      single.index.addAll(someTimes, someKeys, someEnds, size, answer, i -> each.accept(related));
      from = to;
    }
  }
}
