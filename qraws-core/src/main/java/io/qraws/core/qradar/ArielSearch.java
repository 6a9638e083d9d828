// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a search is. */
record ArielSearch(String id, String status, @Nullable Long records, List<String> errors) {
  static ArielSearch of(Answer answer) {
    Fields fields = answer.object();
    String id = fields.text("search_id");
    if (id == null || id.isBlank()) {
      throw answer.unreadable("the answer names no search", null);
    }
    return new ArielSearch(
        id, fields.textOr("status", ""), fields.whole("record_count"), messages(fields));
  }

  /** What {@code error_messages} says, here and in the validator's answer. */
  static List<String> messages(Fields fields) {
    return fields
        .list("error_messages", error -> Fields.plain(error.textOr("message", ""), 300))
        .stream()
        .limit(20)
        .toList();
  }

  boolean completed() {
    return status.equals("COMPLETED");
  }

  /** Ended without what was asked for. */
  boolean failed() {
    return status.equals("ERROR") || status.equals("CANCELED");
  }
}
