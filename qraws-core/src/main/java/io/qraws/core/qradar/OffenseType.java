// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

/**
 * What offenses can be indexed by.
 *
 * @param id in {@link QradarOffense#offenseType}
 * @param name for people, {@code Source IP}
 * @param property QRadar's own name, {@code sourceIP}; possibly empty
 * @param custom whether it is a property of this deployment
 */
public record OffenseType(long id, String name, String property, boolean custom) {}
