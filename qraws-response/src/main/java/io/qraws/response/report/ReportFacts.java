// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a report says of the run as a whole.
 *
 * @param now when the report is made
 * @param signals how many signals were read
 * @param rejected how many records could not be read
 * @param suppressed how many incidents were suppressed, whether they are among the cases or not
 * @param note a remark for the reader, may hold text from outside; empty for none
 */
public record ReportFacts(Instant now, long signals, long rejected, long suppressed, String note) {

  /** Checks for null and for negative counts. */
  public ReportFacts {
    requireNonNull(now, "now");
    requireNonNull(note, "note");
    if (signals < 0 || rejected < 0 || suppressed < 0) {
      throw new IllegalArgumentException("counts must not be negative");
    }
  }
}
