// SPDX-License-Identifier: Apache-2.0
/** The facade that runs the whole chain: start at {@code Qraws}. */
@NullMarked
package io.qraws.response;

import org.jspecify.annotations.NullMarked;
