// SPDX-License-Identifier: Apache-2.0
/** The definition of related signals, beside which the index is held. */
@NullMarked
package io.qraws.examples.trials.index;

import org.jspecify.annotations.NullMarked;
