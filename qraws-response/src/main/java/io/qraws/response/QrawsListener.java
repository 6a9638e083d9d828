// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import io.qraws.core.read.Rejected;
import io.qraws.response.report.Case;

/** Hears what comes of the signals; called on the caller's thread, outside locks. */
public interface QrawsListener {
  /**
   * An incident is new, or changed since it was last judged.
   *
   * @param changed with its assessment and plan
   */
  default void incident(Case changed) {}

  /**
   * Something could not be read.
   *
   * @param rejected with its reason and bytes
   */
  default void rejected(Rejected rejected) {}
}
