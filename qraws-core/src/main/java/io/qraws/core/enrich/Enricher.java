// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.util.List;
import java.util.Set;

/**
 * Answers what is known about observables.
 *
 * <p>To add one: implement this interface and hand it to {@link Enrichers.Builder#enricher}, or let
 * an {@link EnricherProvider} make it by name; a test that extends {@code EnricherContract} of this
 * artifact's {@code tests} checks what is promised here.
 *
 * <p>Implementations are safe for use by many threads, and end soon when their thread is
 * interrupted. A fault of theirs never fails an incident: it becomes an unknown enrichment with the
 * reason. One that is also {@link AutoCloseable} is closed by whoever made it.
 */
public interface Enricher {
  /** A short, constant name, such as {@code inventory}, which its facts bear as their provider. */
  String name();

  /** The kinds that it can say something about; constant, not empty. */
  Set<ObservableKind> kinds();

  /**
   * What is known. What can't be found out is an enrichment that is not known, with the reason as
   * its value, and is asked for again the next time; a fault that concerns all is thrown.
   *
   * @param observables of one incident and of {@link #kinds()}, without duplicates, at most {@link
   *     EnricherLimits#batch()} of them; their values come from outside and may hold anything
   * @param signals the incident's signals, for facts that stand in the signals themselves; empty
   *     for one whose answers are kept, since they serve other incidents too
   * @return facts, at most 64 of each observable; an observable without one is simply not mentioned
   */
  List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals);

  /**
   * How it may be asked and how long its answers hold; constant. One whose answers depend on the
   * signals must not let them be kept.
   *
   * @return {@link EnricherLimits#KEPT} unless overridden
   */
  default EnricherLimits limits() {
    return EnricherLimits.KEPT;
  }
}
