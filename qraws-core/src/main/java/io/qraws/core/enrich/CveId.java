// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.OptionalLong;

/** A CVE id as one number, so that hundreds of thousands fit into little memory. */
final class CveId {
  /** How many bits the number takes: those of eight digits. */
  private static final int NUMBER_BITS = 27;

  private static final int LONGEST_NUMBER = 8;

  /** An id has 39 bits at most, which leaves room beside it. */
  private static final int LAST_YEAR = 4_095;

  private CveId() {}

  /**
   * The year and the number of {@code CVE-2024-12345}, ignoring case and blanks around it; nothing
   * for what is no CVE id.
   */
  static OptionalLong of(String text) {
    String id = text.strip();
    int dash = id.indexOf('-', 4);
    if (!id.regionMatches(true, 0, "CVE-", 0, 4)
        || dash != 8
        || id.length() < dash + 5
        || id.length() > dash + 1 + LONGEST_NUMBER) {
      return OptionalLong.empty();
    }
    long year = 0;
    long number = 0;
    for (int i = 4; i < id.length(); i++) {
      char c = id.charAt(i);
      if (i == dash) {
        continue;
      }
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      if (i < dash) {
        year = year * 10 + (c - '0');
      } else {
        number = number * 10 + (c - '0');
      }
    }
    return year > LAST_YEAR ? OptionalLong.empty() : OptionalLong.of(year << NUMBER_BITS | number);
  }
}
