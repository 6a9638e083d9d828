// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

/** Whole numbers that only make sense within bounds; outside of them they are as if absent. */
final class Wholes {
  private Wholes() {}

  /** A count; -1 if it is absent or negative. */
  static long count(Node node) {
    return Math.max(-1, Json.whole(node, -1));
  }

  /** A number from 0 to the most; -1 if it is absent or another one. */
  static int upTo(int most, Node node) {
    long number = Json.whole(node, -1);
    return number < 0 || number > most ? -1 : (int) number;
  }
}
