// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field that a pattern may speak of.
 *
 * @param name as it stands in a pattern
 * @param kinds the kinds of signals that may have it
 * @param observable what its values name, which decides how they are compared where signals are
 *     joined; null for a plain text or number
 * @param values its values in a signal of one of those kinds, none where it is absent
 */
record SignalField(
    String name,
    Set<SignalKind> kinds,
    @Nullable ObservableKind observable,
    Function<Signal, List<String>> values) {

  List<String> of(Signal signal) {
    return kinds.contains(signal.kind()) ? values.apply(signal) : List.of();
  }
}
