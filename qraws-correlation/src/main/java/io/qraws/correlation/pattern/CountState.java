// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.SiemEvent;
import io.qraws.correlation.pattern.Correlation.Form;
import io.qraws.correlation.pattern.Correlation.Join;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts events, distinct values, or the rules that matched in any order, within the time span that
 * ends now.
 */
final class CountState extends GroupState {
  /*
   * Of each thing that is counted the latest arrival, in order of time. What is counted is a
   * signal, a value or an input, and it is within the span if its latest arrival is. As soon as
   * there are enough, all are given away, so that no more are kept than the threshold.
   */
  private final Map<Object, Arrival> latest = new LinkedHashMap<>();

  /** How many events the latest arrivals stand for. */
  private long events;

  private @Nullable Instant absent;

  CountState(List<String> group) {
    super(group);
  }

  @Override
  void absences(Instant time, List<Arrival> arrivals, Correlation rule) {
    if (arrivals.stream().anyMatch(one -> absent(one, rule))) {
      absent = time;
    }
  }

  @Override
  @Nullable List<Arrival> presences(Instant time, List<Arrival> arrivals, Correlation rule) {
    Instant from = Moments.before(time, rule.timespan());
    Iterator<Arrival> kept = latest.values().iterator();
    while (kept.hasNext()) {
      Arrival oldest = kept.next();
      if (!oldest.item().time().isBefore(from)) {
        break;
      }
      events -= weight(oldest, rule);
      kept.remove();
    }
    boolean barred = absent != null && !absent.isBefore(from);
    for (int i = 0; i < arrivals.size(); i++) {
      for (Object counted : counted(arrivals.get(i), rule)) {
        Arrival before = latest.remove(counted);
        events += weight(arrivals.get(i), rule) - (before == null ? 0 : weight(before, rule));
        latest.put(counted, arrivals.get(i));
      }
      // Of rules in any order, all that came at one time are taken together.
      boolean last = i + 1 == arrivals.size();
      if (!barred && (last || rule.form() != Form.TEMPORAL) && count(rule) >= rule.threshold()) {
        return taken(rule.form());
      }
    }
    return null;
  }

  private static Iterable<?> counted(Arrival arrival, Correlation rule) {
    Join counted = rule.inputs().get(arrival.input()).counted();
    if (counted != null) {
      return counted.values(arrival.item());
    }
    if (rule.form() == Form.TEMPORAL) {
      return List.of(arrival.input());
    }
    String key = arrival.item().last().key();
    return List.of(isSignal(arrival, rule) ? key : arrival.input() + "|" + key);
  }

  private static boolean isSignal(Arrival arrival, Correlation rule) {
    return rule.inputs().get(arrival.input()).rule() instanceof Rule.Event;
  }

  private long count(Correlation rule) {
    return rule.form() == Form.EVENT_COUNT ? events : latest.size();
  }

  /** Events that QRadar put together count as often as it says. */
  private static long weight(Arrival arrival, Correlation rule) {
    return arrival.item().last() instanceof SiemEvent event && isSignal(arrival, rule)
        ? Math.min(rule.threshold(), event.eventCount())
        : 1;
  }

  private List<Arrival> taken(Form form) {
    List<Arrival> taken = new ArrayList<>();
    Set<Item> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Arrival arrival : latest.values()) {
      if (form == Form.TEMPORAL || seen.add(arrival.item())) {
        taken.add(arrival);
      }
    }
    latest.clear();
    events = 0;
    if (form == Form.TEMPORAL) {
      taken.sort(Comparator.comparingInt(Arrival::input));
    }
    return taken;
  }

  @Override
  boolean remembersAbsence() {
    return absent != null;
  }

  @Override
  int size() {
    return 1 + latest.size();
  }
}
