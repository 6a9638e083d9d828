// SPDX-License-Identifier: Apache-2.0
/** The in-memory index: which signals share an observable, inside a window. */
@NullMarked
package io.qraws.correlation.index;

import org.jspecify.annotations.NullMarked;
