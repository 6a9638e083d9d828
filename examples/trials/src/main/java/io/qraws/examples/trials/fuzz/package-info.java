// SPDX-License-Identifier: Apache-2.0
/**
 * What must hold for any input at all: a target a format that is read or written.
 *
 * <p>Start at {@link io.qraws.examples.trials.fuzz.Target}. A target is handed bytes and throws an
 * {@link java.lang.AssertionError} where a promise is broken. What judges is written from the
 * formats' descriptions and shares no code with QRAWS; it knows nothing of who makes up the bytes.
 */
@NullMarked
package io.qraws.examples.trials.fuzz;

import org.jspecify.annotations.NullMarked;
