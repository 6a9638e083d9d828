// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.signal.Raw;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of an Ariel search. Immutable; what it holds is text from outside. */
public final class ArielRow {
  private final Fields fields;
  private final Raw raw;

  ArielRow(Fields fields, Raw raw) {
    this.fields = fields;
    this.raw = raw;
  }

  /**
   * A column's value as text.
   *
   * @param alias the name that the query gave the column
   * @return null if there is none; placeholders such as {@code 0.0.0.0} stay what they are
   */
  public @Nullable String text(String alias) {
    return fields.text(alias);
  }

  /**
   * A column's whole number.
   *
   * @param alias the name that the query gave the column
   * @return null if there is none
   */
  public @Nullable Long whole(String alias) {
    return fields.whole(alias);
  }

  /**
   * A column's time, which QRadar gives in epoch milliseconds.
   *
   * @param alias the name that the query gave the column
   * @return null if there is none
   */
  public @Nullable Instant time(String alias) {
    return fields.time(alias);
  }

  /** The JSON object as it was sent. */
  public Raw raw() {
    return raw;
  }

  /** Tells none of its content. */
  @Override
  public String toString() {
    return "ArielRow[" + raw.size() + " bytes]";
  }
}
