// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed: the same seed gives the same day. */
final class Dice {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String HEX = "0123456789abcdef";

  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @SafeVarargs
  final <T> T of(T... items) {
    return items[random.nextInt(items.length)];
  }

  <T> List<T> shuffled(List<T> list) {
    List<T> out = new ArrayList<>(list);
    for (int i = out.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T kept = out.get(i);
      out.set(i, out.get(j));
      out.set(j, kept);
    }
    return out;
  }

  String hex(int length) {
    return letters(HEX, length);
  }

  /** Letters and digits as in AWS ids: {@code AKIA} and sixteen of these. */
  String base32(int length) {
    return letters(BASE32, length);
  }

  String uuid() {
    return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12);
  }

  /** A moment of the day between two hours, with a second's resolution. */
  Instant at(double fromHour, double toHour) {
    int low = (int) (fromHour * 3600);
    int high = (int) (toHour * 3600) - 1;
    return World.DAY.plusSeconds(between(low, high));
  }

  private String letters(String alphabet, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
