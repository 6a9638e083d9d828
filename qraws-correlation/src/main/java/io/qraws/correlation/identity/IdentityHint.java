// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

/**
 * A name that may be one of the same identity, but is not taken for one.
 *
 * @param name the kind, a colon, and the name as it is compared
 * @param score 0 to 1
 * @param reason why it may be, and why that is not enough; names in it are text from outside
 */
public record IdentityHint(String name, double score, String reason) {}
