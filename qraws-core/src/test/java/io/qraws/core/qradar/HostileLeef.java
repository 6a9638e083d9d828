// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Texts that try to end their attribute, their header field or their event. */
final class HostileLeef {
  private static final String[] PIECES = {
    "|",
    "^",
    "\t",
    "=",
    "\n",
    "\r\n",
    "\r",
    "\u0000",
    "\\",
    "\\x7C",
    "\\x",
    "\\u20",
    "~",
    ";",
    "!",
    "#",
    "$",
    "%",
    "&",
    "*",
    "^sev=10",
    "\tcat=x",
    "^uid=other",
    "|^|",
    "LEEF:2.0|A|B|1|E|^|src=x",
    "\nLEEF:2.0|A|B|1|E|^|",
    "<13>1 ",
    "12 ",
    "\u0085",
    "\u2028",
    "\u2029",
    "\ud800",
    "\udc00",
    "\ud83d\ude00",
    "\ud83d\udc68\u200d\ud83d\udc69",
    "\u00fc",
    "\u4e2d",
    "\ufeff",
    "\u202e",
    " ",
    "a",
    "Z9",
    "\u007f",
    "\u001b[31m"
  };

  private HostileLeef() {}

  static String text(SplittableRandom random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(pieces); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Whether UTF-8 can carry it and give it back. */
  static boolean isWellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }
}
