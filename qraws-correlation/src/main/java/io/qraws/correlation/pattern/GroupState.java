// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a correlation knows of the signals that share one group of values.
 *
 * <p>When it matched, the time span that began with the match's first item is over: nothing until
 * its end is part of another match of the group. Absent rules count all the time.
 */
abstract class GroupState {
  private final List<String> group;
  private Instant touched = Instant.MIN;
  private @Nullable Instant quietUntil;

  GroupState(List<String> group) {
    this.group = group;
  }

  /** The values that are shared. */
  List<String> group() {
    return group;
  }

  /** When it was last looked at. */
  Instant touched() {
    return touched;
  }

  /**
   * Looks at all that happened at one time, later than what it saw before.
   *
   * @return what makes a match, in the order of its steps; null if there is none
   */
  @Nullable List<Arrival> accept(Instant time, List<Arrival> arrivals, Correlation rule) {
    touched = time;
    absences(time, arrivals, rule);
    if (quietUntil != null && !time.isAfter(quietUntil)) {
      return null;
    }
    List<Arrival> match =
        presences(time, arrivals.stream().filter(one -> !absent(one, rule)).toList(), rule);
    if (match != null) {
      Instant first = match.get(0).item().time();
      for (Arrival one : match) {
        first = one.item().time().isBefore(first) ? one.item().time() : first;
      }
      quietUntil = Moments.after(first, rule.timespan());
    }
    return match;
  }

  static boolean absent(Arrival arrival, Correlation rule) {
    return rule.inputs().get(arrival.input()).absent();
  }

  /** Takes note of what must not be. */
  abstract void absences(Instant time, List<Arrival> arrivals, Correlation rule);

  /** Looks for a match with what must be. */
  abstract @Nullable List<Arrival> presences(
      Instant time, List<Arrival> arrivals, Correlation rule);

  /** Whether it knows nothing that a new one would not. */
  boolean isIdle() {
    return quietUntil == null && size() == 1 && !remembersAbsence();
  }

  /** Whether something came that must be absent. */
  abstract boolean remembersAbsence();

  /** How many items it holds, and one for itself. */
  abstract int size();

  /**
   * Something that a correlation waited for.
   *
   * @param input which of its inputs
   * @param item what came
   */
  record Arrival(int input, Item item) {}
}
