// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import java.util.List;

/** The gate's answer to a proposed action. */
public sealed interface Decision permits ApprovedAction, Decision.Denied {
  /**
   * The action must not be started.
   *
   * @param objections every reason, at least one
   */
  record Denied(List<String> objections) implements Decision {
    /** Copies the list and refuses an empty one. */
    public Denied {
      objections = List.copyOf(objections);
      if (objections.isEmpty()) {
        throw new IllegalArgumentException("a denial needs a reason");
      }
    }
  }
}
