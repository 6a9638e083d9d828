// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was observed on one day and is not learned yet. Not safe for several threads. */
final class PendingDay {
  /** Scores above this can be taken back one by one; those below are never near an alarm. */
  private static final double NOTABLE = -5;

  private static final int MOST_NOTABLE = 20_000;

  /** What one principal showed. */
  static final class Shown {
    final long peers;
    final long account;
    final Set<Long> values = new LinkedHashSet<>();

    /** Whether an incident holds calls of it, so that its numbers of calls are not its own. */
    boolean suspect;

    Shown(long peers, long account) {
      this.peers = peers;
      this.account = account;
    }
  }

  /** The calls of an hour, and of the busiest hour of the day. */
  static final class Hours {
    long hour;
    final int[] now = new int[Peaks.KINDS];
    final int[] most = new int[Peaks.KINDS];

    /** Counts a call and tells how many the hour has by now. */
    int count(long at, int kind) {
      if (at != hour) {
        hour = at;
        Arrays.fill(now, 0);
      }
      now[kind]++;
      most[kind] = Math.max(most[kind], now[kind]);
      return now[kind];
    }
  }

  /** What an anomaly was about. */
  private record Raised(long principal, List<Long> keys) {}

  private final int mostPrincipals;
  private final int mostValues;
  private final Map<Long, Shown> principals = new LinkedHashMap<>();
  private final Map<Long, Hours> hours = new LinkedHashMap<>();
  private final Map<Long, Float> notable = new LinkedHashMap<>();
  private final Map<Long, Raised> raised = new LinkedHashMap<>();
  private final Calibration.Scores scores = new Calibration.Scores();

  /** The scores of what was left out. */
  private final List<Float> leftOut = new ArrayList<>();

  private long left;

  PendingDay(int mostPrincipals, int mostValues) {
    this.mostPrincipals = mostPrincipals;
    this.mostValues = mostValues;
  }

  Map<Long, Shown> principals() {
    return principals;
  }

  Map<Long, Hours> hours() {
    return hours;
  }

  Calibration.Scores scores() {
    return scores;
  }

  /** How many principals or values there was no room for; they were judged all the same. */
  long left() {
    return left;
  }

  /** Whether a principal showed a value on this day. */
  boolean showed(long principal, long key) {
    Shown shown = principals.get(principal);
    return shown != null && shown.values.contains(key);
  }

  /** Takes what a signal shows. */
  void add(Traits traits) {
    Shown shown = principals.get(traits.principal());
    if (shown == null) {
      if (principals.size() >= mostPrincipals) {
        left++;
        return;
      }
      shown = new Shown(traits.peers(), traits.account());
      principals.put(traits.principal(), shown);
    }
    for (long key : traits.keys().values()) {
      if (shown.values.size() < mostValues) {
        shown.values.add(key);
      } else if (!shown.values.contains(key)) {
        left++;
      }
    }
  }

  /** Counts a call among those of its hour and scope; tells how many they are by now. */
  int count(long scope, long hour, int kind) {
    Hours counted = hours.get(scope);
    if (counted == null) {
      if (hours.size() >= 2 * mostPrincipals) {
        left++;
        return 0;
      }
      counted = new Hours();
      hours.put(scope, counted);
    }
    return counted.count(hour, kind);
  }

  /** Counts the score of a call that begins a doing. */
  void score(long call, double score) {
    scores.add(score);
    if (score > NOTABLE && notable.size() < MOST_NOTABLE) {
      notable.put(call, (float) score);
    }
  }

  /** Counts the score of a call that is no doing of its own. */
  void scoreRepeated() {
    scores.add(Calibration.LOWEST);
  }

  /** Takes back the score of a call that did not turn out to be the highest of its doing. */
  void takeBack(long call) {
    Float score = notable.remove(call);
    if (score != null) {
      scores.remove(score);
      scoreRepeated();
    }
  }

  /** Remembers what an anomaly is about, by the call that it is about. */
  void raise(long call, Traits traits) {
    if (raised.size() < MOST_NOTABLE) {
      raised.put(call, new Raised(traits.principal(), List.copyOf(traits.keys().values())));
    }
  }

  /** Leaves out what a call of an incident showed. */
  void leaveOut(long call, Traits traits) {
    leaveOut(call, traits.principal(), traits.keys().values());
  }

  /** Leaves out what an anomaly was about, if it was raised on this day. */
  void leaveOutRaised(long call) {
    Raised about = raised.get(call);
    if (about != null) {
      leaveOut(call, about.principal, about.keys);
    }
  }

  private void leaveOut(long call, long principal, Collection<Long> keys) {
    Float score = notable.remove(call);
    if (score != null) {
      scores.remove(score);
      leftOut.add(score);
    }
    Shown shown = principals.get(principal);
    if (shown != null) {
      shown.suspect = true;
      keys.forEach(shown.values::remove);
    }
  }

  /**
   * Puts scores that were left out back, the lowest first: as many as ordinary calls bring.
   *
   * @return how many
   */
  int putBack(int most) {
    List<Float> lowest = leftOut.stream().sorted().limit(most).toList();
    lowest.forEach(scores::add);
    return lowest.size();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(principals.size());
    for (Map.Entry<Long, Shown> entry : principals.entrySet()) {
      Shown shown = entry.getValue();
      out.writeLong(entry.getKey());
      out.writeLong(shown.peers);
      out.writeLong(shown.account);
      out.writeBoolean(shown.suspect);
      out.writeInt(shown.values.size());
      for (long value : shown.values) {
        out.writeLong(value);
      }
    }
    out.writeInt(hours.size());
    for (Map.Entry<Long, Hours> entry : hours.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().hour);
      for (int kind = 0; kind < Peaks.KINDS; kind++) {
        out.writeInt(entry.getValue().now[kind]);
        out.writeInt(entry.getValue().most[kind]);
      }
    }
    out.writeInt(notable.size());
    for (Map.Entry<Long, Float> entry : notable.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeFloat(entry.getValue());
    }
    out.writeInt(raised.size());
    for (Map.Entry<Long, Raised> entry : raised.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().principal);
      out.writeInt(entry.getValue().keys.size());
      for (long key : entry.getValue().keys) {
        out.writeLong(key);
      }
    }
    out.writeInt(leftOut.size());
    for (float score : leftOut) {
      out.writeFloat(score);
    }
    scores.write(out);
    out.writeLong(left);
  }

  void read(DataInputStream in) throws IOException {
    for (int i = BaselineFile.count(in, "principals of a day"); i > 0; i--) {
      long principal = in.readLong();
      Shown shown = new Shown(in.readLong(), in.readLong());
      shown.suspect = in.readBoolean();
      for (int j = BaselineFile.count(in, "values of a day"); j > 0; j--) {
        shown.values.add(BaselineFile.key(in));
      }
      principals.put(principal, shown);
    }
    for (int i = BaselineFile.count(in, "scopes of a day"); i > 0; i--) {
      Hours counted = new Hours();
      hours.put(in.readLong(), counted);
      counted.hour = in.readLong();
      for (int kind = 0; kind < Peaks.KINDS; kind++) {
        counted.now[kind] = in.readInt();
        counted.most[kind] = in.readInt();
      }
    }
    for (int i = BaselineFile.count(in, "notable scores of a day"); i > 0; i--) {
      notable.put(in.readLong(), in.readFloat());
    }
    for (int i = BaselineFile.count(in, "anomalies of a day"); i > 0; i--) {
      long call = in.readLong();
      long principal = in.readLong();
      List<Long> keys = new ArrayList<>();
      for (int j = BaselineFile.count(in, "values of an anomaly"); j > 0; j--) {
        keys.add(BaselineFile.key(in));
      }
      raised.put(call, new Raised(principal, List.copyOf(keys)));
    }
    for (int i = BaselineFile.count(in, "scores left out"); i > 0; i--) {
      leftOut.add(in.readFloat());
    }
    scores.read(in);
    left = in.readLong();
  }
}
