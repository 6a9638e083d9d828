// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

/**
 * What an index holds and has met.
 *
 * @param added how many signals came in all, those before a restore too
 * @param live how many are remembered
 * @param keys how many keys are held, some of them perhaps of forgotten signals only, which are
 *     cleared bit by bit
 * @param bytes what the index takes of the heap, without what the caller gave it
 * @param late how many signals happened longer before the latest one than the options allow; they
 *     are related and remembered as any other
 */
public record IndexStats(long added, int live, long keys, long bytes, long late) {}
