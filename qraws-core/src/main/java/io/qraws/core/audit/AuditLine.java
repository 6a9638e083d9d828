// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One line of an audit file: how it is written and hashed. */
final class AuditLine {
  /** What the first record names as its predecessor. */
  static final String GENESIS = "0".repeat(64);

  /** The longest line that is written or read, in bytes without the line feed. */
  static final int MAX_BYTES = 1 << 20;

  /** The type of the last record of an orderly closed trail. */
  static final String CLOSED = "closed";

  /** What stands between the hashed part and the end of the line, without the hash's digits. */
  static final String HASH_MEMBER = ",\"hash\":\"";

  private AuditLine() {}

  /** The line without its hash member. */
  static String unhashed(
      long seq, Instant time, String type, Map<String, String> data, String prev) {
    StringBuilder line = new StringBuilder(256);
    line.append("{\"seq\":").append(seq).append(",\"time\":");
    quote(line, time.toString());
    line.append(",\"type\":");
    quote(line, type);
    line.append(",\"data\":{");
    String separator = "";
    for (Map.Entry<String, String> entry : new TreeMap<>(data).entrySet()) {
      line.append(separator);
      quote(line, entry.getKey());
      line.append(':');
      quote(line, entry.getValue());
      separator = ",";
    }
    line.append("},\"prev\":");
    quote(line, prev);
    return line.append('}').toString();
  }

  /** The line with its hash member, without a line feed. */
  static String hashed(String unhashed, String hash) {
    return unhashed.substring(0, unhashed.length() - 1) + HASH_MEMBER + hash + "\"}";
  }

  /** The SHA-256 of bytes, as 64 lower-case hex digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    text.codePoints().forEach(point -> escape(out, point));
    out.append('"');
  }

  /*
   * Beyond what JSON demands, all that a terminal or an editor might obey is escaped: controls,
   * line separators, bidirectional marks. A lone surrogate is no character and many parsers refuse it even
   * escaped, so U+FFFD stands for it.
   */
  private static void escape(StringBuilder out, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        for (char unit : Character.toChars(point)) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
      case Character.SURROGATE -> out.append('\ufffd');
      default -> {
        if (point == '"' || point == '\\') {
          out.append('\\');
        }
        out.appendCodePoint(point);
      }
    }
  }
}
