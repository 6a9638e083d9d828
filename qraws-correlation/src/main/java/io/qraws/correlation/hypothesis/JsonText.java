// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A value as it stands inside a text of JSON. */
final class JsonText {
  private JsonText() {}

  /** Quotes, backslashes and control characters escaped. */
  static String escaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }
}
