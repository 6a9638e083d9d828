// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.SourceRef;

/**
 * Input that could not be read.
 *
 * @param source where it was
 * @param reason what is wrong with it, in words for people
 * @param raw the bytes, whole or, for an oversized record, their beginning
 */
public record Rejected(SourceRef source, String reason, Raw raw) {
  /** Checks for null. */
  public Rejected {
    requireNonNull(source, "source");
    requireNonNull(reason, "reason");
    requireNonNull(raw, "raw");
  }
}
