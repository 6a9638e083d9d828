// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

/**
 * What a baseline holds.
 *
 * @param profiles of principals, their peers, accounts, services and resources
 * @param learnedDays how many days were learned
 * @param pendingDays how many were observed and not learned
 * @param calibratedOn how many calls its probabilities rest on, older ones counted less
 * @param unlearned how many days, principals and values were dropped since there was no room for
 *     them
 */
public record BaselineStats(
    int profiles, int learnedDays, int pendingDays, double calibratedOn, long unlearned) {}
