// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.time.Duration;

/** How the client waits between two tries or two looks; a test hands in one that does not. */
@FunctionalInterface
public interface Pause {
  /**
   * Waits.
   *
   * @param time positive
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void pause(Duration time) throws InterruptedException;
}
