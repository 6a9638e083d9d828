// SPDX-License-Identifier: Apache-2.0
/**
 * The contracts of judging: a scorer, and what it answers.
 *
 * <p>Start at {@link io.qraws.scoring.RiskScorer}.
 */
@NullMarked
package io.qraws.scoring;

import org.jspecify.annotations.NullMarked;
