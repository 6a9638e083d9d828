// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

/**
 * A reference set, without its values.
 *
 * @param id of this deployment
 * @param name unique
 * @param type {@code ALN}, {@code ALNIC} (ignores case), {@code IP}, {@code NUM}, {@code PORT},
 *     {@code DATE}, {@code CIDR}
 * @param expiry {@code FIRST_SEEN}, {@code LAST_SEEN}, or another word for none, which the two APIs
 *     call differently
 * @param entries how many values, as QRadar counts; -1 if it does not say
 */
public record ReferenceSet(long id, String name, String type, String expiry, long entries) {}
