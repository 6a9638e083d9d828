// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.store.SpillQueue;
import io.qraws.core.store.StateStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must still be sent, or sent again if the connection breaks. Not safe for many threads. */
final class SyslogBacklog {
  /*
   * Messages go by three places, in order:
   *
   *   the store's queue -> `doubtful`, written but perhaps not read by the receiver -> forgotten
   *
   * A message that came straight from the caller is in `doubtful` only. One from the queue stays in
   * the queue as well until it is forgotten, so that it need not be put back, which would be at the
   * queue's end and out of order. A caller's message is written only when all of the queue was, so
   * in `doubtful` those from the queue come first, and putting the others at the queue's end when
   * the connection breaks leaves all in order.
   */
  @SuppressWarnings("ArrayRecordComponent") // Nothing compares them.
  private record Written(byte[] message, @Nullable Long number) {}

  /** Those from the queue are read again with each batch, so that they must not be many. */
  private static final int MOST_DOUBTFUL = 5_000;

  private static final int TIDY_AT = 100;

  private final StateStore store;
  private final String queue;
  private final int doubtfulLimit;

  private final Deque<Written> doubtful = new ArrayDeque<>();
  private final Set<Long> doubtfulNumbers = new HashSet<>();
  private final List<Long> forgotten = new ArrayList<>();
  private long doubtfulBytes;

  /** Whether the queue may hold what was not written on this connection; at first nobody knows. */
  private boolean waiting = true;

  SyslogBacklog(StateStore store, String queue, int doubtfulLimit) {
    this.store = store;
    this.queue = queue;
    this.doubtfulLimit = doubtfulLimit;
  }

  /** Whether {@link #next} may return something. */
  boolean waiting() {
    return waiting;
  }

  /** Whether messages are in doubt that only memory holds. */
  boolean inDoubt() {
    return !doubtful.isEmpty();
  }

  /** The next in the queue that this connection has not written, oldest first. */
  List<SpillQueue.Entry> next(int max) {
    List<SpillQueue.Entry> entries =
        inQueue(
            q -> {
              q.remove(forgotten);
              return q.first(doubtfulNumbers.size() + max);
            });
    forgotten.clear();
    List<SpillQueue.Entry> next =
        entries.stream().filter(e -> !doubtfulNumbers.contains(e.number())).toList();
    waiting = !next.isEmpty();
    return next;
  }

  /**
   * Takes note of a message that was written.
   *
   * @param number its number in the queue, or null if it was not there
   */
  void written(byte[] message, @Nullable Long number) {
    doubtful.add(new Written(message, number));
    doubtfulBytes += message.length;
    if (number != null) {
      doubtfulNumbers.add(number);
    }
    while (doubtfulBytes > doubtfulLimit || doubtful.size() > MOST_DOUBTFUL) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Written oldest = doubtful.remove();
    doubtfulBytes -= oldest.message().length;
    if (oldest.number() != null) {
      doubtfulNumbers.remove(oldest.number());
      forgotten.add(oldest.number());
      // So that the queue is tidied even if nothing else waits in it, though not for each one.
      waiting |= forgotten.size() >= TIDY_AT || doubtfulNumbers.isEmpty();
    }
  }

  /** Puts a message at the end of the queue, while the connection stands. */
  void append(byte[] message) {
    inQueue(q -> q.append(message));
    waiting = true;
  }

  /**
   * After the connection broke: puts what is in doubt, and then a message, at the end of the queue,
   * and begins at its front again. If the store fails, nothing has changed.
   */
  void spill(byte @Nullable [] message) {
    List<byte[]> messages = new ArrayList<>();
    doubtful.stream().filter(w -> w.number() == null).forEach(w -> messages.add(w.message()));
    if (message != null) {
      messages.add(message);
    }
    inQueue(
        q -> {
          q.remove(forgotten);
          messages.forEach(q::append);
          return null;
        });
    forgotten.clear();
    doubtful.clear();
    doubtfulNumbers.clear();
    doubtfulBytes = 0;
    waiting = true;
  }

  /** Forgets all that is in doubt: the receiver has read it. */
  void confirmed() {
    Collection<Long> read = new ArrayList<>(forgotten);
    read.addAll(doubtfulNumbers);
    doubtful.clear();
    doubtfulNumbers.clear();
    doubtfulBytes = 0;
    if (!read.isEmpty()) {
      inQueue(q -> q.remove(read));
      forgotten.clear();
    }
  }

  long size() {
    return inQueue(SpillQueue::size);
  }

  private <T extends @Nullable Object> T inQueue(Function<SpillQueue, T> work) {
    return store.inTransaction(tx -> work.apply(tx.queue(queue)));
  }
}
