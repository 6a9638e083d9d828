// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

/**
 * Why an offense may be closed. Ids differ between deployments, so look for the text.
 *
 * @param id of this deployment
 * @param text {@code Non-Issue}, for instance
 * @param reserved set by QRadar itself only
 * @param deleted no longer to be used
 */
public record ClosingReason(int id, String text, boolean reserved, boolean deleted) {}
