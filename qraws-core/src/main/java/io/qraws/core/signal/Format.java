// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

/** The format that a signal was read from. */
public enum Format {
  /** AWS Security Finding Format, schema 2018-10-08. */
  ASFF("asff"),
  /** Open Cybersecurity Schema Framework, as the new Security Hub and Security Lake write it. */
  OCSF("ocsf"),
  /** GuardDuty's own finding, in either spelling of its keys. */
  GUARDDUTY("guardduty"),
  /** Inspector's own finding. */
  INSPECTOR("inspector"),
  /** IAM Access Analyzer's own finding. */
  ACCESS_ANALYZER("access_analyzer"),
  /** Macie's own finding. */
  MACIE("macie"),
  /** A CloudTrail record. */
  CLOUDTRAIL("cloudtrail"),
  /** A VPC flow log line or row. */
  VPC_FLOW("vpc_flow"),
  /** An AWS Config item, change notification or rule evaluation. */
  CONFIG("config"),
  /** An offense as QRadar's REST API gives it. */
  QRADAR_OFFENSE("qradar_offense"),
  /** A row of an Ariel search over events. */
  QRADAR_EVENT("qradar_event"),
  /** A row of an Ariel search over flows. */
  QRADAR_FLOW("qradar_flow"),
  /** Made by QRAWS from other signals. */
  DERIVED("derived");

  private final String label;

  Format(String label) {
    this.label = label;
  }

  /** The name as it stands in files. */
  public String label() {
    return label;
  }
}
