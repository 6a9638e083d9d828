// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The one spelling under which an indicator's text is kept and looked for. */
final class IndicatorText {
  private static final int LONGEST = 8_192;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The characters of a domain's labels. */
  private static final boolean[] LABEL = new boolean[128];

  static {
    "abcdefghijklmnopqrstuvwxyz0123456789-_".chars().forEach(c -> LABEL[c] = true);
  }

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
    if (!isHashLength(text.length())) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512. */
  private static boolean isHashLength(int digits) {
    return switch (digits) {
      case 32, 40, 56, 64, 96, 128 -> true;
      default -> false;
    };
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
    byte[] hash = new byte[text.length() / 2];
    for (int i = 0; i < hash.length; i++) {
      hash[i] =
          (byte)
              (HexFormat.fromHexDigit(text.charAt(2 * i)) << 4
                  | HexFormat.fromHexDigit(text.charAt(2 * i + 1)));
    }
    return hash;
  }

  /** In lower case; by a table, since the digits of a hash are what no branch can foresee. */
  static String hex(byte[] bytes, int from, int to) {
    byte[] text = new byte[2 * (to - from)];
    for (int i = 0; i < to - from; i++) {
      text[2 * i] = DIGITS[bytes[from + i] >>> 4 & 0xf];
      text[2 * i + 1] = DIGITS[bytes[from + i] & 0xf];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** In lower case and ASCII, without the dot of the root. */
  static String domain(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (isName(name)) {
      return name;
    }
    name = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    requireLabel(isName(name));
    return name;
  }

  /** Whether a name needs no change; nearly all need none, and each look-up asks. */
  private static boolean isName(String name) {
    int label = 0;
    boolean number = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' && label > 0) {
        label = 0;
        number = true;
      } else if (c < LABEL.length && LABEL[c] && label < LONGEST_LABEL) {
        label++;
        number &= c <= '9';
      } else {
        return false;
      }
    }
    // No top-level domain is a number; what looks so is a broken address.
    return label > 0
        && name.length() <= LONGEST_NAME
        && !(number && name.charAt(name.length() - 1) != '-');
  }

  private static void requireLabel(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("no address, range, domain, URL, hash or e-mail address");
    }
  }

  private static String url(String text) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!isScheme(scheme) || !isClean(text)) {
      throw new IllegalArgumentException("a URL begins with a scheme and holds no blanks");
    }
    int begin = colon + 3;
    int hash = text.indexOf('#', begin);
    int end = hash < 0 ? text.length() : hash;
    int path = begin;
    while (path < end && !endsHost(text.charAt(path))) {
      path++;
    }
    int from = Math.max(begin, text.lastIndexOf('@', path - 1) + 1);
    String authority = text.substring(from, path);
    String host = host(scheme, authority);
    boolean slash = path < end && text.charAt(path) == '/';
    if (slash && hash < 0 && host.equals(authority) && text.startsWith(scheme)) {
      return text;
    }
    return scheme
        + text.substring(colon, from)
        + host
        + (slash ? "" : "/")
        + text.substring(path, end);
  }

  private static boolean endsHost(char c) {
    return c == '/' || c == '?' || c == '\\';
  }

  private static boolean isClean(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length(); i++) {
      clean &= text.charAt(i) > ' ' && text.charAt(i) != 0x7f;
    }
    return clean;
  }

  private static boolean isScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Host and port, without the port that the scheme has anyway. */
  private static String host(String scheme, String authority) {
    int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    if (!port.isEmpty() && !PORT.matcher(port).matches()) {
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
