// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * One query, ready to be run.
 *
 * @param dialect in which language, over whose tables
 * @param source what it looks through
 * @param text the query; values in it come from outside and are quoted
 * @param from the earliest time that it looks at, by the start of a call, flow or event; AQL rounds
 *     outwards to the minute
 * @param to behind the latest time that it looks at; may lie in the future
 * @param rows how many rows it gives at most
 * @param leftOut which values the query lacks since the dialect can't quote or compare them safely,
 *     in words for people and without the values; usually empty
 */
public record HuntQuery(
    Dialect dialect,
    HuntSource source,
    String text,
    Instant from,
    Instant to,
    int rows,
    List<String> leftOut) {
  /** Copies the list. */
  public HuntQuery {
    requireNonNull(dialect, "dialect");
    requireNonNull(source, "source");
    requireNonNull(text, "text");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    leftOut = List.copyOf(leftOut);
  }
}
