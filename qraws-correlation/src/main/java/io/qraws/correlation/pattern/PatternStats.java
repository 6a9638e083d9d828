// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

/**
 * What a matcher has done, and what it could not keep.
 *
 * @param signals how many it was given
 * @param selected how many of them a rule detected
 * @param matches how many it found
 * @param late how many detected signals came later than the disorder that is allowed, and were left
 *     out
 * @param hurried how often waiting signals were looked at early, since too many waited
 * @param forgotten how many partial matches it gave up, since a rule held too many signals
 * @param crowded how many signals had more combinations of values to join by than are followed
 * @param held how many signals and partial matches it holds
 */
public record PatternStats(
    long signals,
    long selected,
    long matches,
    long late,
    long hurried,
    long forgotten,
    long crowded,
    long held) {}
