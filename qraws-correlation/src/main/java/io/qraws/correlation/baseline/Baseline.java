// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.index.KeyHash;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is usual, and what is not.
 *
 * <p>Give it API calls and configuration changes as they come; it answers with an anomaly where one
 * stands out, and holds back what it saw. Once a day, say what became part of an incident: the rest
 * of the days that are over is learned then, and an attack never is.
 *
 * <pre>{@code
 * Baseline baseline = Baseline.create();
 * for (Signal signal : day) {
 *   baseline.observe(signal).ifPresent(anomalies::add);
 * }
 * List<Incident> incidents = correlator.correlate(dayAndAnomalies, now);
 * baseline.learn(now, incidents.stream().flatMap(i -> i.signals().stream()).toList());
 * }</pre>
 *
 * <p>An anomaly's probability is calibrated: it is the share of the calls learned in the past weeks
 * that were at least as surprising. Days to come are never quite like the past ones: people start,
 * and begin things. So an anomaly is raised at six tenths of the alarm rate, and of ordinary calls
 * no more than the alarm rate raise one (trial {@code baselines}: 0.56 to 0.79 of it). Until it
 * learned for the learning period, and as many calls as make so rare a chance possible (1.7 times
 * the inverse of the alarm rate), it raises none.
 *
 * <p>A value that a principal shows, however often, gains one day a day; what a principal shows new
 * in a day beyond a fifth of what it ever did is not learned; and the number of calls that is usual
 * moves by five percent a day. What was seen fades by half in 30 days.
 *
 * <p>Safe for use by many threads; each call holds one lock. A profile takes about a kilobyte, up
 * to 17 KB where a principal is versatile, and up to half a megabyte for peers, an account or all;
 * a day that is not learned yet takes some 100 bytes for each value that a principal showed. Names
 * in an anomaly are from outside: escape them where they are shown.
 */
public final class Baseline {
  /** Guards everything below. */
  private final Object lock = new Object();

  /** Without it, 1.1 to 1.5 times as many calls raised an anomaly as were asked for. */
  private static final double MARGIN = 0.6;

  /** The highest chance that raises one. */
  private final double alarming;

  private final int learningDays;
  private final int mostProfiles;
  private final int mostPendingDays;
  private final @Nullable PlaceLookup places;
  private final long seed0;
  private final long seed1;
  private final KeyHash hash;
  private final Profiles profiles;
  private final Calibration calibration = new Calibration();
  private final Names names = new Names();
  private final Doings doings = new Doings();
  private final TreeMap<Integer, PendingDay> pending = new TreeMap<>();

  /** How many scores of incidents may still be counted as those of ordinary calls. */
  private double room;

  private int learnedDays;
  private int learnedUntil = Integer.MIN_VALUE;
  private long unlearned;

  private Baseline(Builder builder, long seed0, long seed1) {
    alarming = builder.alarmRate * MARGIN;
    learningDays = builder.learningDays;
    mostProfiles = builder.mostProfiles;
    mostPendingDays = builder.mostPendingDays;
    places = builder.places;
    profiles = new Profiles(mostProfiles);
    this.seed0 = seed0;
    this.seed1 = seed1;
    hash = new KeyHash(seed0, seed1);
  }

  /** A baseline with the defaults that knows nothing yet. */
  public static Baseline create() {
    return builder().build();
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Judges a signal against what was learned, and remembers it for {@link #learn}. Signals should
   * come in about the order of time, since the calls of an hour are counted as they come.
   *
   * @param signal an API call or a configuration change; anything else says nothing
   * @return an anomaly with the signal's time, account and observables; nothing if it is usual, or
   *     if the same was told of the same principal just before
   */
  public Optional<Anomaly> observe(Signal signal) {
    Traits traits = Traits.of(requireNonNull(signal, "signal"), hash, places);
    if (traits == null) {
      return Optional.empty();
    }
    synchronized (lock) {
      return judge(signal, traits);
    }
  }

  private Optional<Anomaly> judge(Signal signal, Traits traits) {
    PendingDay day = day(traits);
    Profile own = profiles.get(traits.principal());
    Profile service = profiles.get(traits.service());
    Spike spike = Spike.of(traits, day, own, service);
    Long operation = traits.keys().get(Feature.OPERATION);
    boolean repeated =
        operation != null
            && pending.values().stream().anyMatch(d -> d.showed(traits.principal(), operation));
    Surprise.Result result =
        new Surprise(
                traits,
                own,
                profiles.get(traits.peers()),
                profiles.get(traits.account()),
                profiles.everything)
            .judge(repeated, spike.part(), spike.feature());
    day.add(traits);
    names.add(traits);
    if (learnedDays < learningDays) {
      return Optional.empty();
    }
    double chance = calibration.chance(result.score);
    Doings.Doing doing = score(id(signal.id()), traits, result, day);
    if (chance > alarming || doing.told) {
      return Optional.empty();
    }
    doing.told = true;
    day.raise(id(signal.id()), traits);
    return Optional.of(
        new Telling(traits, result, names, own).of(signal, spike.usual(), spike.counted(), chance));
  }

  /** Counts the score of a doing once, as the highest of its calls. */
  private Doings.Doing score(long call, Traits traits, Surprise.Result result, PendingDay day) {
    Doings.Doing doing = doings.known(traits, result);
    if (doing == null) {
      day.score(call, result.score);
      return doings.begin(traits, result, call);
    }
    if (result.score > doing.score) {
      pending.values().forEach(other -> other.takeBack(doing.call));
      day.score(call, result.score);
      doing.score = result.score;
      doing.call = call;
    } else {
      day.scoreRepeated();
    }
    return doing;
  }

  private long id(String signal) {
    return hash.of(ObservableKind.HOST, signal);
  }

  /** The day of a signal; what comes too late for its own day counts for the one after. */
  private PendingDay day(Traits traits) {
    int day = Math.max(traits.day(), learnedUntil + 1);
    PendingDay found = pending.get(day);
    if (found == null) {
      found = new PendingDay(mostProfiles, Profiles.VALUES);
      pending.put(day, found);
      if (pending.size() > mostPendingDays) {
        unlearned++;
        pending.pollFirstEntry();
      }
    }
    return found;
  }

  /**
   * Learns the days that are over, but for what is suspicious.
   *
   * @param until days that ended by then are learned; later ones stay pending
   * @param suspicious the signals of incidents: what their calls show is not learned of who made
   *     them, nor what an anomaly among them is about. Leave out those of incidents that were
   *     closed as harmless
   */
  public void learn(Instant until, Collection<? extends Signal> suspicious) {
    requireNonNull(until, "until");
    synchronized (lock) {
      suspicious.forEach(this::leaveOut);
      int today = (int) Math.floorDiv(until.getEpochSecond(), 86_400L);
      while (!pending.isEmpty() && pending.firstKey() < today) {
        Map.Entry<Integer, PendingDay> first = pending.pollFirstEntry();
        learn(first.getKey(), first.getValue());
      }
    }
  }

  private void leaveOut(Signal signal) {
    if (signal instanceof Anomaly) {
      if (signal.id().startsWith(Telling.ID)) {
        long call = id(signal.id().substring(Telling.ID.length()));
        pending.values().forEach(day -> day.leaveOutRaised(call));
      }
      return;
    }
    Traits traits = Traits.of(signal, hash, places);
    PendingDay day = traits == null ? null : pending.get(Math.max(traits.day(), learnedUntil + 1));
    if (traits != null && day != null) {
      day.leaveOut(id(signal.id()), traits);
    }
  }

  private void learn(int day, PendingDay seen) {
    new Lesson(profiles, day, seen).learn();
    // An alarm that nobody closed is most often false. Were none of them counted, the calibration
    // would lose its tail and raise ever more; were all, an attack could lift it.
    room += alarming * seen.scores().size();
    room -= seen.putBack((int) room);
    calibration.learn(seen.scores(), learnedDays == 0 ? 0 : day - learnedUntil);
    unlearned += seen.left();
    learnedDays++;
    learnedUntil = day;
  }

  /** What it holds and did not learn. */
  public BaselineStats stats() {
    synchronized (lock) {
      return new BaselineStats(
          profiles.size(), learnedDays, pending.size(), calibration.size(), unlearned);
    }
  }

  /**
   * Writes all it knows, pending days among it. What is written tells who does what, and how its
   * hashes are seeded: keep it as secret as the signals.
   *
   * @param stream not closed here
   * @throws IOException if the stream fails
   */
  public void save(OutputStream stream) throws IOException {
    synchronized (lock) {
      BaselineFile.write(stream, this::write);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeLong(seed0);
    out.writeLong(seed1);
    out.writeInt(learnedDays);
    out.writeInt(learnedUntil);
    out.writeLong(unlearned);
    out.writeDouble(room);
    calibration.write(out);
    names.write(out);
    doings.write(out);
    profiles.write(out);
    out.writeInt(pending.size());
    for (Map.Entry<Integer, PendingDay> day : pending.entrySet()) {
      out.writeInt(day.getKey());
      day.getValue().write(out);
    }
  }

  private void read(DataInputStream in) throws IOException {
    learnedDays = in.readInt();
    learnedUntil = in.readInt();
    unlearned = in.readLong();
    room = in.readDouble();
    BaselineFile.check(room >= 0 && room < 1e15, "a number of scores can't be");
    calibration.read(in);
    names.read(in);
    doings.read(in);
    profiles.read(in);
    for (int i = BaselineFile.count(in, "days"); i > 0; i--) {
      PendingDay day = new PendingDay(mostProfiles, Profiles.VALUES);
      int at = in.readInt();
      day.read(in);
      pending.put(at, day);
    }
  }

  /** Gathers the settings of a baseline. */
  public static final class Builder {
    private double alarmRate = 1e-4;
    private int learningDays = 7;
    private int mostProfiles = 20_000;
    private int mostPendingDays = 7;
    private @Nullable PlaceLookup places;

    private Builder() {}

    /**
     * Which share of ordinary calls may raise an anomaly. Default: 1 in 10,000.
     *
     * @throws IllegalArgumentException unless over 0 and at most 0.1
     */
    public Builder alarmRate(double alarmRate) {
      if (!(alarmRate > 0 && alarmRate <= 0.1)) {
        throw new IllegalArgumentException("alarmRate must be over 0, to 0.1: " + alarmRate);
      }
      this.alarmRate = alarmRate;
      return this;
    }

    /**
     * How many days are learned before any call is scored. Default: 7, so that a week's turn is
     * known.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder learningDays(int learningDays) {
      if (learningDays < 1) {
        throw new IllegalArgumentException("learningDays must be at least 1: " + learningDays);
      }
      this.learningDays = learningDays;
      return this;
    }

    /**
     * How many profiles are held; the one that was not active for longest leaves. Default: 20,000.
     *
     * @throws IllegalArgumentException if less than 100
     */
    public Builder mostProfiles(int mostProfiles) {
      if (mostProfiles < 100) {
        throw new IllegalArgumentException("mostProfiles must be at least 100: " + mostProfiles);
      }
      this.mostProfiles = mostProfiles;
      return this;
    }

    /**
     * How many days may wait to be learned; the oldest is then dropped and never learned. Default:
     * 7.
     *
     * @throws IllegalArgumentException if less than 2
     */
    public Builder mostPendingDays(int mostPendingDays) {
      if (mostPendingDays < 2) {
        throw new IllegalArgumentException(
            "mostPendingDays must be at least 2: " + mostPendingDays);
      }
      this.mostPendingDays = mostPendingDays;
      return this;
    }

    /**
     * Where addresses are, {@code places(geoEnricher::place)} say. It is asked for each call,
     * perhaps by many threads at once; where it fails, the place is unknown. Default: none, so that
     * networks are prefixes (/24 of IPv4, /48 of IPv6) and countries are unknown.
     */
    public Builder places(PlaceLookup places) {
      this.places = requireNonNull(places, "places");
      return this;
    }

    /** Makes a baseline that knows nothing yet. */
    public Baseline build() {
      SecureRandom random = new SecureRandom();
      return new Baseline(this, random.nextLong(), random.nextLong());
    }

    /**
     * Makes a baseline that knows what another knew.
     *
     * @param stream what {@link Baseline#save} wrote; read to its end, not closed here
     * @throws IOException if the stream fails, or what it holds is damaged, breaks off, or is of
     *     another version
     */
    public Baseline restore(InputStream stream) throws IOException {
      return BaselineFile.read(
          requireNonNull(stream, "stream"),
          in -> {
            Baseline baseline = new Baseline(this, in.readLong(), in.readLong());
            baseline.read(in);
            return baseline;
          });
    }
  }
}
