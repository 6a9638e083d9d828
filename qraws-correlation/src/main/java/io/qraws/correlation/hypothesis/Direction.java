// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

/** When what a hunt looks for would have happened, seen from the incident. */
public enum Direction {
  /** Before its first signal: from a window earlier up to it. */
  BEFORE,
  /** From its first signal to a window behind its last. */
  AFTER,
  /** From a window before its first signal to a window behind its last. */
  BESIDE
}
