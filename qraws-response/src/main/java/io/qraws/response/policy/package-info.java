// SPDX-License-Identifier: Apache-2.0
/** The gate: nothing is started that a written policy does not permit; every doubt denies. */
@NullMarked
package io.qraws.response.policy;

import org.jspecify.annotations.NullMarked;
