// SPDX-License-Identifier: Apache-2.0
/**
 * Starts what the gate approved, and nothing else.
 *
 * <p>Start at {@link io.qraws.response.execute.SsmAutomationExecutor}.
 */
@NullMarked
package io.qraws.response.execute;

import org.jspecify.annotations.NullMarked;
