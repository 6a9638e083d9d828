// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.time.Instant;

/**
 * What became of an input.
 *
 * @param outcome the caller's word
 * @param location where the input lay
 * @param index which of the inputs at this location it was
 * @param time when it was recorded, or changed last
 */
public record Outcome(String outcome, String location, long index, Instant time) {}
