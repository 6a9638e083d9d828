// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.util.List;

/**
 * An earlier signal that shares something with the one asked for.
 *
 * @param signal the earlier one
 * @param shared what both show, at least one
 */
public record Match(Signal signal, List<LinkKey> shared) {
  /** Copies the list. */
  public Match {
    shared = List.copyOf(shared);
  }
}
