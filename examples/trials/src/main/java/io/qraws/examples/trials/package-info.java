// SPDX-License-Identifier: Apache-2.0
/**
 * The long checks: they make input, run QRAWS as a user would and judge what comes out.
 *
 * <p>Start at {@link io.qraws.examples.trials.Trials}. What judges knows no code of what it judges;
 * where QRAWS is not run as a program of its own, one class, such as {@code OffenseReading}, uses
 * it.
 */
@NullMarked
package io.qraws.examples.trials;

import org.jspecify.annotations.NullMarked;
