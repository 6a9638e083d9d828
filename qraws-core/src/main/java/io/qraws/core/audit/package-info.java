// SPDX-License-Identifier: Apache-2.0
/**
 * The audit trail: append-only, hash-chained, written before the act it records.
 *
 * <p>Start at {@link io.qraws.core.audit.FileAuditTrail}, which also documents the file's format,
 * and {@link io.qraws.core.audit.AuditVerifier}, which checks such a file.
 */
@NullMarked
package io.qraws.core.audit;

import org.jspecify.annotations.NullMarked;
