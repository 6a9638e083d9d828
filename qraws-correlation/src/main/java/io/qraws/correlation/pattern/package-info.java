// SPDX-License-Identifier: Apache-2.0
/**
 * Declared sequence patterns: ordered steps within a time span that share values, absence, and
 * thresholds, written in the form of Sigma rules.
 *
 * <p>Start at {@link io.qraws.correlation.pattern.PatternCatalog}; {@code docs/patterns.md} says
 * what is taken of Sigma and lists the fields. Reading needs {@code
 * com.fasterxml.jackson.dataformat:jackson-dataformat-yaml}.
 */
@NullMarked
package io.qraws.correlation.pattern;

import org.jspecify.annotations.NullMarked;
