// SPDX-License-Identifier: Apache-2.0
/**
 * What is done with a judged incident, and who looks at it.
 *
 * <p>Start at {@link io.qraws.scoring.triage.Triage}.
 */
@NullMarked
package io.qraws.scoring.triage;

import org.jspecify.annotations.NullMarked;
