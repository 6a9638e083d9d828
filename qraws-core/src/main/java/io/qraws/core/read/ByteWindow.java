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
  private long taken;
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

  /**
   * Takes the value that begins at the position and is whole at hand, or is so after one more read;
   * it may be looked at until the next call. The mark is set before it.
   *
   * @return whether it was taken: not if it is no strict JSON, is longer or has to be watched
   */
  boolean take(Tape tape, int longest, boolean watch) throws IOException {
    mark = position;
    int end = tape.read(buffer, position, limit, watch);
    if (end == Tape.UNFINISHED && fill()) {
      end = tape.read(buffer, position, limit, watch);
    }
    if (end < 0 || end - position > longest) {
      return false;
    }
    position = end;
    return true;
  }

  /** Takes blanks and a line break; false if something else stands there or is not yet at hand. */
  boolean takeLineBreak() {
    int at = position;
    while (at < limit && (buffer[at] == ' ' || buffer[at] == '\t' || buffer[at] == '\r')) {
      at++;
    }
    if (at == limit || buffer[at] != '\n') {
      return false;
    }
    position = at + 1;
    return true;
  }

  /**
   * Copies the line that begins at the position, where the mark is set, without its break; of one
   * that is longer, only so much. Go to its end by {@link #skipLine}, or {@link #rewind} to its
   * beginning.
   */
  byte[] line(int longest) throws IOException {
    mark();
    while (peek() >= 0 && peek() != '\n' && marked() < longest) {
      next();
    }
    return copy(Integer.MAX_VALUE);
  }

  /** Goes behind the next line break, where the mark is set. */
  void skipLine() throws IOException {
    while (peek() >= 0 && peek() != '\n') {
      mark();
      next();
    }
    next();
    mark();
  }

  /** Takes a line; of one that is longer, the copy has only so much. */
  byte[] takeLine(int longest) throws IOException {
    byte[] line = line(longest);
    skipLine();
    return line;
  }

  /** Copies the bytes between mark and position, at most so many. */
  byte[] copy(int most) {
    return Arrays.copyOfRange(buffer, mark, mark + Math.min(most, marked()));
  }

  /** Goes back to so many bytes behind the mark. */
  void rewind(int offset) {
    position = mark + offset;
  }

  /** How many bytes the stream has given so far. */
  long taken() {
    return taken;
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
        taken += read;
        return true;
      }
    } catch (EOFException | ZipException e) {
      damage = e.getMessage() == null ? "unexpected end" : e.getMessage();
    }
    return false;
  }
}
