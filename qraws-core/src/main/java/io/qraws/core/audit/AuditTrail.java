// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.audit;

import java.util.Map;

/**
 * An append-only record of decisions and acts.
 *
 * <p>Safe for use by many threads. When {@link #append} returns, the record is persisted; when it
 * throws, the act that it was to record must not happen.
 */
public interface AuditTrail extends AutoCloseable {
  /**
   * Appends a record.
   *
   * @param type what happened, a constant word such as {@code decision}
   * @param data what is needed to understand it; text from outside is fine, it is escaped as JSON
   * @return the hash of the record, which the next one names, as 64 hex digits
   */
  String append(String type, Map<String, String> data);

  @Override
  void close();
}
