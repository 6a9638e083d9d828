// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import java.util.Locale;

/** The part that an observable plays in a signal. */
public enum Role {
  /** Who did it. */
  ACTOR,
  /** What it was done to. */
  TARGET,
  /** Where traffic or a call came from. */
  SOURCE,
  /** Where traffic went. */
  DESTINATION;

  /** The name as it stands in files: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
