// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

/** In which language, and over whose tables, a hunt is asked. */
public enum Dialect {
  /** AQL over QRadar's events and flows. */
  AQL,
  /** Athena SQL over CloudTrail's and VPC Flow Logs' own tables. */
  ATHENA,
  /** Athena SQL over Security Lake's OCSF tables, as of AWS source version 2. */
  SECURITY_LAKE
}
