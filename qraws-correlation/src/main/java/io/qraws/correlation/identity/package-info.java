// SPDX-License-Identifier: Apache-2.0
/**
 * Which names mean one identity.
 *
 * <p>Start at {@link io.qraws.correlation.identity.IdentityResolver}. {@link
 * io.qraws.correlation.identity.LinkKey} is the form in which two signals' observables are
 * compared.
 */
@NullMarked
package io.qraws.correlation.identity;

import org.jspecify.annotations.NullMarked;
