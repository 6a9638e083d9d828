// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The signals of a stream as findings and API calls for {@link IncidentCorrelator}: calls that tell
 * nothing by themselves, as nearly all do.
 */
final class IncidentLoad {
  private final int oneFindingIn;
  private final List<Signal> signals = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param oneFindingIn how many signals there are for each finding
   */
  IncidentLoad(int oneFindingIn) {
    this.oneFindingIn = oneFindingIn;
  }

  void take(Sample sample) {
    String id = "signal-" + signals.size();
    SignalHeader.Builder header =
        SignalHeader.builder(id, Format.CLOUDTRAIL, new SourceRef("load", 0), Raw.EMPTY)
            .time(Instant.ofEpochMilli(sample.time()))
            .account("111122223333");
    for (String key : sample.keys()) {
      ObservableKind kind = kind(key);
      header.observable(kind, key, role(kind));
    }
    boolean finding = signals.size() % oneFindingIn == 0;
    signals.add(
        finding
            ? finding(header.severity(Severity.ofLabel("MEDIUM")).build())
            : call(header.build()));
  }

  private static ObservableKind kind(String key) {
    return key.startsWith("arn:")
        ? ObservableKind.RESOURCE
        : key.startsWith("AKIA")
            ? ObservableKind.ACCESS_KEY
            : key.startsWith("user-") ? ObservableKind.USER : ObservableKind.IP;
  }

  private static Role role(ObservableKind kind) {
    return kind == ObservableKind.RESOURCE
        ? Role.TARGET
        : kind == ObservableKind.IP ? Role.SOURCE : Role.ACTOR;
  }

  private static Signal call(SignalHeader header) {
    return new ApiCall(
        header, "ec2", "DescribeInstances", true, null, "IAMUser", "load", null, Map.of());
  }

  private static Signal finding(SignalHeader header) {
    return new Finding(
        header,
        "GuardDuty",
        "",
        Finding.State.ACTIVE,
        false,
        header.time(),
        null,
        List.of(),
        Map.of(),
        Map.of());
  }

  /** Has incidents looked for among all; tells how many there are. */
  int round(IncidentCorrelator correlator) {
    return correlator.correlate(signals, signals.get(signals.size() - 1).time()).size();
  }
}
