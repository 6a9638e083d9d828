// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Takes locks that are held for about a microsecond. */
final class Spin {
  private static final int TRIES = 2_000;

  private Spin() {}

  /** Tries for a while before it waits: putting a thread to sleep costs more than the work does. */
  static void lock(ReentrantLock lock) {
    for (int i = 0; i < TRIES; i++) {
      if (!lock.isLocked() && lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  /** Lets others go on, the more willingly the longer it takes. */
  static void pause(int tries) {
    if (tries < TRIES) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(1_000);
    }
  }
}
