// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Four times the input may take no more than some four times the work.
 *
 * <p>Work is what the thread allocates, which is the same on any machine and at any load, unlike
 * time. It sees what copies; what only looks again and again is left to the time that an input may
 * take.
 */
final class GrowthJudge {
  private static final int LONGEST = 256;
  private static final int LITTLE = 64 << 10;
  private static final int TIMES = 4;

  /** Buffers that double, and what is allocated once. */
  private static final double SLACK = 2;

  private static final long ONCE = 16L << 20;

  private final Reading.Reads reads;

  GrowthJudge(Reading.Reads reads) {
    this.reads = reads;
  }

  void check(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] piece = Arrays.copyOf(input, Math.min(LONGEST, input.length));
    long little = allocated(repeated(piece, LITTLE));
    long much = allocated(repeated(piece, LITTLE * TIMES));
    promise(much <= TIMES * SLACK * little + ONCE, "work grows with the input", little, much);
  }

  private long allocated(byte[] input) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      reads.read("fuzz", new ByteArrayInputStream(input), new Forgetful());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] repeated(byte[] piece, int size) {
    byte[] all = new byte[size];
    for (int i = 0; i < size; i++) {
      all[i] = piece[i % piece.length];
    }
    return all;
  }

  private static final class Forgetful implements ReadListener {
    @Override
    public void signal(Signal signal) {}

    @Override
    public void rejected(Rejected rejected) {}
  }
}
