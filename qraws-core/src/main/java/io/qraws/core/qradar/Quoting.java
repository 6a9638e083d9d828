// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

/** What no query takes, whichever way it quotes. */
final class Quoting {
  /** A value this long is no indicator; longer ones only make requests that are refused. */
  static final int LONGEST_VALUE = 4_000;

  private Quoting() {}

  /** Refuses what could end or hide in a quoted text: control characters, halves of characters. */
  static String checked(String what, String value) {
    requireNonNull(value, what);
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          what + " has at most " + LONGEST_VALUE + " characters: " + value.length());
    }
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      int type = Character.getType(value.codePointAt(i));
      if (type == Character.CONTROL
          || type == Character.SURROGATE
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        throw new IllegalArgumentException(
            what + " holds a control character or half a character at " + i);
      }
    }
    return value;
  }
}
