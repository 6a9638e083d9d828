// SPDX-License-Identifier: Apache-2.0
/**
 * What is known about the observables of an incident: owner, criticality, exposure and the like.
 *
 * <p>Start at {@link io.qraws.core.enrich.Enricher} to add a provider, at {@link
 * io.qraws.core.enrich.Enrichers} to ask several at once, at {@link
 * io.qraws.core.enrich.IndicatorReader} to bring threat lists.
 *
 * <p>Where enrichers differ, no fact is thrown away: all are told, each with its provider, in the
 * order in which the enrichers were added. Whoever weighs them takes the worse one: the highest
 * criticality, production before test, exposed before not exposed, a threat beside an allow list.
 * Of several owners of one target the first by name gets the work, whatever the order. An unknown
 * never outweighs a fact, and never counts as a harmless one.
 */
@NullMarked
package io.qraws.core.enrich;

import org.jspecify.annotations.NullMarked;
