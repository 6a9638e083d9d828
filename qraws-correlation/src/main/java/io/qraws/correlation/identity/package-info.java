// SPDX-License-Identifier: Apache-2.0
/** Which names mean one identity: the form in which two signals' observables are compared. */
@NullMarked
package io.qraws.correlation.identity;

import org.jspecify.annotations.NullMarked;
