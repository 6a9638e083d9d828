// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How likely a hunt finds something for an incident, and why.
 *
 * <p>The product of four parts, each over 0 to 1: the hunt's own weight; how its tactic stands to
 * those that were seen; how surely its values belong to the same matter; and what the incident
 * shows or lacks already. The numbers are ours: no public source gives them.
 */
final class Likelihood {
  private static final double NO_STAGE = 0.4;
  private static final double SEEN = 0.35;
  private static final double BETWEEN = 0.9;
  private static final double NEXT = 0.85;
  private static final double A_STAGE_FURTHER = 0.1;
  private static final double LEAST = 0.25;
  private static final double SHOWN = 0.3;
  private static final double OTHER_SIDE_KNOWN = 0.85;

  private static final List<Tactic> MATRIX = List.of(Tactic.values());

  private final double value;
  private final List<String> reasons;

  private Likelihood(double value, List<String> reasons) {
    this.value = value;
    this.reasons = reasons;
  }

  /** Over 0 to 1, to three decimals. */
  double value() {
    return value;
  }

  /** In words for people. */
  List<String> reasons() {
    return reasons;
  }

  static Likelihood of(Hunt hunt, Incident incident, Bindings bindings) {
    List<String> reasons = new ArrayList<>();
    double value = hunt.weight() * stage(hunt.tactic(), incident.stages(), reasons);
    value *= precision(hunt, bindings, reasons);
    value *= side(hunt, incident, reasons);
    Optional<String> shown = shown(hunt.operations(), incident);
    if (shown.isPresent()) {
      value *= SHOWN;
      reasons.add("the incident itself shows " + shown.get());
    }
    return new Likelihood(Math.max(0.001, Math.round(value * 1000) / 1000.0), reasons);
  }

  private static double stage(Tactic tactic, List<Tactic> seen, List<String> reasons) {
    if (seen.isEmpty()) {
      reasons.add("no stage of the incident is known");
      return NO_STAGE;
    }
    if (seen.contains(tactic)) {
      reasons.add(tactic.title() + " was seen, there may be more of it");
      return SEEN;
    }
    Tactic first = seen.get(0);
    Tactic last = seen.get(seen.size() - 1);
    if (tactic.compareTo(first) > 0 && tactic.compareTo(last) < 0) {
      reasons.add(
          tactic.title()
              + " is missing between "
              + first.title()
              + " and "
              + last.title()
              + ", which were seen");
      return BETWEEN;
    }
    boolean before = tactic.compareTo(first) < 0;
    int steps = Math.abs(MATRIX.indexOf(tactic) - MATRIX.indexOf(before ? first : last));
    reasons.add(
        tactic.title()
            + (before ? " comes before " : " comes after ")
            + (before ? first : last).title()
            + (before ? ", the first stage that was seen" : ", the last stage that was seen"));
    return Math.max(LEAST, NEXT - A_STAGE_FURTHER * (steps - 1));
  }

  private static double precision(Hunt hunt, Bindings bindings, List<String> reasons) {
    double precision = 1;
    for (Condition condition : hunt.conditions()) {
      Set<Binding> asked = condition.bindings();
      if (!asked.isEmpty()) {
        List<Binding> known =
            asked.stream().filter(one -> !bindings.values(one).isEmpty()).toList();
        precision =
            Math.min(precision, known.stream().mapToDouble(Binding::precision).max().orElse(1));
        reasons.add(
            "the incident shows "
                + String.join(
                    ", ",
                    known.stream()
                        .map(one -> one.label() + " (" + bindings.values(one).size() + ")")
                        .toList()));
      }
    }
    return precision;
  }

  /** What the other side saw is not known where the incident has only one. */
  private static double side(Hunt hunt, Incident incident, List<String> reasons) {
    if (incident.crossEnvironment()) {
      return OTHER_SIDE_KNOWN;
    }
    boolean qradar = Incident.fromQradar(incident.signals().get(0));
    if (!qradar && hunt.source() == HuntSource.SIEM_EVENTS) {
      reasons.add("the incident has an AWS part and no QRadar part");
      return 1;
    }
    if (qradar && hunt.source() == HuntSource.API_CALLS) {
      reasons.add("the incident has a QRadar part and no AWS part");
      return 1;
    }
    return OTHER_SIDE_KNOWN;
  }

  private static Optional<String> shown(Set<String> operations, Incident incident) {
    for (Signal signal : incident.signals()) {
      if (signal instanceof ApiCall call
          && call.errorCode() == null
          && operations.contains(call.operation())) {
        return Optional.of(call.operation());
      }
    }
    return Optional.empty();
  }
}
