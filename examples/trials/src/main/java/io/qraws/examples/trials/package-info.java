// SPDX-License-Identifier: Apache-2.0
/**
 * The long checks: they make input, run the quickstart as a user would and judge what comes out.
 *
 * <p>Start at {@link io.qraws.examples.trials.Trials}. Nothing here knows QRAWS: the judge shares
 * no code with what it judges.
 */
@NullMarked
package io.qraws.examples.trials;

import org.jspecify.annotations.NullMarked;
