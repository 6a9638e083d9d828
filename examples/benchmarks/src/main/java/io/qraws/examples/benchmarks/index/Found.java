// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

/** An answer in two arrays. */
final class Found implements Related {
  private final long[] numbers;
  private final long[] shared;
  private int size;

  Found(int most) {
    numbers = new long[most];
    shared = new long[most];
  }

  void clear() {
    size = 0;
  }

  void add(long number, long keys) {
    numbers[size] = number;
    shared[size] = keys;
    size++;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long number(int match) {
    return numbers[match];
  }

  @Override
  public long shared(int match) {
    return shared[match];
  }
}
