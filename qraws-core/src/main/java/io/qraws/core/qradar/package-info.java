// SPDX-License-Identifier: Apache-2.0
/**
 * A client of QRadar's REST API: offenses, notes, Ariel searches, reference data, assets; and
 * events told to QRadar over syslog.
 *
 * <p>Start at {@link io.qraws.core.qradar.QradarClient}. Queries are composed by {@link
 * io.qraws.core.qradar.Aql} and {@link io.qraws.core.qradar.Filter}, which quote or refuse.
 *
 * <p>Events go the other way: {@link io.qraws.core.qradar.LeefWriter} makes lines of them, and
 * {@link io.qraws.core.qradar.SyslogSender} sends those.
 */
@NullMarked
package io.qraws.core.qradar;

import org.jspecify.annotations.NullMarked;
