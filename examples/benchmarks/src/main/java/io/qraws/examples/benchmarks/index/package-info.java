// SPDX-License-Identifier: Apache-2.0
/**
 * The index of signals beside others that could do its work. Start at {@link
 * io.qraws.examples.benchmarks.index.IndexLoad}.
 */
@NullMarked
package io.qraws.examples.benchmarks.index;

import org.jspecify.annotations.NullMarked;
