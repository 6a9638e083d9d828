// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import java.util.Locale;

/** What kind of thing was seen. */
public enum SignalKind {
  /** A judgement by an AWS service or a third party. */
  FINDING,
  /** One call of an AWS API, or a log-in. */
  API_CALL,
  /** One flow record. */
  NETWORK_FLOW,
  /** A QRadar offense. */
  OFFENSE,
  /** An event that QRadar holds. */
  SIEM_EVENT,
  /** A change of a resource's configuration. */
  CONFIG_CHANGE,
  /** Something unusual that QRAWS noticed itself. */
  ANOMALY;

  /** The name as it stands in files: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
