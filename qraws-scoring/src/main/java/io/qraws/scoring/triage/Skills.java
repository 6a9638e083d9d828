// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.triage;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds the skill that an incident needs. */
final class Skills {
  private Skills() {}

  /** The most special skill that fits; what crosses environments needs the whole view. */
  static String of(Incident incident) {
    List<Signal> signals = incident.signals();
    if (incident.crossEnvironment() && incident.stages().size() > 1) {
      return "soc";
    }
    if (signals.stream().allMatch(Skills::vulnerability)) {
      return "vulnerability";
    }
    if (stage(incident, Tactic.EXFILTRATION, Tactic.COLLECTION) || any(signals, Skills::data)) {
      return "data";
    }
    if (stage(incident, Tactic.CREDENTIAL_ACCESS, Tactic.PRIVILEGE_ESCALATION)
        || any(signals, Skills::identity)) {
      return "identity";
    }
    if (stage(incident, Tactic.COMMAND_AND_CONTROL)
        || signals.stream().allMatch(signal -> signal.kind() == SignalKind.NETWORK_FLOW)) {
      return "network";
    }
    return any(signals, Skills::cloud) ? "cloud" : "soc";
  }

  private static boolean stage(Incident incident, Tactic... tactics) {
    return incident.stages().stream().anyMatch(List.of(tactics)::contains);
  }

  private static boolean any(List<Signal> signals, Predicate<Signal> predicate) {
    return signals.stream().anyMatch(predicate);
  }

  private static boolean vulnerability(Signal signal) {
    return signal instanceof Finding finding
        && (product(finding).contains("inspector")
            || signal.observables().stream()
                .anyMatch(o -> o.kind() == ObservableKind.VULNERABILITY));
  }

  private static boolean data(Signal signal) {
    return signal instanceof Finding finding
        && (product(finding).contains("macie")
            || type(signal, "sensitivedata")
            || type(signal, ":s3/"));
  }

  private static boolean identity(Signal signal) {
    return type(signal, "iamuser")
        || (signal instanceof Finding finding && product(finding).contains("access analyzer"));
  }

  private static boolean cloud(Signal signal) {
    return switch (signal.kind()) {
      case FINDING, API_CALL, CONFIG_CHANGE -> true;
      case NETWORK_FLOW, OFFENSE, SIEM_EVENT, ANOMALY -> false;
    };
  }

  private static boolean type(Signal signal, String part) {
    return signal.types().stream().anyMatch(t -> t.toLowerCase(Locale.ROOT).contains(part));
  }

  private static String product(Finding finding) {
    return finding.product().toLowerCase(Locale.ROOT);
  }
}
