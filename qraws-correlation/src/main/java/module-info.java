// SPDX-License-Identifier: Apache-2.0
/**
 * Finds which signals belong together, across cloud and on-premises, and follows them as incidents.
 */
module io.qraws.correlation {
  requires transitive io.qraws.core;

  exports io.qraws.correlation.identity;
  exports io.qraws.correlation.incident;
  exports io.qraws.correlation.index;
}
