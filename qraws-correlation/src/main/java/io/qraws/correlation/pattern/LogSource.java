// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which signals a rule looks at: what Sigma's {@code logsource} means here.
 *
 * @param kinds the kinds of signals
 * @param more what holds of them besides
 * @param fields by which names it speaks of them
 */
record LogSource(Set<SignalKind> kinds, Predicate<Signal> more, SignalFields fields) {
  /** By {@code product/service}; without a service the product alone. */
  static final Map<String, LogSource> KNOWN = known();

  boolean has(Signal signal) {
    return kinds.contains(signal.kind()) && more.test(signal);
  }

  private static Map<String, LogSource> known() {
    Map<String, LogSource> known = new TreeMap<>();
    known.put("qraws", of(EnumSet.allOf(SignalKind.class), signal -> true));
    known.put(
        "aws",
        of(
            EnumSet.of(
                SignalKind.FINDING,
                SignalKind.API_CALL,
                SignalKind.NETWORK_FLOW,
                SignalKind.CONFIG_CHANGE),
            signal -> signal.format() != Format.QRADAR_FLOW));
    known.put(
        "aws/cloudtrail",
        new LogSource(Set.of(SignalKind.API_CALL), signal -> true, SignalFields.CLOUDTRAIL));
    known.put("aws/securityhub", of(Set.of(SignalKind.FINDING), signal -> true));
    known.put(
        "aws/guardduty",
        of(
            Set.of(SignalKind.FINDING),
            signal -> signal instanceof Finding f && f.product().equalsIgnoreCase("GuardDuty")));
    known.put(
        "aws/vpcflow",
        of(Set.of(SignalKind.NETWORK_FLOW), signal -> signal.format() != Format.QRADAR_FLOW));
    known.put("aws/config", of(Set.of(SignalKind.CONFIG_CHANGE), signal -> true));
    known.put(
        "qradar",
        of(
            EnumSet.of(SignalKind.OFFENSE, SignalKind.SIEM_EVENT, SignalKind.NETWORK_FLOW),
            signal ->
                signal.kind() != SignalKind.NETWORK_FLOW || signal.format() == Format.QRADAR_FLOW));
    known.put("qradar/offense", of(Set.of(SignalKind.OFFENSE), signal -> true));
    known.put("qradar/event", of(Set.of(SignalKind.SIEM_EVENT), signal -> true));
    known.put(
        "qradar/flow",
        of(Set.of(SignalKind.NETWORK_FLOW), signal -> signal.format() == Format.QRADAR_FLOW));
    return known;
  }

  private static LogSource of(Set<SignalKind> kinds, Predicate<Signal> more) {
    return new LogSource(kinds, more, SignalFields.OWN);
  }
}
