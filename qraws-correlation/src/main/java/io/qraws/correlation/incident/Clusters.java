// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
  private final int bound;

  Clusters(int count, int bound) {
    parent = new int[count];
    size = new int[count];
    this.bound = bound;
    Arrays.setAll(parent, i -> i);
    Arrays.fill(size, 1);
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
    boolean bothFormed = size[x] >= FORMED && size[y] >= FORMED;
    if (size[x] + size[y] > bound || (bothFormed && weight < STRONG)) {
      return false;
    }
    parent[Math.max(x, y)] = Math.min(x, y);
    size[Math.min(x, y)] += size[Math.max(x, y)];
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
