// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.execute;

import io.qraws.response.policy.ApprovedAction;

/** Starts approved actions. Implementations are safe for use by many threads. */
public interface ActionExecutor {
  /**
   * Starts an action; the same action again is not started a second time.
   *
   * @param approved what the gate let pass
   * @return the execution's id; {@code dry-run} if nothing was started
   * @throws ActionFailedException if it could not be started
   */
  String start(ApprovedAction approved);
}
