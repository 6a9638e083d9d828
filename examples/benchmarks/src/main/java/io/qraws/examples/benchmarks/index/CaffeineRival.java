// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.TimeUnit;

/**
 * A Caffeine cache from key to an array of the newest signals under it. Its clock counts signals,
 * so that a key expires with the last signal that shows it.
 */
final class CaffeineRival implements Rival {
  private final Settings settings;
  private final Merge merge;
  private final Found related;
  private long next;
  private final Cache<String, long[]> cache;

  CaffeineRival(Settings settings) {
    this.settings = settings;
    merge = new Merge(settings);
    related = new Found(settings.matches());
    cache =
        Caffeine.newBuilder()
            .expireAfterWrite(settings.live() + 1L, TimeUnit.NANOSECONDS)
            .ticker(() -> next)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public void add(Sample[] samples, Each each) {
    for (Sample sample : samples) {
      String[] keys = sample.keys();
      merge.begin(keys.length);
      for (int key = 0; key < keys.length; key++) {
        int at = key;
        // As one step, since several threads may share a cache.
        cache
            .asMap()
            .compute(
                keys[key],
                (name, recent) -> {
                  if (recent == null) {
                    return Recent.of(next, sample.time());
                  }
                  Recent.walk(recent, next - settings.live(), at, merge);
                  return Recent.add(recent, next, sample.time(), settings.perKey());
                });
      }
      merge.into(related, keys.length, sample.time());
      next++;
      each.accept(related);
    }
  }
}
