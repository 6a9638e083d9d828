// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A change made elsewhere. Intended but not concluded, it may have happened or not: ask there.
 *
 * @param what the change, in the caller's words
 * @param intended when it was about to be made
 * @param result what the other side answered
 * @param concluded when the result was recorded
 */
public record WriteBack(
    String what, Instant intended, Optional<String> result, Optional<Instant> concluded) {}
