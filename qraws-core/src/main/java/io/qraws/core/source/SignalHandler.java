// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.signal.Signal;

/** Deals with one signal. */
@FunctionalInterface
public interface SignalHandler {
  /**
   * Deals with a signal, on the thread that reads, for as long as it takes.
   *
   * <p>A signal whose outcome is stored is not handed over again. One that was handed over when the
   * process died is, so what a handler changes elsewhere goes through {@link Once}.
   *
   * @param signal complete
   * @param once for what is changed elsewhere
   * @return what became of it, recorded as its outcome: one word of 1 to 200 characters
   * @throws io.qraws.core.QrawsException if something outside failed; a retryable one is tried
   *     again for as long as it takes, any other exception as often as {@link Ingest.Builder#tries}
   *     says
   * @throws InterruptedException if the thread is interrupted; the signal then comes again
   */
  String handle(Signal signal, Once once) throws InterruptedException;
}
