// SPDX-License-Identifier: Apache-2.0
/**
 * The in-memory index: which signals share an observable, inside a window.
 *
 * <p>Start at {@link io.qraws.correlation.index.SignalIndex}, which holds signals, or at {@link
 * io.qraws.correlation.index.KeyIndex}, which holds numbers and hashes only and does the work.
 */
@NullMarked
package io.qraws.correlation.index;

import org.jspecify.annotations.NullMarked;
