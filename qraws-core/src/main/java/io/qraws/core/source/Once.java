// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.store.StateStore;
import io.qraws.core.store.WriteBack;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Changes made elsewhere, each at most once for its key, though the process may die at any moment.
 *
 * <p>The intention is stored before the change is made, and the answer after. An intention without
 * an answer is in doubt: the change is never repeated blindly, but the other side is asked whether
 * it was made, and not before a request that may still be on its way has arrived or is lost (the
 * settling time). That time is measured by elapsed time within this process, so that a clock that
 * jumps can't shorten it. Safe for use by many threads.
 */
public final class Once {
  /** A change elsewhere. */
  public interface Change {
    /** What it changes, for people; kept with the intention; at most 8,000 characters. */
    String what();

    /**
     * Makes the change.
     *
     * @return the other side's answer, at most 8,000 characters
     * @throws InterruptedException if the thread is interrupted
     */
    String make() throws InterruptedException;

    /**
     * Asks the other side whether the change was made. An answer that is not sure must be thrown as
     * a failure, never guessed.
     *
     * @return its answer if it was, empty if it was not
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<String> made() throws InterruptedException;
  }

  private final StateStore store;
  private final long settleNanos;
  private final LongSupplier nanoTime;

  private final Object lock = new Object();

  /** When this process first saw a key in doubt; guarded by the lock. */
  private final Map<String, Seen> doubts = new HashMap<>();

  /** What some thread of this process is at; guarded by the lock. */
  private final Set<String> making = new HashSet<>();

  private record Seen(Instant intended, long nanos) {}

  Once(StateStore store, Duration settle, LongSupplier nanoTime) {
    this.store = store;
    this.settleNanos = settle.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Makes a change unless it was made before.
   *
   * @param key the change's own, the same whenever the same change is meant; 1 to 2,500 characters
   * @param change makes it
   * @return the answer, which may be that of an earlier call
   * @throws InDoubtException if it may have been made and it is too early to ask, or another thread
   *     is at it
   * @throws InterruptedException if the change throws it
   */
  public String make(String key, Change change) throws InterruptedException {
    requireNonNull(key, "key");
    synchronized (lock) {
      // However long another thread's request takes, it is on its way.
      if (!making.add(key)) {
        throw new InDoubtException(key);
      }
    }
    try {
      return makeAlone(key, change);
    } finally {
      synchronized (lock) {
        making.remove(key);
      }
    }
  }

  private String makeAlone(String key, Change change) throws InterruptedException {
    String what = change.what();
    Optional<WriteBack> before = intend(key, what);
    if (before.isPresent()) {
      WriteBack known = before.get();
      Optional<String> answer = known.result();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (!settled(key, known.intended())) {
        throw new InDoubtException(key);
      }
      Optional<String> made = change.made();
      if (made.isPresent()) {
        return conclude(key, made.get());
      }
      intendAnew(key, what, known.intended());
    }
    return conclude(key, change.make());
  }

  /** Empty if it may be made: this call's intention is stored and there was none before. */
  private Optional<WriteBack> intend(String key, String what) {
    return store.inTransaction(
        tx -> {
          if (tx.writeBacks().intend(key, what)) {
            return Optional.empty();
          }
          Optional<WriteBack> known = tx.writeBacks().get(key);
          if (known.isEmpty()) {
            throw new InDoubtException(key);
          }
          return known;
        });
  }

  /** Of several that found the same old intention, one goes on. */
  private void intendAnew(String key, String what, Instant old) {
    boolean mine =
        store.inTransaction(
            tx -> {
              Optional<WriteBack> now = tx.writeBacks().get(key);
              return now.isPresent()
                  && now.get().intended().equals(old)
                  && tx.writeBacks().withdraw(key)
                  && tx.writeBacks().intend(key, what);
            });
    forget(key);
    if (!mine) {
      throw new InDoubtException(key);
    }
  }

  private String conclude(String key, String answer) {
    store.inTransaction(tx -> tx.writeBacks().conclude(key, answer));
    forget(key);
    return answer;
  }

  private boolean settled(String key, Instant intended) {
    long now = nanoTime.getAsLong();
    synchronized (lock) {
      Seen seen = doubts.get(key);
      if (seen == null || !seen.intended().equals(intended)) {
        seen = new Seen(intended, now);
        doubts.put(key, seen);
      }
      return now - seen.nanos() >= settleNanos;
    }
  }

  private void forget(String key) {
    synchronized (lock) {
      doubts.remove(key);
    }
  }
}
