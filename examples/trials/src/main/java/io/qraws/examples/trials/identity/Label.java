// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

/**
 * Whose a name truly is.
 *
 * @param name the name at a moment
 * @param owner the one person, workload or machine; an id that no signal shows
 * @param kind the class of name, by which results are told apart
 */
public record Label(Name name, String owner, NameClass kind) {}
