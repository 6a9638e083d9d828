// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Instant time;
    private final List<Key> keys;

    /** The highest score of its calls, and whose that is. */
    double score;

    long call;
    boolean told;

    private Doing(Instant time, List<Key> keys) {
      this.time = time;
      this.keys = keys;
    }
  }

  private final Map<Key, Doing> doings = new LinkedHashMap<>();

  /** The doing that a call belongs to; null if it begins one. */
  @Nullable Doing known(Traits traits, Surprise.Result result) {
    long principal = traits.principal();
    Feature leading = result.leading();
    Doing same = within(new Key(principal, value(traits, leading)), traits.time(), SAME_VALUE);
    return same == null
        ? within(new Key(principal, any(leading)), traits.time(), SAME_FEATURE)
        : same;
  }

  /** Begins a doing, which all that is told of it belongs to. */
  Doing begin(Traits traits, Surprise.Result result, long call) {
    List<Key> keys = new ArrayList<>();
    for (Feature feature : result.told()) {
      keys.add(new Key(traits.principal(), value(traits, feature)));
    }
    keys.add(new Key(traits.principal(), any(result.leading())));
    Doing doing = new Doing(traits.time(), List.copyOf(keys));
    doing.score = result.score;
    doing.call = call;
    put(doing);
    return doing;
  }

  private static long value(Traits traits, Feature feature) {
    return traits.keys().getOrDefault(feature, (long) feature.index() << 60);
  }

  /** Stands for all of a feature's values; none has such a key. */
  private static long any(Feature feature) {
    return -1L - feature.index();
  }

  private @Nullable Doing within(Key key, Instant time, Duration window) {
    Doing doing = doings.get(key);
    return doing != null && apart(doing.time, time).compareTo(window) < 0 ? doing : null;
  }

  /** Never negative; {@link Duration#abs} would go by way of BigDecimal. */
  private static Duration apart(Instant one, Instant other) {
    return one.isBefore(other) ? Duration.between(one, other) : Duration.between(other, one);
  }

  private void put(Doing doing) {
    for (Key key : doing.keys) {
      doings.remove(key);
      doings.put(key, doing);
    }
    while (doings.size() > MOST) {
      doings.remove(doings.keySet().iterator().next());
    }
  }

  void write(DataOutputStream out) throws IOException {
    Set<Doing> all = new LinkedHashSet<>(doings.values());
    out.writeInt(all.size());
    for (Doing doing : all) {
      out.writeLong(doing.time.toEpochMilli());
      out.writeDouble(doing.score);
      out.writeLong(doing.call);
      out.writeBoolean(doing.told);
      out.writeInt(doing.keys.size());
      for (Key key : doing.keys) {
        out.writeLong(key.principal);
        out.writeLong(key.what);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int i = BaselineFile.count(in, "doings"); i > 0; i--) {
      Instant time = Instant.ofEpochMilli(in.readLong());
      double score = in.readDouble();
      long call = in.readLong();
      boolean told = in.readBoolean();
      List<Key> keys = new ArrayList<>();
      for (int j = BaselineFile.count(in, "values of a doing"); j > 0; j--) {
        keys.add(new Key(in.readLong(), in.readLong()));
      }
      Doing doing = new Doing(time, List.copyOf(keys));
      doing.score = score;
      doing.call = call;
      doing.told = told;
      put(doing);
    }
  }
}
