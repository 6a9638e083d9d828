// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

/** Patterns with {@code *} for any characters and {@code ?} for one. */
final class Globs {
  private Globs() {}

  /** Whether some text matches both. Costs the product of their lengths. */
  static boolean meet(String one, String two) {
    boolean[] next = new boolean[two.length() + 1];
    for (int i = one.length(); i >= 0; i--) {
      boolean[] row = new boolean[two.length() + 1];
      for (int j = two.length(); j >= 0; j--) {
        char a = i < one.length() ? one.charAt(i) : 0;
        char b = j < two.length() ? two.charAt(j) : 0;
        boolean end = i == one.length() && j == two.length();
        // A star stands for nothing, or takes what the other has and stays.
        boolean starOne = a == '*' && (next[j] || (j < two.length() && row[j + 1]));
        boolean starTwo = b == '*' && (row[Math.min(j + 1, two.length())] || (a != 0 && next[j]));
        boolean same = a != 0 && b != 0 && (a == b || a == '?' || b == '?') && next[j + 1];
        row[j] = end || starOne || starTwo || same;
      }
      next = row;
    }
    return next[0];
  }
}
