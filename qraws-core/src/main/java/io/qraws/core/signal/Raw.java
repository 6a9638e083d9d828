// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as they were sent, immutable. */
public final class Raw {
  /** No bytes, for a signal that QRAWS derived itself. */
  public static final Raw EMPTY = new Raw(new byte[0]);

  private final byte[] bytes;

  private Raw(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies the bytes.
   *
   * @param bytes as sent
   */
  public static Raw of(byte[] bytes) {
    return new Raw(bytes.clone());
  }

  /**
   * Copies a stretch of bytes.
   *
   * @param bytes as sent
   * @param from the first
   * @param to behind the last
   */
  public static Raw of(byte[] bytes, int from, int to) {
    return new Raw(Arrays.copyOfRange(bytes, from, to));
  }

  /**
   * The text as UTF-8.
   *
   * @param text any
   */
  public static Raw of(String text) {
    return new Raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8, what is not UTF-8 replaced by U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Raw raw && Arrays.equals(bytes, raw.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Raw[" + bytes.length + " bytes]";
  }
}
