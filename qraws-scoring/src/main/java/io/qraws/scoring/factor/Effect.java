// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

/**
 * What one factor does to one incident.
 *
 * @param factor which
 * @param logOdds what it adds to the log-odds
 * @param reason why, in words
 */
record Effect(Factor factor, double logOdds, String reason) {}
