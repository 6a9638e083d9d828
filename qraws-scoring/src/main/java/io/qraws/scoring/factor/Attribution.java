// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.scoring.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns effects in log-odds into points that add up exactly.
 *
 * <p>With f the logistic curve in hundredths of a point, b the base and S the sum of all effects,
 * an effect c gets c (f(b + S) - f(b)) / S and the base gets f(b): each effect has its share along
 * the straight line from the base to the score, so order plays no part. For S near 0 the quotient
 * is f'(b). The shares are rounded by largest remainder.
 */
final class Attribution {
  private static final double FULL = 10_000;

  /** Below this sum the quotient loses its digits, and the derivative is as good. */
  private static final double NEARLY_ZERO = 1e-7;

  private final int score;
  private final List<Contribution> contributions;

  private Attribution(int score, List<Contribution> contributions) {
    this.score = score;
    this.contributions = contributions;
  }

  /** In hundredths of a point. */
  int score() {
    return score;
  }

  /** Largest first; their points add up to {@link #score()}. */
  List<Contribution> contributions() {
    return contributions;
  }

  static Attribution of(Effect base, List<Effect> effects) {
    double b = base.logOdds();
    double sum = effects.stream().mapToDouble(Effect::logOdds).sum();
    double slope = slope(b, sum);
    double[] exact = new double[effects.size() + 1];
    exact[0] = points(b);
    for (int i = 0; i < effects.size(); i++) {
      exact[i + 1] = effects.get(i).logOdds() * slope;
    }
    int score = (int) Math.round(points(b + sum));
    int[] rounded = round(exact, score);
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < rounded.length; i++) {
      Effect effect = i == 0 ? base : effects.get(i - 1);
      contributions.add(new Contribution(effect.factor().label(), rounded[i], effect.reason()));
    }
    // The sort is stable, so equal points keep the order of the factors.
    contributions.sort(
        Comparator.comparingInt((Contribution c) -> Math.abs(c.points())).reversed());
    return new Attribution(score, List.copyOf(contributions));
  }

  private static double points(double logOdds) {
    return FULL / (1 + Math.exp(-logOdds));
  }

  private static double slope(double b, double sum) {
    if (Math.abs(sum) < NEARLY_ZERO) {
      double at = points(b);
      return at * (1 - at / FULL);
    }
    return (points(b + sum) - points(b)) / sum;
  }

  /** Rounds so that the parts add up to the total: the largest remainders are rounded up. */
  static int[] round(double[] exact, int total) {
    int[] rounded = new int[exact.length];
    int left = total;
    for (int i = 0; i < exact.length; i++) {
      rounded[i] = (int) Math.floor(exact[i]);
      left -= rounded[i];
    }
    List<Integer> order =
        IntStream.range(0, exact.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> Math.floor(exact[i]) - exact[i]))
            .toList();
    for (int at = 0; left > 0; at++, left--) {
      rounded[order.get(at % exact.length)]++;
    }
    for (int at = exact.length - 1; left < 0; at--, left++) {
      rounded[order.get(Math.floorMod(at, exact.length))]--;
    }
    return rounded;
  }
}
