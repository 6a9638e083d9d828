// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What one reading of some bytes gave. */
record Reading(List<Signal> signals, List<Rejected> rejected) implements ReadListener {

  /** How bytes are read; one that breaks a promise shows whether the judge sees it. */
  interface Reads {
    void read(String name, InputStream in, ReadListener listener) throws IOException;
  }

  static Reading of(Reads reads, InputStream in) {
    Reading reading = new Reading(new ArrayList<>(), new ArrayList<>());
    try {
      reads.read("fuzz", in, reading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reading;
  }

  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void rejected(Rejected record) {
    rejected.add(record);
  }

  boolean isEmpty() {
    return signals.isEmpty() && rejected.isEmpty();
  }

  /** A stream as a network is: some bytes at a time, and never a word of what is to come. */
  static InputStream slowly(byte[] bytes, int... atOnce) {
    return new ByteArrayInputStream(bytes) {
      private int reads;

      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, atOnce[reads++ % atOnce.length]));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }
}
