// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a signal tells that was too weak for an incident.
 *
 * <p>The numbers are ours. A call tells what its operation tells anywhere; a judgement tells by its
 * severity; a change of configuration tells a little by itself.
 */
final class Weakness {
  private static final double DENIED = 0.15;
  private static final double CHANGE = 0.1;
  private static final double ANOMALY = 0.4;
  private static final double HIGHEST = 0.6;
  private static final double FEW_SUBJECTS = 2;
  private static final double FEW_HOURS = 3;
  private static final double ENOUGH = 0.2;

  private Weakness() {}

  /** From 0, for nothing at all, to 1. */
  static double of(Signal signal) {
    return switch (signal.kind()) {
      case API_CALL -> call((ApiCall) signal);
      case FINDING, OFFENSE, SIEM_EVENT -> judged(signal.severity());
      case ANOMALY -> Math.max(ANOMALY, judged(signal.severity()));
      case CONFIG_CHANGE -> CHANGE;
      case NETWORK_FLOW -> 0;
    };
  }

  private static double call(ApiCall call) {
    double salience = Incident.of("call", List.of(call)).salience().getOrDefault(call.id(), 0.0);
    return call.errorCode() == null ? salience : Math.max(salience, DENIED);
  }

  private static double judged(Severity severity) {
    return HIGHEST * Math.max(0, severity.normalized()) / 100;
  }

  /** What makes two signals the same sort: the operation, the type, the category. */
  static String sort(Signal signal) {
    if (signal instanceof ApiCall call) {
      return call.errorCode() == null ? call.operation() : call.operation() + " (failed)";
    }
    if (signal instanceof SiemEvent event) {
      return event.category().isEmpty() ? event.title() : event.category();
    }
    if (signal instanceof Finding || signal instanceof Offense) {
      return signal.types().isEmpty() ? signal.title() : signal.types().get(0);
    }
    return signal.types().isEmpty() ? signal.kind().label() : signal.types().get(0);
  }

  /** What the signals of one subject tell together. Not safe for several threads. */
  static final class Sum {
    private final Map<String, Double> once = new HashMap<>();
    private final Map<String, Set<Long>> hours = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, Integer> subjects = new HashMap<>();
    private final List<Signal> signals = new ArrayList<>();

    void add(Signal signal, String sort, int subjectsOfSort) {
      double usual = Math.min(1, FEW_SUBJECTS / Math.max(1, subjectsOfSort));
      once.merge(sort, Weakness.of(signal) * usual, Math::max);
      hours.computeIfAbsent(sort, s -> new HashSet<>(4)).add(signal.time().getEpochSecond() / 3600);
      times.merge(sort, 1, Integer::sum);
      subjects.put(sort, subjectsOfSort);
      signals.add(signal);
    }

    /** What one does in many hours of the day is a habit; many times within an hour is none. */
    private double of(String sort) {
      int many = Math.max(1, hours.getOrDefault(sort, Set.of()).size());
      return once.getOrDefault(sort, 0.0) * Math.min(1, FEW_HOURS / many);
    }

    /** Over 0 to 1, to three decimals. */
    double weight() {
      double nothing = 1;
      for (String sort : sorts()) {
        nothing *= 1 - of(sort);
      }
      return Math.max(0.001, Math.round((1 - nothing) * 1000) / 1000.0);
    }

    boolean worthALook() {
      return weight() >= ENOUGH;
    }

    List<String> reasons(int most) {
      return sorts().stream()
          .limit(most)
          .map(
              sort ->
                  sort
                      + ", "
                      + times.get(sort)
                      + (Integer.valueOf(1).equals(times.get(sort)) ? " time" : " times")
                      + ", seen of "
                      + subjects.get(sort)
                      + (Integer.valueOf(1).equals(subjects.get(sort)) ? " subject" : " subjects"))
          .toList();
    }

    List<Signal> signals(int most) {
      Comparator<Signal> time =
          Comparator.comparing(Signal::time).thenComparing(Signal::kind).thenComparing(Signal::id);
      return signals.stream()
          .sorted(
              Comparator.comparingDouble((Signal one) -> of(sort(one)))
                  .reversed()
                  .thenComparing(time))
          .limit(most)
          .sorted(time)
          .toList();
    }

    /** The sorts, most telling first: in a fixed order, so that sums round alike. */
    private List<String> sorts() {
      return once.keySet().stream()
          .sorted(
              Comparator.comparingDouble((String sort) -> of(sort))
                  .reversed()
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }
}
