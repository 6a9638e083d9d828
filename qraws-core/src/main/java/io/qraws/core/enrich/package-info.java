// SPDX-License-Identifier: Apache-2.0
/**
 * What is known about the observables of an incident: owner, criticality, exposure and the like.
 *
 * <p>Start at {@link io.qraws.core.enrich.Enricher} to add a provider, at {@link
 * io.qraws.core.enrich.Enrichers} to ask several at once, at {@link
 * io.qraws.core.enrich.IndicatorReader} to bring threat lists.
 */
@NullMarked
package io.qraws.core.enrich;

import org.jspecify.annotations.NullMarked;
