// SPDX-License-Identifier: Apache-2.0
/**
 * What an incident suggests happened before and comes next, and the queries that would show it.
 *
 * <p>Start at {@link io.qraws.correlation.hypothesis.Hypotheses}; for signals that belong to no
 * incident, at {@link io.qraws.correlation.hypothesis.DailyHunt}. A hunt is defined once, as data,
 * and written as AQL for QRadar and as SQL for Athena. Nothing here runs a query.
 */
@NullMarked
package io.qraws.correlation.hypothesis;

import org.jspecify.annotations.NullMarked;
