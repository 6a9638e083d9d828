// SPDX-License-Identifier: Apache-2.0
/**
 * What all packages of QRAWS share: the family of its failures, {@link
 * io.qraws.core.QrawsException}.
 *
 * <p>Knows no other package of QRAWS.
 */
@NullMarked
package io.qraws.core;

import org.jspecify.annotations.NullMarked;
