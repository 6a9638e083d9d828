// SPDX-License-Identifier: Apache-2.0
/**
 * A transparent scorer: named factors that add up in log-odds and are shown in points.
 *
 * <p>Start at {@link io.qraws.scoring.factor.FactorRiskScorer}. Each group of factors is a class of
 * its own, with its weights as constants.
 */
@NullMarked
package io.qraws.scoring.factor;

import org.jspecify.annotations.NullMarked;
