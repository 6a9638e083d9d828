// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.QrawsException;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.io.InputStream;

/** One input's records, from the first that is not stored yet. */
final class InputRun implements ReadListener {
  private final Ingest ingest;
  private final String source;
  private final RawInput input;
  private final Effects effects;
  private final long from;

  InputRun(Ingest ingest, String source, RawInput input, Effects effects) {
    this.ingest = ingest;
    this.source = source;
    this.input = input;
    this.effects = effects;
    this.from = effects.begin(input);
  }

  /** Ends the reading from within the listener. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exception why;

    Stopped(Exception why) {
      super(null, why, false, false);
      this.why = why;
    }

    Exception why() {
      return why;
    }

    /** What was thrown, for a caller to throw; that of an interrupted thread as it is. */
    RuntimeException unwrapped() throws InterruptedException {
      if (why instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return why instanceof RuntimeException unchecked ? unchecked : this;
    }
  }

  void read(InputStream in) throws IOException {
    ingest.reader.read(input.location(), in, this);
  }

  @Override
  public void signal(Signal signal) {
    long index = signal.source().index();
    if (index < from) {
      return;
    }
    String key = Keys.signal(signal);
    if (!effects.holds(key) && !known(key)) {
      handle(signal, key, index);
    }
    effects.passed(index);
  }

  @Override
  public void rejected(Rejected rejected) {
    long index = rejected.source().index();
    if (index >= from) {
      effects.rejected(input, index, rejected);
      effects.passed(index);
    }
  }

  private boolean known(String key) {
    return ingest.store.inTransaction(tx -> tx.outcome(ingest.ledger, key)).isPresent();
  }

  private void handle(Signal signal, String key, long index) {
    try {
      String outcome = Effects.outcome(ingest.handler.handle(signal, ingest.once));
      effects.outcome(key, outcome, input.location(), index);
    } catch (InterruptedException e) {
      throw new Stopped(e);
    } catch (RuntimeException e) {
      if (e instanceof QrawsException outside && outside.retryable()) {
        throw new Stopped(e);
      }
      String reason = Effects.reason(e);
      int tries = ingest.store.inTransaction(tx -> tx.failed(ingest.ledger, key, reason));
      if (tries < ingest.tries) {
        throw new Stopped(e);
      }
      effects.dead(key, input.location(), index, reason, tries, signal.raw());
    }
  }

  @Override
  public String toString() {
    return source + ": " + input.location();
  }
}
