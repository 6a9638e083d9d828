// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring;

import java.util.Locale;

/** What is done with an incident. */
public enum Disposition {
  /** A person looks at it now. */
  ESCALATE,
  /** It waits in a queue. */
  QUEUE,
  /** Nobody is disturbed; it is kept, counted and sampled for review. */
  SUPPRESS;

  /** The name as it stands in files: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
