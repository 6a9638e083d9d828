// SPDX-License-Identifier: Apache-2.0
/**
 * What must survive a restart: checkpoints, ledgers of what was seen and done, dead letters, and
 * queues.
 *
 * <p>Start at {@link io.qraws.core.store.StateStore#file} or {@link
 * io.qraws.core.store.StateStore#open}; everything is done on the {@link
 * io.qraws.core.store.Transaction} that {@link io.qraws.core.store.StateStore#inTransaction} hands
 * out. Of QRAWS, this package knows only its family of failures.
 */
@NullMarked
package io.qraws.core.store;

import org.jspecify.annotations.NullMarked;
