// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.qradar.QradarClient;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import io.qraws.core.testing.QradarServer;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QradarAssetEnricherTest extends EnricherContract {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private QradarServer server;

  @BeforeEach
  void start() {
    server = QradarServer.start();
    asset(1, 0, "10.0.4.17", "9", "Payroll");
    asset(2, 0, "10.0.4.18", "0", "");
    asset(3, 0, "10.9.9.9", "3", "Lab");
    asset(4, 7, "10.9.9.9", "10", "Plant");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void asset(int id, int domain, String ip, String weight, String owner) {
    server
        .references()
        .asset(
            """
            {"id":%d,"domain_id":%d,"vulnerability_count":0,"risk_score_sum":0.0,"hostnames":[],
             "interfaces":[{"id":5,"ip_addresses":[{"id":9,"value":"%s","type":"IPV4"}]}],
             "properties":[{"id":3,"type_id":1005,"name":"Weight","value":"%s"},
                           {"id":4,"type_id":1001,"name":"Business Owner","value":"%s"}],
             "users":[]}
            """
                .formatted(id, domain, ip, weight, owner));
  }

  private QradarAssetEnricher.Builder builder() {
    QradarClient client =
        QradarClient.builder(server.base(), HttpClient.newHttpClient(), () -> QradarServer.TOKEN)
            .build();
    return QradarAssetEnricher.builder(client.assets())
        .ownerProperties("Business Owner")
        .clock(Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @Override
  protected QradarAssetEnricher enricher() {
    return builder().build();
  }

  @Override
  protected Set<Observable> known() {
    return Set.of(ip("10.0.4.17"));
  }

  private static Observable ip(String value) {
    return new Observable(ObservableKind.IP, value, Role.DESTINATION);
  }

  private static List<String> facts(QradarAssetEnricher enricher, String ip) {
    return enricher.enrich(Set.of(ip(ip)), List.of()).stream()
        .map(e -> e.fact() + "=" + e.value() + (e.detail().isEmpty() ? "" : " by " + e.detail()))
        .toList();
  }

  @Test
  void enrich_address_hasItsAssetsWeightAndOwner() {
    assertThat(facts(enricher(), "10.0.4.17"))
        .containsExactly(
            "CRITICALITY=CRITICAL by QRadar asset 1", "OWNER=Payroll by QRadar asset 1");
  }

  @Test
  void enrich_weightOfNobodysChoice_saysNothing() {
    assertThat(facts(enricher(), "10.0.4.18")).isEmpty();
  }

  @Test
  void enrich_addressOfTwoDomains_isUnknownUnlessOneIsMeant() {
    assertThat(facts(enricher(), "10.9.9.9"))
        .containsExactly("ANY=assets of the domains [0, 7] have it");
    assertThat(facts(builder().domain(7).build(), "10.9.9.9"))
        .containsExactly("CRITICALITY=CRITICAL by QRadar asset 4", "OWNER=Plant by QRadar asset 4");
  }

  @ParameterizedTest
  @CsvSource({
    "1,LOW",
    "3,LOW",
    "4,MEDIUM",
    "6,MEDIUM",
    "7,HIGH",
    "8,HIGH",
    "9,CRITICAL",
    "10,CRITICAL"
  })
  void enrich_weight_isALevel(String weight, String level) {
    asset(9, 0, "10.1.1.1", weight, "");
    assertThat(facts(enricher(), "10.1.1.1"))
        .containsExactly("CRITICALITY=" + level + " by QRadar asset 9");
  }

  @ParameterizedTest
  @CsvSource({"11", "-1", "high", "9.5"})
  void enrich_weightOutOfItsScale_saysNothing(String weight) {
    asset(9, 0, "10.1.1.1", weight, "");
    assertThat(facts(enricher(), "10.1.1.1")).isEmpty();
  }
}
