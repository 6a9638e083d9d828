// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads STIX patterns that are comparisons joined by OR, and refuses all others.
 *
 * <p>Source: STIX 2.1, section 9, Stix Patterning.
 */
final class StixPattern {
  private static final int LONGEST = 1_000_000;

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<path>[a-zA-Z][\\w-]*+:[\\w-]++(?:\\.(?:[\\w-]++|'[\\w/-]++')){0,8})"
              + "|(?<word>[A-Za-z]++|[\\[\\](),=])");

  private static final Map<String, IndicatorKind> KINDS =
      Map.of(
          "ipv4-addr:value", IndicatorKind.ADDRESS,
          "ipv6-addr:value", IndicatorKind.ADDRESS,
          "domain-name:value", IndicatorKind.DOMAIN,
          "url:value", IndicatorKind.URL,
          "email-addr:value", IndicatorKind.USER,
          "user-account:user_id", IndicatorKind.USER,
          "user-account:account_login", IndicatorKind.USER);

  /** How many hex digits the hash has that a name means. */
  private static final Map<String, Integer> DIGITS =
      Map.of("MD5", 32, "SHA1", 40, "SHA224", 56, "SHA256", 64, "SHA384", 96, "SHA512", 128);

  private static final String HASHES = "file:hashes.";

  private final String pattern;
  private final Matcher matcher;
  private int at;
  private final List<Comparison> comparisons = new ArrayList<>();

  private StixPattern(String pattern) {
    this.pattern = pattern.strip();
    this.matcher = TOKEN.matcher(this.pattern);
  }

  /** A value that a pattern looks for. */
  record Comparison(IndicatorKind kind, String value) {}

  /**
   * The comparisons of a pattern, each of which alone makes it match.
   *
   * @throws IllegalArgumentException if the pattern is broken or asks for more than that
   */
  static List<Comparison> parse(String pattern) {
    if (pattern.length() > LONGEST) {
      throw new IllegalArgumentException("the pattern is too long");
    }
    StixPattern parser = new StixPattern(pattern);
    parser.observations();
    return parser.comparisons;
  }

  private void observations() {
    boolean more = true;
    while (more) {
      expect("[");
      boolean inner = true;
      while (inner) {
        comparison();
        String word = word();
        inner = word.equals("OR");
        if (!inner && !word.equals("]")) {
          throw refused(word);
        }
      }
      more = at < pattern.length();
      if (more) {
        expect("OR");
      }
    }
  }

  private void comparison() {
    String path = token("path");
    String operator = word();
    switch (operator) {
      case "=" -> add(path, text(), false);
      case "ISSUBSET" -> add(path, text(), true);
      case "IN" -> {
        expect("(");
        String word = ",";
        while (word.equals(",")) {
          add(path, text(), false);
          word = word();
        }
        if (!word.equals(")")) {
          throw refused(word);
        }
      }
      default -> throw refused(operator);
    }
  }

  private void add(String path, String value, boolean subset) {
    IndicatorKind kind = KINDS.get(path);
    if (kind == null && path.startsWith(HASHES)) {
      String name = path.substring(HASHES.length()).toUpperCase(Locale.ROOT);
      Integer digits = DIGITS.get(name.replaceAll("['_-]", ""));
      if (digits != null && digits != value.length()) {
        throw new IllegalArgumentException("not as long as the hash that is named: " + path);
      }
      kind = digits == null ? null : IndicatorKind.FILE_HASH;
    }
    if (kind == null || (subset && kind != IndicatorKind.ADDRESS)) {
      throw new IllegalArgumentException("can't be looked for: " + path);
    }
    if (kind == IndicatorKind.DOMAIN && !IndicatorText.name(value).equals(value)) {
      throw new IllegalArgumentException("no domain name");
    }
    comparisons.add(new Comparison(kind, value));
  }

  /** A text in single quotes, in which a backslash stands before what is meant as it is. */
  private String text() {
    skipBlanks();
    if (!pattern.startsWith("'", at)) {
      throw unreadable();
    }
    StringBuilder text = new StringBuilder();
    for (int i = at + 1; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        at = i + 1;
        return text.toString();
      }
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
      }
      text.append(pattern.charAt(i));
    }
    throw unreadable();
  }

  private void expect(String expected) {
    String word = word();
    if (!word.equals(expected)) {
      throw refused(word);
    }
  }

  private String word() {
    return token("word");
  }

  private String token(String group) {
    skipBlanks();
    matcher.region(at, pattern.length());
    if (!matcher.lookingAt() || matcher.group(group) == null) {
      throw unreadable();
    }
    at = matcher.end();
    return matcher.group(group);
  }

  private void skipBlanks() {
    while (at < pattern.length() && Character.isWhitespace(pattern.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException("the pattern can't be honoured at character " + at);
  }

  private static IllegalArgumentException refused(String word) {
    return new IllegalArgumentException("the pattern can't be honoured: " + word);
  }
}
