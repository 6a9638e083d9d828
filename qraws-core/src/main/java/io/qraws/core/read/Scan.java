// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Follows one JSON value byte by byte: depth, strings, and the member names at depth one. */
final class Scan {
  private static final int LONGEST_KEY = 32;

  private final boolean keys;
  private final byte[] key = new byte[LONGEST_KEY];
  private int keyLength;
  private boolean keyComplete;
  private boolean afterColon;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean lineBroken;

  /** Whether to watch for arrays that are members at depth one. */
  Scan(boolean keys) {
    this.keys = keys;
  }

  enum State {
    /** Inside the value. */
    MORE,
    /** An array begins that is a member at depth one; its bracket has been taken. */
    CONTAINER,
    /** The value is complete. */
    DONE,
    /** The input ended inside the value. */
    END
  }

  /** The name of the last member at depth one. */
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
    int c = window.next();
    return c < 0 ? State.END : take(c);
  }

  private State take(int c) {
    if (inString) {
      return inString(c);
    }
    switch (c) {
      case '"' -> {
        inString = true;
        if (keys && depth == 1 && !afterColon) {
          keyLength = 0;
          keyComplete = false;
        }
      }
      case ':' -> afterColon |= depth == 1;
      case ',' -> afterColon &= depth != 1;
      case '{' -> depth++;
      case '[' -> {
        depth++;
        if (keys && depth == 2 && afterColon) {
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
      keyComplete = true;
      return depth == 0 ? State.DONE : State.MORE;
    }
    if (keys && depth == 1 && !afterColon && !keyComplete && keyLength < LONGEST_KEY) {
      key[keyLength++] = (byte) c;
    }
    return State.MORE;
  }

  /**
   * Behind the end of the value that begins there, or -1 if it does not end within so many bytes.
   */
  static int endOfValue(byte[] bytes, int from, int most) {
    Scan scan = new Scan(false);
    int last = Math.min(bytes.length, from + most);
    for (int i = from; i < last; i++) {
      if (scan.take(bytes[i] & 0xff) == State.DONE) {
        return i + 1;
      }
    }
    return -1;
  }
}
