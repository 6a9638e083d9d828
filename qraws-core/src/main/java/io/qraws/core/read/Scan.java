// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Follows one JSON value byte by byte: depth, strings, and the arrays that are members. */
final class Scan {
  private static final int LONGEST_KEY = 32;

  /** Down to which depth to watch for arrays that are members. */
  private final int watched;

  /** Whether the value ends with its line, whole or not. */
  private final boolean line;

  /** The last string's first bytes, which are a name if a colon follows. */
  private final byte[] key = new byte[LONGEST_KEY];

  private int keyLength;
  private boolean afterColon;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean lineBroken;

  private Scan(int watched, boolean line) {
    this.watched = watched;
    this.line = line;
  }

  /** One that only follows. */
  static Scan plain() {
    return new Scan(0, false);
  }

  /** One that watches for arrays that are members at depth one. */
  static Scan watching() {
    return new Scan(1, false);
  }

  /** One that watches for arrays that are members at any depth; to the end of the line, if so. */
  static Scan watchingDeep(boolean line) {
    return new Scan(Integer.MAX_VALUE, line);
  }

  boolean watchesTop() {
    return watched == 1;
  }

  boolean endsWithLine() {
    return line;
  }

  enum State {
    /** Inside the value. */
    MORE,
    /** An array begins that is a member watched for; its bracket has been taken. */
    CONTAINER,
    /** The value is complete. */
    DONE,
    /** The input ended inside the value. */
    END
  }

  /** The name of the member that begins. */
  String key() {
    return new String(key, 0, keyLength, StandardCharsets.UTF_8);
  }

  boolean lineBroken() {
    return lineBroken;
  }

  /** Somebody else read the array to its end. */
  void closeArray() {
    depth--;
  }

  State step(ByteWindow window) throws IOException {
    if (line && window.peek() == '\n') {
      return State.END;
    }
    int c = window.next();
    return c < 0 ? State.END : take(c);
  }

  private State take(int c) {
    if (inString) {
      return inString(c);
    }
    boolean member = afterColon;
    afterColon = c == ':' || (member && (c == ' ' || c == '\n' || c == '\r' || c == '\t'));
    switch (c) {
      case '"' -> {
        inString = true;
        keyLength = 0;
      }
      case '{' -> depth++;
      case '[' -> {
        depth++;
        if (member && depth - 1 <= watched) {
          return State.CONTAINER;
        }
      }
      case '}', ']' -> {
        depth--;
        return depth <= 0 ? State.DONE : State.MORE;
      }
      case '\n' -> lineBroken = true;
      default -> {
        return State.MORE;
      }
    }
    return State.MORE;
  }

  private State inString(int c) {
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      inString = false;
      return depth == 0 ? State.DONE : State.MORE;
    }
    if (keyLength < LONGEST_KEY) {
      key[keyLength++] = (byte) c;
    }
    return State.MORE;
  }

  /**
   * Behind the end of the value that begins there, or -1 if it does not end within so many bytes.
   */
  static int endOfValue(byte[] bytes, int from, int most) {
    Scan scan = plain();
    int last = Math.min(bytes.length, from + most);
    for (int i = from; i < last; i++) {
      if (scan.take(bytes[i] & 0xff) == State.DONE) {
        return i + 1;
      }
    }
    return -1;
  }
}
