// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import io.qraws.response.playbook.ProposedAction;

/** An action that the gate let pass; only the gate makes one. */
public final class ApprovedAction implements Decision {
  private final ProposedAction action;

  ApprovedAction(ProposedAction action) {
    this.action = action;
  }

  /** What may be started. */
  public ProposedAction action() {
    return action;
  }
}
