// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory may be taken, and how much is. */
final class Budget {
  /** More than there can be. */
  static final long TOO_MUCH = 1L << 60;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  Budget(long most) {
    this.most = Math.min(most, TOO_MUCH - 1);
  }

  /** Takes some, or gives it back if negative; false if that would be too much. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= most || bytes <= 0) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Takes what cannot be done without. */
  void force(long bytes) {
    taken.addAndGet(bytes);
  }

  long taken() {
    return taken.get();
  }
}
