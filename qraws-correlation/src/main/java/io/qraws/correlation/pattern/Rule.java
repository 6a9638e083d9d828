// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.Signal;
import java.util.function.Predicate;

/** What a step waits for: a signal that is detected, or signals that are correlated. */
sealed interface Rule permits Rule.Event, Correlation {
  /** What is known about it beside how it matches. */
  SignalPattern about();

  /**
   * A rule about one signal.
   *
   * @param source which signals it looks at
   * @param detection what must hold of them
   */
  record Event(SignalPattern about, LogSource source, Predicate<Signal> detection) implements Rule {
    boolean matches(Signal signal) {
      return source.has(signal) && detection.test(signal);
    }
  }
}
