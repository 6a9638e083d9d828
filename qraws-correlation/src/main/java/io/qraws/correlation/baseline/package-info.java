// SPDX-License-Identifier: Apache-2.0
/**
 * What is usual for a principal, its peers, an account, a service and a resource; tells what is not
 * as anomalies.
 *
 * <p>Start at {@link io.qraws.correlation.baseline.Baseline}.
 */
@NullMarked
package io.qraws.correlation.baseline;

import org.jspecify.annotations.NullMarked;
