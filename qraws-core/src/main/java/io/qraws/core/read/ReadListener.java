// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Signal;

/** Takes what a reader reads, in the order of the input, on the reading thread. */
public interface ReadListener {
  /**
   * A signal was read.
   *
   * @param signal complete
   */
  void signal(Signal signal);

  /**
   * Something could not be read.
   *
   * @param rejected with its reason and bytes
   */
  void rejected(Rejected rejected);
}
