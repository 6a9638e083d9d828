// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.index.Answer;
import io.qraws.correlation.index.IndexOptions;
import io.qraws.correlation.index.IndexStats;
import io.qraws.correlation.index.KeyHash;
import io.qraws.correlation.index.KeyIndex;
import java.time.Duration;

/** {@link KeyIndex}, given one signal at a time, strings and all. */
final class QrawsRival implements Rival {
  private static final int MOST_KEYS = 6;

  final KeyIndex index;
  private final KeyHash hash = new KeyHash(1, 2);
  private final Answer answer = new Answer();
  private final Related related = new Told(answer);
  private final long[] keys = new long[MOST_KEYS];

  QrawsRival(Settings settings) {
    index = new KeyIndex(options(settings));
  }

  static IndexOptions options(Settings settings) {
    return IndexOptions.DEFAULT
        .withCapacity(settings.live())
        .withWindow(Duration.ofMillis(settings.windowMillis()))
        .withPerKey(settings.perKey())
        .withMatches(settings.matches());
  }

  @Override
  public void add(Sample[] samples, Each each) {
    for (Sample sample : samples) {
      int count = hash(sample, keys, 0);
      index.add(sample.time(), keys, count, answer);
      each.accept(related);
    }
  }

  int hash(Sample sample, long[] into, int at) {
    int end = at;
    for (String key : sample.keys()) {
      into[end++] = hash.of(ObservableKind.RESOURCE, key);
    }
    return end;
  }

  /** What an answer tells, not copied. */
  record Told(Answer answer) implements Related {
    @Override
    public int size() {
      return answer.size();
    }

    @Override
    public long number(int match) {
      return answer.number(match);
    }

    @Override
    public long shared(int match) {
      return answer.shared(match);
    }
  }

  IndexStats stats() {
    return index.stats();
  }
}
