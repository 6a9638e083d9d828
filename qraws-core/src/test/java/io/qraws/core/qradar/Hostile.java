// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.SplittableRandom;

/** Texts that try to leave their quotes. */
final class Hostile {
  private static final String[] PIECES = {
    "'",
    "''",
    "\"",
    "\\",
    "\\'",
    "%",
    "_",
    " ",
    "--",
    "/*",
    ";",
    "(",
    ")",
    " OR 1=1",
    " LIMIT 0",
    "\n",
    "\u0000",
    "ü",
    "\ud83d\ude00",
    "\ud800",
    "\u2028",
    "a",
    "Z9",
    "x' OR 'y' = 'y",
    "\u2019"
  };

  private Hostile() {}

  static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
