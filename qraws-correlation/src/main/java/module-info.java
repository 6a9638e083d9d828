// SPDX-License-Identifier: Apache-2.0
/**
 * Finds which signals belong together, across cloud and on-premises, and follows them as incidents.
 */
module io.qraws.correlation {
  requires com.fasterxml.jackson.databind;
  requires transitive io.qraws.core;
  // Only PatternCatalog needs it; without it, patterns can't be read.
  requires static com.fasterxml.jackson.dataformat.yaml;

  exports io.qraws.correlation.baseline;
  exports io.qraws.correlation.export;
  exports io.qraws.correlation.hypothesis;
  exports io.qraws.correlation.identity;
  exports io.qraws.correlation.incident;
  exports io.qraws.correlation.index;
  exports io.qraws.correlation.pattern;
}
