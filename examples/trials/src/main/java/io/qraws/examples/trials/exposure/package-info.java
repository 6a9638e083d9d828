// SPDX-License-Identifier: Apache-2.0
/**
 * Random networks, what AWS Config would say of them, and a walk of single packets through them.
 *
 * <p>Start at {@link io.qraws.examples.trials.exposure.ExposureJudge}. The walk knows nothing of
 * QRAWS.
 */
@NullMarked
package io.qraws.examples.trials.exposure;

import org.jspecify.annotations.NullMarked;
