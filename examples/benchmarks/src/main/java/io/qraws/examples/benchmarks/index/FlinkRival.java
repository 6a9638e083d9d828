// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;

/**
 * Flink's keyed state on the heap, one value a key: an array of the newest signals under it. There
 * is nothing of Flink around it: no serialization between operators, no network, no checkpoints.
 */
final class FlinkRival implements Rival {
  private static final int KEY_GROUPS = 128;

  private final Settings settings;
  private final Merge merge;
  private final Found related;
  private final HeapKeyedStateBackend<String> backend;
  private final ValueState<long[]> state;
  private final Deque<Sample> arrivals = new ArrayDeque<>();
  private long next;

  FlinkRival(Settings settings) {
    this.settings = settings;
    merge = new Merge(settings);
    related = new Found(settings.matches());
    try {
      KeyGroupRange all = new KeyGroupRange(0, KEY_GROUPS - 1);
      backend =
          new HeapKeyedStateBackendBuilder<>(
                  null,
                  StringSerializer.INSTANCE,
                  FlinkRival.class.getClassLoader(),
                  KEY_GROUPS,
                  all,
                  new ExecutionConfig(),
                  TtlTimeProvider.DEFAULT,
                  LatencyTrackingStateConfig.disabled(),
                  SizeTrackingStateConfig.disabled(),
                  List.of(),
                  UncompressedStreamCompressionDecorator.INSTANCE,
                  LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
                  new HeapPriorityQueueSetFactory(all, KEY_GROUPS, 128),
                  true,
                  new CloseableRegistry())
              .build();
      state =
          backend.getPartitionedState(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              new ValueStateDescriptor<>("recent", LongPrimitiveArraySerializer.INSTANCE));
    } catch (Exception e) {
      throw new IllegalStateException("Flink's state could not be made", e);
    }
  }

  @Override
  public void add(Sample[] samples, Each each) {
    try {
      for (Sample sample : samples) {
        add(sample);
        each.accept(related);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Sample sample) throws IOException {
    String[] keys = sample.keys();
    merge.begin(keys.length);
    for (int key = 0; key < keys.length; key++) {
      backend.setCurrentKey(keys[key]);
      long[] recent = state.value();
      if (recent == null) {
        state.update(Recent.of(next, sample.time()));
      } else {
        Recent.walk(recent, next - settings.live(), key, merge);
        long[] after = Recent.add(recent, next, sample.time(), settings.perKey());
        if (after != recent) {
          state.update(after);
        }
      }
    }
    merge.into(related, keys.length, sample.time());
    arrivals.addLast(sample);
    next++;
    if (arrivals.size() > settings.live()) {
      evict(arrivals.removeFirst());
    }
  }

  /** What a timer would do: a key goes with the last signal that shows it. */
  private void evict(Sample gone) throws IOException {
    for (String key : gone.keys()) {
      backend.setCurrentKey(key);
      long[] recent = state.value();
      if (recent != null) {
        int pairs = recent.length / 2;
        if (recent[1 + 2 * (int) ((recent[0] - 1) % pairs)] < next - settings.live()) {
          state.clear();
        }
      }
    }
  }

  @Override
  public void close() {
    backend.dispose();
  }
}
