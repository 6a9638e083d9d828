// SPDX-License-Identifier: Apache-2.0
/**
 * How well names were put together: pairs of labelled names, what was put together of them, and
 * what should have been.
 *
 * <p>Start at {@link io.qraws.examples.trials.identity.Score}. What is judged is reached through
 * {@link io.qraws.examples.trials.identity.Resolver} alone; nothing here knows how names are made.
 */
@NullMarked
package io.qraws.examples.trials.identity;

import org.jspecify.annotations.NullMarked;
