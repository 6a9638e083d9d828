// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

/** An answer: the related signals by number, newest first, and which keys each shares. */
interface Related {
  int size();

  long number(int match);

  /** One bit a key. */
  long shared(int match);

  /** Two answers with the same sum are the same, but for one in a great many. */
  default long sum() {
    long sum = size();
    for (int i = 0; i < size(); i++) {
      sum = sum * 31 + number(i);
      sum = sum * 31 + shared(i);
    }
    return sum;
  }
}
