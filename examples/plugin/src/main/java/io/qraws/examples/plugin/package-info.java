// SPDX-License-Identifier: Apache-2.0
/** An enricher to copy from: what asks, what makes it, and the file that lets it be found. */
@NullMarked
package io.qraws.examples.plugin;

import org.jspecify.annotations.NullMarked;
