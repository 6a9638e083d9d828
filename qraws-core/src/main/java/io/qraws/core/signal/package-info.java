// SPDX-License-Identifier: Apache-2.0
/**
 * What was seen, made typed and immutable: findings, offenses, API calls and the like.
 *
 * <p>Start at {@link io.qraws.core.signal.Signal}. One record stands for each kind. A kind's own
 * fields stay on its record; what correlation needs is on the interface.
 *
 * <p>Nothing here does I/O, and every type is safe to share between threads. This package knows no
 * other package of QRAWS, so all of them may use it.
 */
@NullMarked
package io.qraws.core.signal;

import org.jspecify.annotations.NullMarked;
