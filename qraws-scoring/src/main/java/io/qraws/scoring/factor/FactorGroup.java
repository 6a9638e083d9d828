// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

/** Some factors that look at the same side of an incident. */
interface FactorGroup {
  /**
   * Writes the effects, and which inputs were known, into the ledger.
   *
   * @param evidence the incident and what is known about it
   * @param ledger where effects go
   */
  void weigh(Evidence evidence, Ledger ledger);
}
