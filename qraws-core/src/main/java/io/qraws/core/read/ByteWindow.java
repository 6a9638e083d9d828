// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A stream's bytes with a mark: what lies behind the mark is held, so that the reader can go back.
 *
 * <p>Damaged compression reads as the end of the stream, with {@link #damage} telling what
 * happened.
 */
final class ByteWindow {
  private static final int STEP = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[STEP];
  private int position;
  private int limit;
  private int mark;
  private @Nullable String damage;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /** The next byte, 0 to 255, without taking it; -1 at the end. */
  int peek() throws IOException {
    return position < limit || fill() ? buffer[position] & 0xff : -1;
  }

  /** Takes the next byte; -1 at the end. */
  int next() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  /** What lies before the position need not be held. */
  void mark() {
    mark = position;
  }

  /** How many bytes lie between mark and position. */
  int marked() {
    return position - mark;
  }

  /** Copies the bytes between mark and position, at most so many. */
  byte[] copy(int most) {
    return Arrays.copyOfRange(buffer, mark, mark + Math.min(most, marked()));
  }

  /** Goes back to so many bytes behind the mark. */
  void rewind(int offset) {
    position = mark + offset;
  }

  /** What is wrong with the stream's compression; null if nothing. */
  @Nullable String damage() {
    return damage;
  }

  private boolean fill() throws IOException {
    if (mark > 0) {
      System.arraycopy(buffer, mark, buffer, 0, limit - mark);
      position -= mark;
      limit -= mark;
      mark = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int read = damage == null ? in.read(buffer, limit, buffer.length - limit) : -1;
      if (read > 0) {
        limit += read;
        return true;
      }
    } catch (EOFException | ZipException e) {
      damage = e.getMessage() == null ? "unexpected end" : e.getMessage();
    }
    return false;
  }
}
