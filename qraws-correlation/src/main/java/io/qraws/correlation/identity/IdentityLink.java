// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step from a name to another of the same identity.
 *
 * @param from the kind, a colon, and the name as it is compared: {@code user:corp\ann}
 * @param to likewise
 * @param rule why
 * @param confidence above 0 and up to 1
 * @param first when the earliest evidence was; null if the evidence has no time
 * @param last when the latest evidence was; null if the evidence has no time
 * @param source the earliest evidence: a signal's id, or a table's file and line; text from outside
 */
public record IdentityLink(
    String from,
    String to,
    Rule rule,
    double confidence,
    @Nullable Instant first,
    @Nullable Instant last,
    String source) {}
