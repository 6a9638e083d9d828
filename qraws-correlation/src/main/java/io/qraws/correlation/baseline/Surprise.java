// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much likelier what a signal shows is of an attacker than of the principal itself, as a
 * logarithm.
 *
 * <p>Not safe for several threads.
 */
final class Surprise {
  /*
   * Each feature adds the logarithm of a ratio: attackers' share over the principal's. The
   * principal's is that of something as new as this (to it, its peers, its account, to all), from
   * how often each of these shows something new. An operation is also weighed by itself: how
   * likely an attacker's call is of it, over its share among the principal's days or, if it is
   * new to the principal, among those of the nearest scope that knows it. A sum of logarithms
   * takes the features to be independent, which they are not; weights below 1 stand for what
   * others tell already, and calibration makes a chance of it.
   */

  /** How many operations that nobody used may come next, which share what is left. */
  private static final double UNSEEN = 1.0 / 3_000;

  /** What a call that begins a spike adds, for each spread above what is usual. */
  private static final double PER_SPREAD = 1.2;

  /** What adds less than this is not told beside what leads. */
  private static final double WORTH_TELLING = 1;

  private static final double SPIKES = 0.2;
  private static final double SERVICE_SPIKES = 0.5;

  /** What it comes to, and why. */
  static final class Result {
    double score;
    final Map<Feature, Double> parts = new EnumMap<>(Feature.class);
    final Map<Feature, Integer> levels = new EnumMap<>(Feature.class);

    /** The feature that adds most, of those that moved; the operation if none did. */
    Feature leading() {
      Feature most = Feature.OPERATION;
      double added = Double.NEGATIVE_INFINITY;
      for (Map.Entry<Feature, Double> part : parts.entrySet()) {
        if (part.getValue() > added && moved(part.getKey())) {
          most = part.getKey();
          added = part.getValue();
        }
      }
      return most;
    }

    /** A context that is known of the principal did not move, however rare it is. */
    private boolean moved(Feature feature) {
      return switch (feature) {
        case OPERATION, CONFIGURATION, VOLUME, ERRORS -> true;
        default -> levels.getOrDefault(feature, 0) > 0;
      };
    }

    /** What is worth telling: the leading feature, and whatever else is new and adds much. */
    List<Feature> told() {
      List<Feature> told = new ArrayList<>();
      told.add(leading());
      for (Map.Entry<Feature, Double> part : parts.entrySet()) {
        if (part.getKey() != told.get(0)
            && part.getValue() > WORTH_TELLING
            && levels.getOrDefault(part.getKey(), 0) > 0) {
          told.add(part.getKey());
        }
      }
      return told;
    }

    private void add(Feature feature, double part) {
      parts.put(feature, part);
      score += part;
    }
  }

  private final Traits traits;
  private final Profile[] scopes;
  private final int today;
  private final Result result = new Result();

  /**
   * Looks at a signal.
   *
   * @param scopes the principal, its peers, its account, everything
   */
  Surprise(Traits traits, Profile... scopes) {
    this.traits = traits;
    this.scopes = scopes;
    this.today = traits.day();
  }

  /**
   * Judges it.
   *
   * @param repeated whether the principal showed the operation already since it last learned
   * @param spike how much a number of calls adds, see {@link #spike}; 0 for nothing
   */
  Result judge(boolean repeated, double spike, Feature spiking) {
    traits.keys().forEach((feature, key) -> judge(feature, key, repeated));
    if (spike > 0) {
      double said = Math.max(0, result.parts.getOrDefault(Feature.OPERATION, 0.0));
      result.score -= result.parts.getOrDefault(Feature.OPERATION, 0.0);
      result.parts.remove(Feature.OPERATION);
      result.add(spiking, Math.max(said, spike));
    }
    return result;
  }

  private void judge(Feature feature, long key, boolean repeated) {
    if (feature == Feature.PRINCIPAL) {
      principal(key);
      return;
    }
    boolean operation = feature == Feature.OPERATION || feature == Feature.CONFIGURATION;
    int level = repeated && operation ? 0 : level(key);
    result.levels.put(feature, level);
    double part = Math.log(attackers(feature, level) / usual(feature, level));
    if (operation) {
      double share = level == scopes.length ? UNSEEN : scopes[level].share(feature, key, today);
      part += Math.log(traits.attackers() / share);
    }
    result.add(feature, feature.weight() * part);
  }

  /** How many scopes do not know a value, the nearest first. */
  private int level(long key) {
    int level = 0;
    while (level < scopes.length && scopes[level].counts.of(key, today) == 0) {
      level++;
    }
    return level;
  }

  /** To one who was never seen, all is new; what its peers know is then as usual as can be. */
  private double attackers(Feature feature, int level) {
    return scopes[0].activeDays() == 0 && level == 1
        ? feature.attackers(0) + feature.attackers(1)
        : feature.attackers(level);
  }

  /** How often the principal shows a value that is as new as that. */
  private double usual(Feature feature, int level) {
    double rate = scopes[0].rate(feature, scopes[1]);
    if (level == 0) {
      return 1 - rate;
    }
    for (int i = 1; i < scopes.length; i++) {
      double on = scopes[i].newHere(feature);
      if (i == level) {
        return rate * (1 - on);
      }
      rate *= on;
    }
    return rate;
  }

  /** Whether the account knows who calls. */
  private void principal(long key) {
    Profile account = scopes[2];
    boolean known = account.counts.of(key, today) > 0;
    double rate = account.rate(Feature.PRINCIPAL, scopes[3]);
    result.levels.put(Feature.PRINCIPAL, known ? 0 : scopes.length);
    result.add(
        Feature.PRINCIPAL,
        known
            ? Math.log(Feature.PRINCIPAL.attackers(0) / (1 - rate))
            : Math.log((1 - Feature.PRINCIPAL.attackers(0)) / rate));
  }

  /**
   * What it adds that a scope has so many calls within an hour; 0 unless the number just rose by
   * another half.
   */
  static double spike(Peaks peaks, int kind, int calls, boolean service) {
    double excess = peaks.excess(kind, calls);
    if (excess <= 0 || step(calls) == step(calls - 1)) {
      return 0;
    }
    double never = Math.log(peaks.days(kind) + 1.0) * Math.min(1, excess);
    double part = Math.log(SPIKES) + never + PER_SPREAD * excess;
    return Math.max(0, service ? SERVICE_SPIKES * part : part);
  }

  private static int step(int calls) {
    return (int) Math.floor(2 * Math.log(Math.max(1, calls)) / Math.log(2));
  }
}
