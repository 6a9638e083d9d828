// SPDX-License-Identifier: Apache-2.0
/** The audit trail: append-only, hash-chained, written before the act it records. */
@NullMarked
package io.qraws.core.audit;

import org.jspecify.annotations.NullMarked;
