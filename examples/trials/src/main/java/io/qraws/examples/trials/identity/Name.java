// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

import io.qraws.core.signal.ObservableKind;
import java.time.Instant;

/**
 * A name as a signal shows it at a moment, since addresses and names change hands.
 *
 * @param kind what the value names
 * @param value as the signal has it
 * @param time the signal's
 */
public record Name(ObservableKind kind, String value, Instant time) {}
