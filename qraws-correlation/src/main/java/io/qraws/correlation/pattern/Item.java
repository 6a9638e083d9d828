// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.Signal;
import java.time.Instant;
import java.util.List;

/**
 * That a rule matched.
 *
 * @param last the signal that completed it
 * @param signals all of its signals
 * @param group the values that they share, if the rule is a correlation
 */
record Item(Signal last, List<Signal> signals, List<String> group) {
  static Item of(Signal signal) {
    return new Item(signal, List.of(signal), List.of());
  }

  Instant time() {
    return last.time();
  }
}
