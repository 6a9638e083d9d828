// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are one doing: the same value of the same principal within a day, and anything else
 * of the same feature within an hour. A doing is told once, and counts once in the calibration,
 * with the highest of its scores. Holds the latest. Not safe for several threads.
 */
final class Doings {
  private static final Duration SAME_VALUE = Duration.ofDays(1);
  private static final Duration SAME_FEATURE = Duration.ofHours(1);
  private static final int MOST = 20_000;

  private record Key(long principal, long what) {}

  /** One doing. */
  static final class Doing {
    final Instant time;

    /** The highest score of its calls, and whose that is. */
    double score;

    long call;
    boolean told;

    private Doing(Instant time, long call, double score) {
      this.time = time;
      this.call = call;
      this.score = score;
    }
  }

  private final Map<Key, Doing> doings = new LinkedHashMap<>();

  /** The doing that a call belongs to; null if it begins one. */
  @Nullable Doing known(Traits traits, Feature feature, long value) {
    Doing same = within(new Key(traits.principal(), value), traits.time(), SAME_VALUE);
    return same == null
        ? within(new Key(traits.principal(), ofFeature(feature)), traits.time(), SAME_FEATURE)
        : same;
  }

  /** Begins a doing. */
  Doing begin(Traits traits, Feature feature, long value, long call, double score) {
    Doing doing = new Doing(traits.time(), call, score);
    put(new Key(traits.principal(), value), doing);
    put(new Key(traits.principal(), ofFeature(feature)), doing);
    return doing;
  }

  /** No value has such a key. */
  private static long ofFeature(Feature feature) {
    return -1L - feature.index();
  }

  private @Nullable Doing within(Key key, Instant time, Duration window) {
    Doing doing = doings.get(key);
    return doing != null && Duration.between(doing.time, time).abs().compareTo(window) < 0
        ? doing
        : null;
  }

  private void put(Key key, Doing doing) {
    doings.remove(key);
    doings.put(key, doing);
    if (doings.size() > MOST) {
      doings.remove(doings.keySet().iterator().next());
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(doings.size());
    for (Map.Entry<Key, Doing> entry : doings.entrySet()) {
      out.writeLong(entry.getKey().principal());
      out.writeLong(entry.getKey().what());
      out.writeLong(entry.getValue().time.toEpochMilli());
      out.writeLong(entry.getValue().call);
      out.writeDouble(entry.getValue().score);
      out.writeBoolean(entry.getValue().told);
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int i = BaselineFile.count(in, "doings"); i > 0; i--) {
      Key key = new Key(in.readLong(), in.readLong());
      Doing doing = new Doing(Instant.ofEpochMilli(in.readLong()), in.readLong(), in.readDouble());
      doing.told = in.readBoolean();
      doings.put(key, doing);
    }
  }
}
