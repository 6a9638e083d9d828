// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How names and texts, which may hold anything, are kept in a database. */
final class Names {
  /** Characters of a name at most. */
  static final int MAX_NAME = 2_500;

  /** Characters of a text at most. */
  static final int MAX_TEXT = 8_000;

  /*
   * PostgreSQL stores no NUL, and UTF-8 has no form for half of a surrogate pair. Both are written
   * as DLE, the character made for this, and four hex digits; so is DLE itself.
   */
  private static final char ESCAPE = '\u0010';

  private Names() {}

  static String name(String value, String what) {
    return checked(value, what, 1, MAX_NAME);
  }

  static String text(String value, String what) {
    return checked(value, what, 0, MAX_TEXT);
  }

  private static String checked(String value, String what, int min, int max) {
    int length = requireNonNull(value, what).length();
    if (length < min || length > max) {
      throw new IllegalArgumentException(
          what + " must have " + min + " to " + max + " characters: " + length);
    }
    return value;
  }

  /** A key of fixed length for names of any length; different for ("a", "bc") and ("ab", "c"). */
  static String key(String... names) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String name : names) {
        // Escaped, since UTF-8 would make one character of all broken surrogates.
        byte[] bytes = escaped(name).getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** As stored; {@link #unescaped} gives it back. */
  static String escaped(String value) {
    StringBuilder out = null;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (storable(value, i)) {
        if (out != null) {
          out.append(c);
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(value.length() + 16).append(value, 0, i);
      }
      out.append(ESCAPE).append(HexFormat.of().toHexDigits(c));
    }
    return out == null ? value : out.toString();
  }

  private static boolean storable(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
    return c != 0 && c != ESCAPE;
  }

  static String unescaped(String stored) {
    int at = stored.indexOf(ESCAPE);
    if (at < 0) {
      return stored;
    }
    StringBuilder out = new StringBuilder(stored.length());
    int from = 0;
    while (at >= 0) {
      out.append(stored, from, at);
      out.append((char) HexFormat.fromHexDigits(stored, at + 1, at + 5));
      from = at + 5;
      at = stored.indexOf(ESCAPE, from);
    }
    return out.append(stored, from, stored.length()).toString();
  }

  /** For a message: short, and without control characters. */
  static String shown(String name) {
    String start = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?");
  }
}
