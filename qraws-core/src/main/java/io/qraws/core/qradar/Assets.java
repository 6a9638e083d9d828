// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * QRadar's asset model. Safe for use by many threads.
 *
 * <p>Source: QRadar API reference, {@code /asset_model}.
 */
public final class Assets {
  private static final String FIELDS =
      "id,domain_id,vulnerability_count,risk_score_sum,hostnames(name),"
          + "interfaces(ip_addresses(value)),properties(name,value),users(username)";

  private final Http http;

  Assets(Http http) {
    this.http = http;
  }

  /**
   * The assets with an IP address; several where address ranges overlap, so look at the domain.
   *
   * @param ip as QRadar writes it
   * @return empty if QRadar knows none, or none that the token may see
   * @throws InterruptedException if the thread is interrupted
   * @throws QradarException if QRadar fails or refuses
   */
  public List<QradarAsset> byAddress(String ip) throws InterruptedException {
    if (!ip.matches("[0-9A-Fa-f:.]{2,45}")) {
      throw new IllegalArgumentException("no IP address: " + Fields.plain(ip, 60));
    }
    Filter filter =
        Filter.contains("interfaces", Filter.contains("ip_addresses", Filter.eq("value", ip)));
    return http
        .all(
            () -> Call.get("/asset_model/assets").query("filter", filter).query("fields", FIELDS),
            100,
            10_000)
        .stream()
        .map(e -> asset(e.fields()))
        .toList();
  }

  private static QradarAsset asset(Fields fields) {
    Map<String, String> properties = new HashMap<>();
    for (Fields property : fields.list("properties", p -> p)) {
      properties.put(property.textOr("name", ""), property.textOr("value", ""));
    }
    return new QradarAsset(
        fields.whole("id", -1),
        fields.whole("domain_id"),
        present(fields.list("hostnames", h -> h.textOr("name", ""))),
        fields
            .list("interfaces", i -> present(i.list("ip_addresses", a -> a.textOr("value", ""))))
            .stream()
            .flatMap(List::stream)
            .toList(),
        present(fields.list("users", u -> u.textOr("username", ""))),
        properties,
        fields.real("risk_score_sum", Double.NaN),
        fields.whole("vulnerability_count", -1));
  }

  private static List<String> present(List<String> values) {
    return values.stream().filter(value -> !value.isEmpty()).toList();
  }
}
