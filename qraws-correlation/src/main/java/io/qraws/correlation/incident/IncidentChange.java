// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static java.util.Objects.requireNonNull;

/**
 * That incidents came together or apart.
 *
 * @param kind which of the two
 * @param from the id of what there was; after a merge it is no longer an incident's
 * @param into the id of what it is now part of, or of the part that left it
 */
public record IncidentChange(Kind kind, String from, String into) {
  /** Refuses nulls. */
  public IncidentChange {
    requireNonNull(kind, "kind");
    requireNonNull(from, "from");
    requireNonNull(into, "into");
  }

  /** What happened. */
  public enum Kind {
    /** One incident grew into another. */
    MERGED,
    /** A part of an incident became one of its own. */
    SPLIT
  }
}
