// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.Arrays;

/**
 * Where the values of one JSON text begin and end, found in one pass over its bytes; {@link Node}
 * looks at them, and nothing is decoded before somebody asks.
 *
 * <p>Takes strict JSON in strict UTF-8 and nothing else. Used again for one text after the other,
 * so that what looked at the last one is no longer valid. Not safe for several threads.
 */
final class Tape {
  /*
   * Each value is two words: its type in the highest four bits with the offset of its first byte,
   * and the offset behind its last; a string's are those between the quotes. A container has two
   * more: the place behind the last value in it, and, once somebody has asked, the number of its
   * Members. In an object each value stands behind its name, which is a string.
   */
  static final int MISSING = 0;
  static final int NULL = 1;
  static final int TRUE = 2;
  static final int FALSE = 3;
  static final int WHOLE = 4;
  static final int DECIMAL = 5;
  static final int PLAIN = 6;
  static final int UTF8 = 7;
  static final int ESCAPED = 8;
  static final int ARRAY = 9;
  static final int OBJECT = 10;

  /** The text may go on behind the bytes at hand. */
  static final int UNFINISHED = -1;

  /** Not strict JSON, or beyond a limit. */
  static final int REFUSED = -2;

  /** An array begins that is a member, at depth one, under a name that is watched for. */
  static final int WATCHED = -3;

  static final int DEEPEST = 500;

  /** From so many questions on, an object's members are looked up by name. */
  private static final int FEW = 5;

  private static final int LONGEST_NUMBER = 1000;
  private static final int LONGEST_EXPONENT = 4;
  private static final int LONGEST_NAME = 50_000;
  private static final int LONGEST_STRING = 16 << 20;

  private static final int OFFSET = (1 << 28) - 1;

  private final boolean limited;
  private final int[] open = new int[DEEPEST + 1];
  private int[] words = new int[512];
  private int size;
  private byte[] bytes = new byte[0];
  private int to;
  private boolean lineBroken;

  /** Whether a number may end with the bytes at hand. */
  private boolean complete;

  private Members[] members = new Members[0];
  private int membersUsed;

  Tape() {
    this(true);
  }

  private Tape(boolean limited) {
    this.limited = limited;
  }

  /** One for what Jackson has read and written, where its limits have been kept already. */
  static Tape trusting() {
    return new Tape(false);
  }

  /**
   * Reads the value that begins there.
   *
   * @param watch whether to stop at arrays whose elements {@link Document} reads one by one
   * @return the offset behind the value, or one of {@link #UNFINISHED}, {@link #REFUSED}, {@link
   *     #WATCHED}
   */
  int read(byte[] text, int from, int limit, boolean watch) {
    bytes = text;
    to = limit;
    size = 0;
    membersUsed = 0;
    lineBroken = false;
    return limit > OFFSET ? REFUSED : values(from, watch);
  }

  /** Reads a text that is one value with at most blanks around; false if it is none. */
  boolean whole(byte[] text) {
    complete = true;
    int end = read(text, 0, text.length, false);
    complete = false;
    return end >= 0 && blank(end) == to;
  }

  Node root() {
    return new Node(this, 0);
  }

  /** Whether the value held a line break outside strings. */
  boolean lineBroken() {
    return lineBroken;
  }

  private int values(int from, boolean watch) {
    byte[] text = bytes;
    int at = from;
    int depth = 0;
    while (true) {
      at = blank(at);
      if (at >= to) {
        return UNFINISHED;
      }
      byte first = text[at];
      if (first == '"') {
        at = string(at + 1, LONGEST_STRING);
      } else if (first == '{' || first == '[') {
        if (depth == DEEPEST) {
          return REFUSED;
        }
        if (watch && depth == 1 && first == '[' && watched()) {
          return WATCHED;
        }
        open[++depth] = size;
        container(first == '{' ? OBJECT : ARRAY, at);
        at = blank(at + 1);
        if (at >= to) {
          return UNFINISHED;
        }
        // The brackets' codes are two apart.
        if (text[at] != first + 2) {
          if (first == '{' && (at = name(at)) < 0) {
            return at;
          }
          continue;
        }
        close(open[depth--], ++at);
      } else {
        at = first == '-' || (first >= '0' && first <= '9') ? number(at) : word(at, first);
      }
      if (at < 0) {
        return at;
      }
      while (true) {
        if (depth == 0) {
          return at;
        }
        if (at >= to || text[at] <= ' ') {
          at = blank(at);
          if (at >= to) {
            return UNFINISHED;
          }
        }
        boolean object = type(open[depth]) == OBJECT;
        if (text[at] == ',') {
          at++;
          if (object && (at = name(at < to && text[at] == '"' ? at : blank(at))) < 0) {
            return at;
          }
          break;
        }
        if (text[at] != (object ? '}' : ']')) {
          return REFUSED;
        }
        close(open[depth--], ++at);
      }
    }
  }

  private int blank(int from) {
    int at = from;
    while (at < to && bytes[at] <= ' ') {
      byte b = bytes[at];
      if (b == '\n') {
        lineBroken = true;
      } else if (b != ' ' && b != '\r' && b != '\t') {
        return at;
      }
      at++;
    }
    return at;
  }

  /** A member's name and its colon. */
  private int name(int from) {
    if (from >= to) {
      return UNFINISHED;
    }
    if (bytes[from] != '"') {
      return REFUSED;
    }
    int at = string(from + 1, LONGEST_NAME);
    if (at < 0) {
      return at;
    }
    if (limited && type(size - 2) == ESCAPED) {
      // Jackson takes fewer escapes in names than in texts; so rare that it may judge.
      return REFUSED;
    }
    if (at < to && bytes[at] == ':') {
      return at + 1;
    }
    at = blank(at);
    return at >= to ? UNFINISHED : bytes[at] == ':' ? at + 1 : REFUSED;
  }

  /** A string whose opening quote has been taken. */
  private int string(int from, int longest) {
    byte[] text = bytes;
    int type = PLAIN;
    int at = from;
    while (true) {
      at = Utf8.ordinary(text, at);
      if (at >= to) {
        return UNFINISHED;
      }
      byte b = text[at];
      if (b == '"') {
        break;
      }
      if (b == '\\') {
        type = ESCAPED;
        at = Utf8.escape(text, at + 1, to);
      } else if (b < 0) {
        type = type == ESCAPED ? ESCAPED : UTF8;
        at = Utf8.behind(text, at, to);
      } else {
        return REFUSED;
      }
      if (at < 0) {
        return at;
      }
    }
    if (limited && at - from > longest) {
      return REFUSED;
    }
    scalar(type, from, at);
    return at + 1;
  }

  private int number(int from) {
    byte[] text = bytes;
    int at = text[from] == '-' ? from + 1 : from;
    int whole = at;
    at = digits(at);
    if (at == whole || (at > whole + 1 && text[whole] == '0')) {
      return at >= to ? UNFINISHED : REFUSED;
    }
    int type = WHOLE;
    if (at < to && text[at] == '.') {
      type = DECIMAL;
      int fraction = at + 1;
      at = digits(fraction);
      if (at == fraction) {
        return at >= to ? UNFINISHED : REFUSED;
      }
    }
    if (at < to && (text[at] | 0x20) == 'e') {
      type = DECIMAL;
      at++;
      if (at < to && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      int exponent = at;
      while (at < to && text[at] == '0') {
        at++;
      }
      int telling = at;
      at = digits(at);
      if (at == exponent || (limited && at - telling > LONGEST_EXPONENT)) {
        return at >= to ? UNFINISHED : REFUSED;
      }
    }
    if (at >= to && !complete) {
      return UNFINISHED;
    }
    if (limited && at - from > LONGEST_NUMBER) {
      return REFUSED;
    }
    scalar(type, from, at);
    return at;
  }

  private int digits(int from) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  private int word(int at, byte first) {
    return switch (first) {
      case 't' -> word(at, "true", TRUE);
      case 'f' -> word(at, "false", FALSE);
      case 'n' -> word(at, "null", NULL);
      default -> REFUSED;
    };
  }

  private int word(int from, String word, int type) {
    int end = from + word.length();
    if (end > to) {
      return UNFINISHED;
    }
    for (int i = 1; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return REFUSED;
      }
    }
    scalar(type, from, end);
    return end;
  }

  private void scalar(int type, int start, int end) {
    if (size + 4 > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    words[size] = type << 28 | start;
    words[size + 1] = end;
    size += 2;
  }

  private void container(int type, int start) {
    scalar(type, start, start);
    words[size] = 0;
    words[size + 1] = -1;
    size += 2;
  }

  private void close(int container, int end) {
    words[container + 1] = end;
    words[container + 2] = size;
  }

  /** Whether the name just read is one of an array whose elements are records. */
  private boolean watched() {
    return Document.CONTAINERS.contains(text(size - 2));
  }

  byte[] bytes() {
    return bytes;
  }

  int type(int value) {
    return words[value] >>> 28;
  }

  int start(int value) {
    return words[value] & OFFSET;
  }

  int end(int value) {
    return words[value + 1];
  }

  /** The first value in a container, or {@link #next} of it if there is none. */
  int first(int container) {
    return container + 4;
  }

  /** Behind a value and all that is in it. */
  int next(int value) {
    return type(value) >= ARRAY ? words[value + 2] : value + 2;
  }

  /** What stands there as text. */
  String text(int value) {
    return Utf8.text(bytes, start(value), end(value), type(value));
  }

  /**
   * Where an object's member of that name stands, or -1; of several the last one counts.
   *
   * <p>Of an object that is asked for few, the names are compared where they stand.
   */
  int member(int object, String name) {
    return few(object) ? sought(object, name, name) : members(object).of(name);
  }

  /**
   * The same for either of two names; the first comes before the other, and JSON's null is none.
   */
  int either(int object, String name, String other) {
    int found =
        few(object) ? sought(object, name, other) : members(object).either(this, name, other);
    return found >= 0 && type(found) != NULL ? found : -1;
  }

  /** Counts how often an object was asked, up to where it pays to know its members by name. */
  private boolean few(int object) {
    int asked = words[object + 3];
    if (asked >= 0 || asked <= -FEW) {
      return false;
    }
    words[object + 3] = asked - 1;
    return true;
  }

  /** Of two names that differ in the first letter at most, the one as written comes first. */
  private int sought(int object, String name, String other) {
    int length = name.length();
    int end = next(object);
    int exact = -1;
    int second = -1;
    for (int at = first(object); at < end; at = next(at + 2)) {
      int start = start(at);
      if (type(at) != PLAIN) {
        String text = text(at);
        exact = text.equals(name) ? at + 2 : exact;
        second = text.equals(other) ? at + 2 : second;
      } else if (words[at + 1] - start == length && endsWith(start, name)) {
        if (length == 0 || bytes[start] == name.charAt(0)) {
          exact = at + 2;
        } else if (bytes[start] == other.charAt(0)) {
          second = at + 2;
        }
      }
    }
    return exact >= 0 && type(exact) != NULL ? exact : second >= 0 ? second : exact;
  }

  /** Whether all but the first byte are those of the name. */
  private boolean endsWith(int start, String name) {
    for (int i = name.length() - 1; i > 0; i--) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The members of an object by name. */
  Members members(int object) {
    int known = words[object + 3];
    if (known >= 0) {
      return members[known];
    }
    if (membersUsed == members.length) {
      members = Arrays.copyOf(members, Math.max(16, members.length * 2));
    }
    Members found = members[membersUsed];
    if (found == null) {
      members[membersUsed] = found = new Members();
    }
    words[object + 3] = membersUsed++;
    found.fill(this, object);
    return found;
  }
}
