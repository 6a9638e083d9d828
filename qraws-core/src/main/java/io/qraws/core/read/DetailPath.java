// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import org.jspecify.annotations.Nullable;

/**
 * A dotted path into a record, such as {@code requestParameters.bucketName}.
 *
 * <p>Holds on to those seen before, at most {@value #SLOTS}, so that the same text need not be made
 * for each record; of those that share {@value #WAYS} slots the oldest is pushed out. Safe for use
 * by many threads.
 */
final class DetailPath {
  private static final int SLOTS = 8192;
  private static final int WAYS = 4;

  /** Entries are immutable, so that a thread sees a whole one or another whole one. */
  private static final @Nullable DetailPath[] KNOWN = new @Nullable DetailPath[SLOTS];

  private static final DetailPath RECORD = new DetailPath(null, new MemberName(""), "");
  private static final MemberName[] PLACES = new MemberName[64];

  static {
    for (int i = 0; i < PLACES.length; i++) {
      PLACES[i] = new MemberName("" + i);
    }
  }

  private final @Nullable DetailPath parent;
  private final MemberName name;
  private final String text;

  private DetailPath(@Nullable DetailPath parent, MemberName name, String text) {
    this.parent = parent;
    this.name = name;
    this.text = text;
  }

  /** The path to a member of the record itself. */
  static DetailPath root(MemberName name) {
    return RECORD.to(name);
  }

  /** The path to a member of what is there. */
  DetailPath to(MemberName member) {
    int hash = (text.hashCode() * 31 + member.text().hashCode()) * 0x9e3779b1;
    int first = hash >>> 16 & SLOTS - WAYS;
    for (int slot = first; slot < first + WAYS; slot++) {
      DetailPath known = KNOWN[slot];
      if (known != null && known.is(this, member)) {
        return known;
      }
    }
    String whole = this == RECORD ? member.text() : text + "." + member.text();
    DetailPath path = new DetailPath(this, member, whole);
    for (int slot = first + WAYS - 1; slot > first; slot--) {
      KNOWN[slot] = KNOWN[slot - 1];
    }
    KNOWN[first] = path;
    return path;
  }

  /** Compared by text, since the parent may have been pushed out and made again. */
  private boolean is(DetailPath above, MemberName member) {
    return parent != null
        && (parent == above || parent.text.equals(above.text))
        && (name == member || name.text().equals(member.text()));
  }

  /** The path to an element of the array that is there. */
  DetailPath to(int element) {
    return to(element < PLACES.length ? PLACES[element] : new MemberName("" + element));
  }

  /** The last member's name. */
  MemberName name() {
    return name;
  }

  String text() {
    return text;
  }
}
