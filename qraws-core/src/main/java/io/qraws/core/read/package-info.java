// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to signals: one reader a format, and one front door that recognises the format and opens
 * envelopes.
 *
 * <p>Start at {@link io.qraws.core.read.SignalReader}. What can't be read becomes a {@link
 * io.qraws.core.read.Rejected}; nothing is lost and nothing throws for what it was sent.
 */
@NullMarked
package io.qraws.core.read;

import org.jspecify.annotations.NullMarked;
