// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An input that could not be dealt with. Its bytes are read one by one, by {@link DeadLetters#raw}.
 *
 * @param number its own, rising
 * @param scope the source's name, say
 * @param id which input
 * @param location where it lay
 * @param reason why it could not be dealt with
 * @param tries how often that was tried
 * @param size its bytes
 * @param time when it was put here
 * @param replayed when it was dealt with after all
 */
public record DeadLetter(
    long number,
    String scope,
    String id,
    String location,
    String reason,
    int tries,
    long size,
    Instant time,
    Optional<Instant> replayed) {}
