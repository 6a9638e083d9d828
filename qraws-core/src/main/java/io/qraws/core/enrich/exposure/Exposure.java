// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether something is open to the internet, and why.
 *
 * @param state the answer
 * @param path the pieces on the way in, from the internet on; what stops it if it is not exposed;
 *     empty if unknown
 * @param reason what stops it or what is missing; empty if exposed
 */
public record Exposure(State state, List<String> path, String reason) {
  private static final int MOST_REASONS = 4;

  /** The answer. */
  public enum State {
    /** There is a way in. */
    EXPOSED,
    /** There is none. */
    NOT_EXPOSED,
    /** It depends on what is missing. */
    UNKNOWN
  }

  /** Checks for null. */
  public Exposure {
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    path = List.copyOf(path);
  }

  static Exposure exposed(List<String> path) {
    return new Exposure(State.EXPOSED, path, "");
  }

  static Exposure stopped(String piece, String reason) {
    return new Exposure(State.NOT_EXPOSED, List.of(piece), reason);
  }

  static Exposure unknown(String reason) {
    return new Exposure(State.UNKNOWN, List.of(), reason);
  }

  static Exposure unknown(Set<String> reasons) {
    return unknown(joined(reasons));
  }

  /** Open if one way of several is. */
  static Exposure any(List<Exposure> ways) {
    Exposure unknown = null;
    for (Exposure way : ways) {
      if (way.state == State.EXPOSED) {
        return way;
      }
      unknown = way.state == State.UNKNOWN ? way : unknown;
    }
    State state = unknown == null ? State.NOT_EXPOSED : State.UNKNOWN;
    Set<String> reasons = new LinkedHashSet<>();
    Set<String> pieces = new LinkedHashSet<>();
    for (Exposure way : ways) {
      if (way.state == state) {
        reasons.add(way.reason);
        pieces.addAll(way.path);
      }
    }
    return new Exposure(state, List.copyOf(pieces), joined(reasons));
  }

  /** Open if this and what follows are. */
  Exposure then(Exposure next) {
    if (state == State.NOT_EXPOSED || (state == State.UNKNOWN && next.state == State.EXPOSED)) {
      return this;
    }
    if (state == State.UNKNOWN && next.state == State.UNKNOWN) {
      return unknown(new LinkedHashSet<>(List.of(reason, next.reason)));
    }
    if (state == State.EXPOSED && next.state == State.EXPOSED) {
      List<String> whole = new ArrayList<>(path);
      whole.addAll(next.path);
      return exposed(whole);
    }
    return next;
  }

  boolean exposed() {
    return state == State.EXPOSED;
  }

  /** The path in one line if it is exposed, as in {@code igw-1 → rtb-1 → …}; else the reason. */
  public String detail() {
    return exposed() ? String.join(" → ", path) : reason;
  }

  private static String joined(Set<String> reasons) {
    List<String> first = reasons.stream().limit(MOST_REASONS).toList();
    int left = reasons.size() - first.size();
    return String.join("; ", first) + (left > 0 ? "; and " + left + " more" : "");
  }
}
