// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What is known of one scope: a principal, its peers, an account, a resource or everything.
 *
 * <p>What is counted are days of principals: a value that a principal shows a thousand times on one
 * day counts once for it, once for its peers and once for its account, so no flood of calls makes
 * anything usual. Not safe for several threads.
 */
final class Profile {
  /*
   * How often something new shows is the Good-Turing estimate [1]: the share of what was new when
   * it showed. It is counted for a principal by itself, and for its peers by how long each of
   * them was known then (the age), so that a principal with little history is held against those
   * who had as little. Of what was new to a member, it is counted how much was new to the scope
   * as well.
   *
   * [1] I. J. Good: The population frequencies of species and the estimation of population
   * parameters. Biometrika 40, 1953.
   */
  private static final int FEATURES = Feature.values().length;

  private static final int AGES = 3;

  /** From so many active days on a principal has settled. */
  private static final int SETTLED = 5;

  /** How many days of its own outweigh what is known of its peers. */
  private static final double PRIOR = 4;

  /** The share of new values where nothing is known, by age. */
  private static final double[] NEW = {.97, .2, .03};

  private static final double LEAST = 1e-4;
  private static final double MOST = .97;

  final Counts counts;
  final Peaks peaks = new Peaks();
  private final float[] tokens = new float[FEATURES];
  private final float[] trials = new float[FEATURES];
  private final float[] firsts = new float[FEATURES];
  private final float[] memberTrials = new float[FEATURES * AGES];
  private final float[] memberFirsts = new float[FEATURES * AGES];
  private final float[] newToMember = new float[FEATURES];
  private final float[] newHere = new float[FEATURES];
  private int activeDays;
  private int lastDay;

  Profile(int mostValues) {
    counts = new Counts(mostValues);
  }

  /** On how many days it was active, as far as they were learned. */
  int activeDays() {
    return activeDays;
  }

  /** 0 for what was never seen before, 1 for what is new, 2 for what has settled. */
  int age() {
    return activeDays == 0 ? 0 : activeDays < SETTLED ? 1 : 2;
  }

  /** The share that a value has of a feature's days, over 0 to 1. */
  double share(Feature feature, long key, int today) {
    double all = Math.max(1, tokens[feature.index()] * Decay.of(today - lastDay));
    return Math.min(1, Math.max(.5, counts.of(key, today)) / all);
  }

  /** How often a member of that age shows something new. */
  private double memberRate(Feature feature, int age) {
    int at = feature.index() * AGES + age;
    return (memberFirsts[at] + 2 * NEW[age]) / (memberTrials[at] + 2);
  }

  /** How often this shows something that is new to it, over 0 to 1. */
  double rate(Feature feature, Profile peers) {
    int at = feature.index();
    double peersRate = peers.memberRate(feature, age());
    double rate =
        activeDays == 0 ? peersRate : (firsts[at] + PRIOR * peersRate) / (trials[at] + PRIOR);
    return Math.min(MOST, Math.max(LEAST, rate));
  }

  /** How much of what is new to a member is new to all of this, over 0 to 1. */
  double newHere(Feature feature) {
    int at = feature.index();
    return Math.min(MOST, Math.max(.002, (newHere[at] + .5) / (newToMember[at] + 1)));
  }

  /** Begins a day. */
  void begin(int day) {
    if (day > lastDay) {
      float left = (float) Decay.of(day - lastDay);
      for (float[] all : numbers()) {
        for (int i = 0; i < all.length; i++) {
          all[i] *= left;
        }
      }
      lastDay = day;
    }
  }

  /** Ends a day on which this was active. */
  void active() {
    activeDays++;
  }

  /** Counts a value of a day. */
  void add(long key, int day) {
    tokens[Feature.of(key).index()]++;
    counts.add(key, day);
  }

  /** Counts that this showed something, new to it or not. */
  void tried(Feature feature, boolean isNew) {
    if (activeDays > 0) {
      trials[feature.index()]++;
      firsts[feature.index()] += isNew ? 1 : 0;
    }
  }

  /** Counts that a member of an age showed something, new to it or not. */
  void memberTried(Feature feature, int age, boolean isNew) {
    memberTrials[feature.index() * AGES + age]++;
    memberFirsts[feature.index() * AGES + age] += isNew ? 1 : 0;
  }

  /** Counts something that is new to a member, and here or not. */
  void memberShowedNew(Feature feature, boolean isNewHere) {
    newToMember[feature.index()]++;
    newHere[feature.index()] += isNewHere ? 1 : 0;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(activeDays);
    out.writeInt(lastDay);
    for (float[] all : numbers()) {
      for (float one : all) {
        out.writeFloat(one);
      }
    }
    peaks.write(out);
    counts.write(out);
  }

  void read(DataInputStream in) throws IOException {
    activeDays = in.readInt();
    lastDay = in.readInt();
    for (float[] all : numbers()) {
      for (int i = 0; i < all.length; i++) {
        all[i] = in.readFloat();
        BaselineFile.check(all[i] >= 0 && all[i] < 1e12, "a number of a profile can't be");
      }
    }
    peaks.read(in);
    counts.read(in);
  }

  private float[][] numbers() {
    return new float[][] {tokens, trials, firsts, memberTrials, memberFirsts, newToMember, newHere};
  }
}
