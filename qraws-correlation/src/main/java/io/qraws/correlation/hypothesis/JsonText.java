// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

/** A value as it stands inside a text of JSON. */
final class JsonText {
  private JsonText() {}

  /** Quotes and backslashes escaped, and control characters as JSON has them. */
  static String escaped(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
