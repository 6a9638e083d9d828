// SPDX-License-Identifier: Apache-2.0
/**
 * What an API call is for and how telling it is by itself, before anything is known of who made it.
 *
 * <p>Start at {@link io.qraws.correlation.operation.Operations}. Not exported.
 */
@NullMarked
package io.qraws.correlation.operation;

import org.jspecify.annotations.NullMarked;
