// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The one spelling under which an indicator's text is kept and looked for. */
final class IndicatorText {
  private static final int LONGEST = 8_192;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

  /** MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512. */
  private static final Set<Integer> HASH_LENGTHS = Set.of(32, 40, 56, 64, 96, 128);

  private IndicatorText() {}

  /** What analysts write so that nobody clicks on it, as it was. */
  static String refanged(String text) {
    String plain =
        text.indexOf('[') < 0 && text.indexOf('(') < 0 && text.indexOf('{') < 0
            ? text
            : text.replace("[.]", ".")
                .replace("(.)", ".")
                .replace("{.}", ".")
                .replace("[dot]", ".")
                .replace("(dot)", ".")
                .replace("[:]", ":")
                .replace("[://]", "://")
                .replace("[/]", "/")
                .replace("[@]", "@")
                .replace("[at]", "@")
                .replace("(at)", "@");
    boolean veiled =
        plain.regionMatches(true, 0, "hxxp", 0, 4)
            && (plain.startsWith("://", 4) || plain.regionMatches(true, 4, "s://", 0, 4));
    return veiled ? "http" + plain.substring(4) : plain;
  }

  /**
   * What a text names, by its form.
   *
   * @throws IllegalArgumentException if it has the form of nothing, or of several
   */
  static IndicatorKind kind(String text) {
    if (text.contains("://")) {
      return IndicatorKind.URL;
    }
    if (text.indexOf('@') >= 0) {
      return IndicatorKind.USER;
    }
    if (IpRange.parse(text) != null) {
      return IndicatorKind.ADDRESS;
    }
    if (isHash(text)) {
      return IndicatorKind.FILE_HASH;
    }
    String name = domain(name(text));
    if (name.indexOf('.') < 0 && name(text).equals(text)) {
      throw new IllegalArgumentException("a single word may be anything");
    }
    return IndicatorKind.DOMAIN;
  }

  /** A domain without the marks of the names below it. */
  static String name(String text) {
    return text.substring(form(text).prefix.length());
  }

  /** Which names a list's entry for a domain means. */
  static IndicatorTexts.Form form(String text) {
    if (text.startsWith("*.")) {
      return IndicatorTexts.Form.BELOW;
    }
    return text.startsWith(".") ? IndicatorTexts.Form.TREE : IndicatorTexts.Form.NAME;
  }

  private static boolean isHash(String text) {
    return HASH_LENGTHS.contains(text.length()) && HEX.matcher(text).matches();
  }

  /**
   * The bytes that are compared.
   *
   * @param kind any but an address
   * @param text a domain without marks of the names below it
   * @throws IllegalArgumentException if the text is not of the kind
   */
  static byte[] key(IndicatorKind kind, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("the length must be 1 to " + LONGEST);
    }
    return switch (kind) {
      case ADDRESS -> throw new IllegalArgumentException("an address is no text");
      case DOMAIN -> bytes(domain(text));
      case URL -> bytes(url(text));
      case FILE_HASH -> hash(text);
      case USER -> bytes(text.strip().toLowerCase(Locale.ROOT));
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hash(String text) {
    if (!isHash(text)) {
      throw new IllegalArgumentException(
          "a hash has 32, 40, 56, 64, 96 or 128 digits in hex and nothing else");
    }
    return HexFormat.of().parseHex(text);
  }

  /** In lower case and ASCII, without the dot of the root. */
  static String domain(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (!isPlain(name)) {
      name = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }
    int begin = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && name.charAt(i) != '.') {
        requireLabel(isLabelCharacter(name.charAt(i)));
      } else {
        requireLabel(i > begin && i - begin <= LONGEST_LABEL);
        begin = i + 1;
      }
    }
    int last = name.lastIndexOf('.') + 1;
    if (name.length() > LONGEST_NAME || Character.isDigit(name.charAt(name.length() - 1))) {
      // No top-level domain is a number; what looks so is a broken address.
      requireLabel(
          name.length() <= LONGEST_NAME && !name.substring(last).chars().allMatch(c -> c <= '9'));
    }
    return name;
  }

  /** Whether a name needs no change; nearly all need none, and each look-up asks. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '.' && !isLabelCharacter(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLabelCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  private static void requireLabel(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("no address, range, domain, URL, hash or e-mail address");
    }
  }

  private static String url(String text) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean clean = true;
    for (int i = 0; i < text.length(); i++) {
      clean &= text.charAt(i) > ' ' && text.charAt(i) != 0x7f;
    }
    if (!clean || !SCHEME.matcher(scheme).matches()) {
      throw new IllegalArgumentException("a URL begins with a scheme and holds no blanks");
    }
    int hash = text.indexOf('#');
    String rest = text.substring(colon + 3, hash < colon + 3 ? text.length() : hash);
    int end = 0;
    while (end < rest.length() && "/?\\".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    int at = rest.lastIndexOf('@', end - 1);
    String host = host(scheme, rest.substring(at + 1, end));
    String path = rest.substring(end);
    return scheme
        + "://"
        + rest.substring(0, at + 1)
        + host
        + (path.startsWith("/") ? path : "/" + path);
  }

  /** Host and port, without the port that the scheme has anyway. */
  private static String host(String scheme, String authority) {
    int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    if (!port.isEmpty() && !DIGITS.matcher(port).matches()) {
      throw new IllegalArgumentException("the port is no number");
    }
    boolean usual =
        port.isEmpty()
            || (scheme.equals("http") && port.equals("80"))
            || (scheme.equals("https") && port.equals("443"));
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    IpRange address = IpRange.address(bracketed ? host.substring(1, host.length() - 1) : host);
    String name = address != null ? address.toString() : domain(host);
    return (name.indexOf(':') < 0 ? name : "[" + name + "]") + (usual ? "" : ":" + port);
  }
}
