// SPDX-License-Identifier: Apache-2.0
/**
 * Stand-ins for what QRAWS talks to, for tests of QRAWS and of plug-ins: the {@code tests} artifact
 * of qraws-core.
 *
 * <p>Start at {@link io.qraws.core.testing.QradarServer}, and to write an enricher at {@link
 * io.qraws.core.testing.EnricherContract}.
 */
@NullMarked
package io.qraws.core.testing;

import org.jspecify.annotations.NullMarked;
