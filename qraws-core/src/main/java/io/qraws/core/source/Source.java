// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.signal.Raw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where raw input comes from: a queue, a bucket, an API.
 *
 * <p>A source is asked for the next batch and hands over no more than that one, so what is read
 * never runs ahead of what is dealt with. It is asked by one thread at a time and starts none.
 * Delivery is at least once: what was not dealt with comes again, in any order.
 *
 * <p>A source keeps nothing that must survive: its position is stored by the one who asks, in the
 * transaction that holds the batch's effects, and is handed back with every {@link #poll}.
 *
 * <p>To add one: implement this interface. A source whose input comes again by its position alone
 * returns {@link Batch#of}.
 */
public interface Source extends AutoCloseable {
  /**
   * The key of its position in the store: unique among the sources of one store, and the same after
   * a restart.
   *
   * @return 1 to 200 characters
   */
  String name();

  /**
   * Waits for the next batch. The batch before it has been closed.
   *
   * @param position what was stored for this source last, null before the first time
   * @param wait how long to wait at most if there is nothing; zero asks once
   * @return empty if nothing came in time
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws io.qraws.core.QrawsException if the other side failed
   */
  Optional<Batch> poll(@Nullable String position, Duration wait) throws InterruptedException;

  /**
   * Makes inputs again of what was kept of one that could not be dealt with.
   *
   * @param location the input's {@link RawInput#location}
   * @param raw the input's {@link RawInput#raw}
   * @return by default one input with these bytes as its content
   */
  default List<RawInput> replay(String location, Raw raw) {
    return List.of(RawInput.of(location, raw));
  }

  /** Gives back what the source itself made; clients and executors stay the caller's. */
  @Override
  void close();
}
