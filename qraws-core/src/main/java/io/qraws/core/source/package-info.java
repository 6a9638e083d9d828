// SPDX-License-Identifier: Apache-2.0
/**
 * Where bytes come from, and how far they have been dealt with.
 *
 * <p>Start at {@link io.qraws.core.source.Source}. A source hands over one bounded batch at a time,
 * with the position that is stored once the batch is dealt with.
 */
@NullMarked
package io.qraws.core.source;

import org.jspecify.annotations.NullMarked;
