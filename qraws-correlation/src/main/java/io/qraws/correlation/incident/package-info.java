// SPDX-License-Identifier: Apache-2.0
/**
 * Incidents: signals that belong together, with the links that say why, and their stages.
 *
 * <p>Start at {@link io.qraws.correlation.incident.Incident}.
 */
@NullMarked
package io.qraws.correlation.incident;

import org.jspecify.annotations.NullMarked;
