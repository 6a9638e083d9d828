// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An asset of QRadar's asset model.
 *
 * @param id of this deployment
 * @param domainId without domains, 0 or null
 * @param hostnames as QRadar knows them
 * @param addresses IP addresses of its interfaces
 * @param users user names seen on it
 * @param properties by name: {@code Weight} is its criticality, as text
 * @param riskScoreSum NaN if unknown
 * @param vulnerabilityCount -1 if unknown
 */
public record QradarAsset(
    long id,
    @Nullable Long domainId,
    List<String> hostnames,
    List<String> addresses,
    List<String> users,
    Map<String, String> properties,
    double riskScoreSum,
    long vulnerabilityCount) {

  /** Copies lists and map. */
  public QradarAsset {
    hostnames = List.copyOf(hostnames);
    addresses = List.copyOf(addresses);
    users = List.copyOf(users);
    properties = Map.copyOf(properties);
  }
}
