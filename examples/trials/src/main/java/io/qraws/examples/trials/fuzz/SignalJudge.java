// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import java.time.Instant;
import java.util.HashSet;

/** What a signal's own description promises, whatever it was read from. */
final class SignalJudge {
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final int MOST_DETAILS = 64;
  private static final int LONGEST_DETAIL = 1024;

  private SignalJudge() {}

  static void check(Signal signal) {
    promise(!signal.id().isBlank(), "an id is not blank", signal);
    promise(isTime(signal.time()), "a time is from 1970 to 2099", signal);
    promise(
        signal.title().indexOf('\n') < 0 && signal.title().indexOf('\r') < 0,
        "a title is one line",
        signal);
    promise(scale(signal.severity().normalized(), 0, 100), "a severity is 0 to 100", signal);
    String account = signal.account();
    promise(account == null || account.matches("[0-9]{12}"), "an account is 12 digits", signal);
    promise(signal.raw().size() > 0, "raw bytes are kept", signal);
    promise(
        new HashSet<>(signal.observables()).size() == signal.observables().size(),
        "observables are distinct",
        signal);
    signal.observables().forEach(observable -> check(observable, signal));
    kind(signal);
  }

  private static void check(Observable observable, Signal signal) {
    String value = observable.value();
    promise(value.equals(value.strip()) && !value.isEmpty(), "a value is stripped", signal);
    if (observable.kind() == ObservableKind.ACCOUNT) {
      promise(value.matches("[0-9]{12}"), "an account is 12 digits", signal);
    }
    if (observable.kind() == ObservableKind.IP) {
      promise(value.matches("[0-9A-Fa-f:.]+(%\\w+)?"), "an address looks like one", signal);
    }
  }

  private static void kind(Signal signal) {
    if (signal instanceof Finding finding) {
      promise(isTime(finding.updated()), "a time is from 1970 to 2099", signal);
    } else if (signal instanceof ApiCall call) {
      promise(call.details().size() <= MOST_DETAILS, "details are 64 at most", signal);
      promise(
          call.details().values().stream().allMatch(value -> value.length() <= LONGEST_DETAIL),
          "a detail has 1,024 characters at most",
          signal);
    } else if (signal instanceof NetworkFlow flow) {
      promise(isTime(flow.end()), "a time is from 1970 to 2099", signal);
      promise(flow.packets() >= -1 && flow.bytes() >= -1, "counts are -1 at least", signal);
      promise(scale(flow.protocol(), -1, 255), "a protocol is -1 to 255", signal);
    } else if (signal instanceof Offense offense) {
      promise(offense.number() >= 0, "an offense has a number", signal);
      promise(
          scale(offense.credibility(), -1, 10)
              && scale(offense.relevance(), -1, 10)
              && scale(offense.offenseSeverity(), -1, 10),
          "weights are -1 to 10",
          signal);
      promise(offense.eventCount() >= -1, "counts are -1 at least", signal);
      promise(offense.offenseType() >= -1, "a type is -1 at least", signal);
    } else if (signal instanceof SiemEvent event) {
      promise(scale(event.magnitude(), -1, 10), "a magnitude is -1 to 10", signal);
      promise(scale(event.sourcePort(), -1, 65_535), "a port is -1 to 65535", signal);
      promise(scale(event.destinationPort(), -1, 65_535), "a port is -1 to 65535", signal);
      promise(event.eventCount() >= 1, "an event stands for one at least", signal);
      promise(event.qid() >= -1, "a QID is -1 at least", signal);
    } else if (signal instanceof ConfigChange change) {
      promise(change.changed().size() <= MOST_DETAILS, "changes are 64 at most", signal);
    }
  }

  private static boolean isTime(Instant time) {
    return !time.isBefore(Instant.EPOCH) && time.isBefore(LATEST);
  }

  private static boolean scale(long value, long low, long high) {
    return value >= low && value <= high;
  }
}
