// SPDX-License-Identifier: Apache-2.0
/** Judges an incident: risk, confidence, reasons and disposition. */
module io.qraws.scoring {
  requires transitive io.qraws.correlation;

  exports io.qraws.scoring;
  exports io.qraws.scoring.factor;
  exports io.qraws.scoring.triage;
}
