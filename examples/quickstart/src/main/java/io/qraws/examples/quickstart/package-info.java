// SPDX-License-Identifier: Apache-2.0
/** The quickstart: files in, the ten incidents that matter out. */
@NullMarked
package io.qraws.examples.quickstart;

import org.jspecify.annotations.NullMarked;
