// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Signals, by number, joined into clusters along links: strongest first, so that a weak link meets
 * clusters that are already formed.
 */
final class Clusters {
  /** A link as strong as this joins whatever it meets. */
  private static final double STRONG = 0.7;

  /** Clusters of this size are joined by strong links only: weak links never chain. */
  private static final int FORMED = 3;

  private final int[] parent;
  private final int[] size;
  private final boolean[] behaviour;
  private final int bound;

  /** Of each signal by itself, where {@link #behaviour} is of the cluster whose root it is. */
  private final boolean[] alone;

  /**
   * Clusters of one signal each.
   *
   * @param behaviour whether a signal tells what was done, and not only how things are set up
   */
  Clusters(int count, int bound, IntPredicate behaviour) {
    parent = new int[count];
    size = new int[count];
    this.bound = bound;
    Arrays.setAll(parent, i -> i);
    Arrays.fill(size, 1);
    this.behaviour = new boolean[count];
    for (int i = 0; i < count; i++) {
      this.behaviour[i] = behaviour.test(i);
    }
    alone = this.behaviour.clone();
  }

  /**
   * Joins the clusters of two signals unless that would break a rule; tells whether they are one.
   */
  boolean join(int a, int b, double weight) {
    int x = find(a);
    int y = find(b);
    if (x == y) {
      return true;
    }
    if (behaviour[x] && behaviour[y] && !(alone[a] && alone[b])) {
      // A weak spot that two attackers could both have used does not make them one.
      return false;
    }
    boolean bothFormed = size[x] >= FORMED && size[y] >= FORMED;
    if (size[x] + size[y] > bound || (bothFormed && weight < STRONG)) {
      return false;
    }
    parent[Math.max(x, y)] = Math.min(x, y);
    size[Math.min(x, y)] += size[Math.max(x, y)];
    behaviour[Math.min(x, y)] |= behaviour[Math.max(x, y)];
    return true;
  }

  int find(int a) {
    int root = a;
    while (parent[root] != root) {
      root = parent[root];
    }
    for (int at = a; parent[at] != root; ) {
      int next = parent[at];
      parent[at] = root;
      at = next;
    }
    return root;
  }

  /** The members of each cluster, in order of number; empty at numbers that are no root. */
  List<List<Integer>> members() {
    List<List<Integer>> members = new ArrayList<>(parent.length);
    for (int i = 0; i < parent.length; i++) {
      members.add(new ArrayList<>(0));
    }
    for (int i = 0; i < parent.length; i++) {
      members.get(find(i)).add(i);
    }
    return members;
  }
}
