// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import org.jspecify.annotations.Nullable;

/**
 * A dotted path of members' names, each with its first letter in either case, taken apart once for
 * each text that a reader is written with.
 */
final class MemberPath {
  /** Several times as many as the readers have; what finds no place is taken apart each time. */
  private static final int SLOTS = 2048;

  private static final int TRIES = 8;

  /** Entries are immutable, so that a thread sees a whole one or none. */
  private static final @Nullable MemberPath[] KNOWN = new @Nullable MemberPath[SLOTS];

  private final String text;
  private final String name;
  private final String otherCase;
  private final @Nullable MemberPath rest;

  private MemberPath(String text) {
    this.text = text;
    int dot = text.indexOf('.');
    name = dot < 0 ? text : text.substring(0, dot);
    otherCase = name.isEmpty() ? name : otherCase(name.charAt(0)) + name.substring(1);
    rest = dot < 0 ? null : new MemberPath(text.substring(dot + 1));
  }

  private static char otherCase(char c) {
    return Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
  }

  /** The path of a text, which is one of those that a reader is written with. */
  static MemberPath of(String text) {
    int hash = text.hashCode();
    for (int i = 0; i < TRIES; i++) {
      int slot = (hash ^ hash >>> 11) + i & SLOTS - 1;
      MemberPath known = KNOWN[slot];
      if (known != null && known.text.equals(text)) {
        return known;
      }
      if (known == null) {
        MemberPath path = new MemberPath(text);
        KNOWN[slot] = path;
        return path;
      }
    }
    return new MemberPath(text);
  }

  /** The first name. */
  String name() {
    return name;
  }

  /** The same with its first letter in the other case. */
  String otherCase() {
    return otherCase;
  }

  /** What follows; null if nothing does. */
  @Nullable MemberPath rest() {
    return rest;
  }
}
