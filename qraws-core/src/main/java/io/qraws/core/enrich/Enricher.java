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
 * <p>Implementations are safe for use by many threads. A fault of theirs never fails an incident:
 * it becomes an unknown enrichment with the reason.
 */
public interface Enricher {
  /** A short, constant name, such as {@code inventory}. */
  String name();

  /** The kinds that it can say something about. */
  Set<ObservableKind> kinds();

  /**
   * What is known.
   *
   * @param observables all of one incident that are of {@link #kinds()}, without duplicates
   * @param signals the incident's signals, for facts that stand in the signals themselves
   * @return facts; an observable without one is simply not mentioned
   */
  List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals);

  /**
   * Whether an answer depends on the observable alone, so that it may be kept for a while and given
   * again. One that reads the signals must say no.
   *
   * @return true unless overridden
   */
  default boolean cacheable() {
    return true;
  }
}
