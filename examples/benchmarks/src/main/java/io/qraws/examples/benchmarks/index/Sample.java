// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

/**
 * What a reader has made of a record: when it happened, and the keys it shows, none of them twice.
 */
final class Sample {
  private final long time;
  private final String[] keys;

  /**
   * A signal.
   *
   * @param time in milliseconds
   * @param keys 1 to 6 strings that nothing else refers to
   */
  Sample(long time, String[] keys) {
    this.time = time;
    this.keys = keys;
  }

  long time() {
    return time;
  }

  String[] keys() {
    return keys;
  }
}
