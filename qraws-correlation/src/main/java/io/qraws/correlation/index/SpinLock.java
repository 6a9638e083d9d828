// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that is held for about a microsecond, in the object that it guards: whoever gets it has
 * fetched what it needs with it. Not reentrant, and not fair.
 */
abstract class SpinLock {
  private static final VarHandle HELD;
  private static final int TRIES = 2_000;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** 1 while somebody has it. */
  @SuppressWarnings("UnusedVariable") // by its handle alone
  private int held;

  /** Tries for a while before it waits: putting a thread to sleep costs more than the work does. */
  final void lock() {
    int tries = 0;
    while (!HELD.compareAndSet(this, 0, 1)) {
      do {
        pause(tries++);
      } while ((int) HELD.getOpaque(this) != 0);
    }
  }

  final void unlock() {
    HELD.setRelease(this, 0);
  }

  /** Lets others go on, the more willingly the longer it takes. */
  static void pause(int tries) {
    if (tries >= 0 && tries < TRIES) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(1_000);
    }
  }
}
