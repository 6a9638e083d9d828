// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages that are being worked on, kept hidden from others until the batch is closed. */
final class SqsBatch implements Batch {
  private final SqsCalls calls;
  private final Map<Message, List<RawInput>> messages;
  private final ScheduledFuture<?> heartbeat;

  /** Guards the two fields below and orders the calls, so that no extension follows a release. */
  private final Object lock = new Object();

  private final Set<RawInput> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closed;

  SqsBatch(
      SqsCalls calls, Map<Message, List<RawInput>> messages, ScheduledExecutorService executor) {
    this.calls = calls;
    this.messages = messages;
    long period = Math.max(1, calls.visibility().toMillis() / 3);
    heartbeat =
        executor.scheduleWithFixedDelay(this::extend, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public List<RawInput> inputs() {
    return messages.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public @Nullable String position() {
    return null;
  }

  @Override
  public void done(RawInput input) {
    synchronized (lock) {
      done.add(input);
    }
  }

  @Override
  public void abandon(RawInput input, String reason) {}

  private void extend() {
    synchronized (lock) {
      if (!closed) {
        calls.extend(List.copyOf(messages.keySet()));
      }
    }
  }

  @Override
  public void close() {
    heartbeat.cancel(false);
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      Map<Boolean, List<Message>> settled = new HashMap<>();
      messages.forEach(
          (message, inputs) ->
              settled
                  .computeIfAbsent(done.containsAll(inputs), all -> new ArrayList<>())
                  .add(message));
      calls.delete(settled.getOrDefault(true, List.of()));
      calls.release(settled.getOrDefault(false, List.of()));
    }
  }
}
