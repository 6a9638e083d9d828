// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value in a reference collection.
 *
 * @param value as QRadar holds it; a NUM may come back as {@code 16.0}
 * @param source free text of whoever wrote it, and so no proof of who did; possibly empty
 * @param firstSeen when it was added
 * @param lastSeen when it was added or refreshed last
 * @param domainId null if it belongs to no domain
 */
public record ReferenceEntry(
    String value,
    String source,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen,
    @Nullable Long domainId) {

  static ReferenceEntry of(Fields fields) {
    return new ReferenceEntry(
        fields.textOr("value", ""),
        fields.textOr("source", ""),
        fields.time("first_seen"),
        fields.time("last_seen"),
        fields.whole("domain_id"));
  }
}
