// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.signal.Raw;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The rows of a finished search.
 *
 * @param searchId as QRadar names it
 * @param rows at most the query's limit, in QRadar's order
 * @param atLimit whether there are as many rows as the query allows, and so perhaps more in QRadar
 */
public record ArielResult(String searchId, List<ArielRow> rows, boolean atLimit) {
  /** Copies the list. */
  public ArielResult {
    rows = List.copyOf(rows);
  }

  /** The rows as one JSON list, each as it was sent; what a {@code SignalReader} takes. */
  public Raw json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('[');
    for (ArielRow row : rows) {
      if (out.size() > 1) {
        out.write(',');
      }
      out.writeBytes(row.raw().bytes());
    }
    out.write(']');
    return Raw.of(out.toByteArray());
  }
}
