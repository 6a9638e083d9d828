// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;

/** Reads the JSON records of one format. Implementations are stateless. */
interface FormatReader {
  /**
   * Whether a JSON object is one record of this format. Strict enough that no other format's record
   * is taken, lenient enough that a record with parts missing is.
   */
  boolean recognises(Node object);

  /**
   * Reads one record.
   *
   * @throws UnreadableException if something without which it would be no signal is missing or
   *     wrong
   */
  Signal read(Node object, Raw raw, SourceRef source);
}
