// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks, each against a named rival in the same run. */
@NullMarked
package io.qraws.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
