// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

/** What a hunt looks through. */
public enum HuntSource {
  /** API calls and log-ins that CloudTrail records, wherever they are stored. */
  API_CALLS,
  /** Network flows: of VPCs in Athena, of all that QRadar collects in AQL. */
  FLOWS,
  /** Events that only QRadar holds: logons, VPNs, proxies, endpoints. */
  SIEM_EVENTS
}
