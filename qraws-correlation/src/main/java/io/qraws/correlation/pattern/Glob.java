// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A text with wildcards as Sigma writes them: {@code *} for any run of characters, {@code ?} for
 * one, a backslash before either or before a backslash for the character itself.
 *
 * <p>Costs at most the product of both lengths, whatever the pattern.
 */
final class Glob implements Predicate<String> {
  private static final int RUN = -1;
  private static final int ONE = -2;

  private final int[] tokens;
  private final boolean cased;

  private Glob(int[] tokens, boolean cased) {
    this.tokens = tokens;
    this.cased = cased;
  }

  /**
   * Reads a pattern.
   *
   * @param openBefore whether anything may stand before it
   * @param openBehind whether anything may stand behind it
   * @param cased whether case counts
   */
  static Glob of(String pattern, boolean openBefore, boolean openBehind, boolean cased) {
    int[] tokens = new int[pattern.length() + 2];
    int count = 0;
    if (openBefore) {
      tokens[count++] = RUN;
    }
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0) {
        i++;
        tokens[count++] = folded(pattern.charAt(i), cased);
      } else if (c == '*') {
        if (count == 0 || tokens[count - 1] != RUN) {
          tokens[count++] = RUN;
        }
      } else {
        tokens[count++] = c == '?' ? ONE : folded(c, cased);
      }
    }
    if (openBehind && (count == 0 || tokens[count - 1] != RUN)) {
      tokens[count++] = RUN;
    }
    return new Glob(Arrays.copyOf(tokens, count), cased);
  }

  @Override
  public boolean test(String text) {
    int at = 0;
    int token = 0;
    int run = -1;
    int resume = 0;
    while (at < text.length()) {
      if (token < tokens.length && tokens[token] == RUN) {
        run = token++;
        resume = at;
      } else if (token < tokens.length && fits(tokens[token], text.charAt(at))) {
        token++;
        at++;
      } else if (run >= 0) {
        token = run + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (token < tokens.length && tokens[token] == RUN) {
      token++;
    }
    return token == tokens.length;
  }

  private boolean fits(int token, char c) {
    return token == ONE || token == folded(c, cased);
  }

  private static char folded(char c, boolean cased) {
    return cased ? c : Character.toLowerCase(Character.toUpperCase(c));
  }
}
