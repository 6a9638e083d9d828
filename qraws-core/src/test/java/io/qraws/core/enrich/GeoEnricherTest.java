// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoEnricherTest {
  private static final Instant CITIES = Instant.parse("2026-03-01T06:00:00Z");
  private static final Instant NETWORKS = Instant.parse("2026-03-02T06:00:00Z");
  private static final Observable BERLIN = ip("198.51.100.7");
  private static final GeoPoint BERLINS_POINT = new GeoPoint(52.52, 13.405, 20);

  @TempDir Path folder;
  private GeoEnricher enricher;

  @BeforeEach
  void open() throws IOException {
    enricher = GeoEnricher.open(List.of(cities(), networks()));
  }

  @AfterEach
  void close() throws IOException {
    enricher.close();
  }

  private Path cities() throws IOException {
    return new MmdbWriter("Example-City", CITIES.getEpochSecond())
        .put(
            "198.51.100.0",
            24,
            Map.of(
                "country",
                Map.of("iso_code", "DE", "names", Map.of("en", "Germany")),
                "city",
                Map.of("names", Map.of("de", "Berlin (West)", "en", "Berlin")),
                "location",
                Map.of("latitude", 52.52, "longitude", 13.405, "accuracy_radius", 20)))
        .put("203.0.113.128", 25, Map.of("registered_country", Map.of("iso_code", "FR")))
        .put("2001:db8:1::", 48, Map.of("country_code", "us", "latitude", 40.7, "longitude", -74.0))
        .put("10.0.0.0", 8, Map.of("country_code", "XX"))
        .put("192.0.2.0", 24, Map.of("country_code", "<b>", "city", "x\r\ny" + "z".repeat(500)))
        .write(folder.resolve("city.mmdb"));
  }

  private Path networks() throws IOException {
    return new MmdbWriter("Example-ASN", NETWORKS.getEpochSecond())
        .put(
            "198.51.100.0",
            25,
            Map.of(
                "autonomous_system_number",
                64_500,
                "autonomous_system_organization",
                "Example Hosting",
                "is_hosting_provider",
                true,
                "is_tor_exit_node",
                false))
        .put("2001:db8:1::", 64, Map.of("autonomous_system_number", 4_200_000_000L))
        .write(folder.resolve("asn.mmdb"));
  }

  @Nested
  class Contract extends EnricherContract {
    @Override
    protected Enricher enricher() {
      return enricher;
    }

    @Override
    protected Set<Observable> known() {
      return Set.of(BERLIN, ip("2001:db8:1::1"));
    }
  }

  @Test
  void enrich_nestedFields_tellsPlaceAndNetworkWithTheirFilesDates() {
    assertThat(enricher.enrich(Set.of(BERLIN), List.of()))
        .containsExactly(
            fact(BERLIN, Fact.LOCATION, "DE Berlin", true, CITIES)
                .withDetail("52.5200,13.4050 within 20 km; Example-City of 2026-03-01"),
            fact(BERLIN, Fact.NETWORK_OWNER, "AS64500 Example Hosting", true, NETWORKS)
                .withDetail("Example-ASN of 2026-03-02"));
  }

  @Test
  void enrich_flatFieldsAndIpv6_areReadToo() {
    Observable address = ip("2001:db8:1::5");
    assertThat(enricher.enrich(Set.of(address), List.of()))
        .containsExactly(
            fact(address, Fact.LOCATION, "US", true, CITIES)
                .withDetail("40.7000,-74.0000, accuracy unknown; Example-City of 2026-03-01"),
            fact(address, Fact.NETWORK_OWNER, "AS4200000000", true, NETWORKS)
                .withDetail("Example-ASN of 2026-03-02"));
  }

  @Test
  void enrich_registeredCountryOnly_isTheCountryWithoutCoordinates() {
    Observable address = ip("203.0.113.200");
    assertThat(enricher.enrich(Set.of(address), List.of()))
        .containsExactly(
            fact(address, Fact.LOCATION, "FR", true, CITIES)
                .withDetail("coordinates unknown; Example-City of 2026-03-01"));
  }

  /** The neighbour of a known range is not in it. */
  @Test
  void enrich_inNoFile_isUnknownAndNamesTheFiles() {
    Observable address = ip("203.0.113.127");
    assertThat(enricher.enrich(Set.of(address), List.of()))
        .containsExactly(
            fact(
                address,
                Fact.LOCATION,
                "Example-City of 2026-03-01 does not tell; Example-ASN of 2026-03-02 does not tell",
                false,
                CITIES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "fe80::1",
        "224.0.0.1",
        "::ffff:10.1.2.3",
        "host.example"
      })
  void enrich_privateOrNoAddress_saysNothing(String value) throws IOException {
    assertThat(enricher.enrich(Set.of(ip(value)), List.of())).isEmpty();
    assertThat(enricher.place(value)).isEqualTo(GeoPlace.UNKNOWN);
  }

  /** A file may hold anything; what is no country is none, and a name stays one short line. */
  @Test
  void place_hostileFields_areCutOrUnknown() throws IOException {
    GeoPlace place = enricher.place("192.0.2.1");
    assertThat(place.country()).isNull();
    assertThat(place.city()).isEqualTo("x y" + "z".repeat(117));
    assertThat(enricher.enrich(Set.of(ip("192.0.2.1")), List.of())).noneMatch(Enrichment::known);
  }

  @Test
  void place_severalFiles_isPutTogether() throws IOException {
    assertThat(enricher.place("198.51.100.7"))
        .isEqualTo(new GeoPlace("DE", "Berlin", BERLINS_POINT, 64_500L, "Example Hosting", true));
    assertThat(enricher.place("198.51.100.200"))
        .isEqualTo(new GeoPlace("DE", "Berlin", BERLINS_POINT, null, null, null));
  }

  @Test
  void enrich_damagedFile_isUnknownAndCostsNoOther() throws IOException {
    Path cities = cities();
    byte[] bytes = Files.readAllBytes(cities);
    int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Berlin");
    // The string now claims to be longer than the file.
    Arrays.fill(bytes, data - 40, data + 40, (byte) 0x5f);
    Path damaged = Files.write(folder.resolve("damaged.mmdb"), bytes);
    try (GeoEnricher both = GeoEnricher.open(List.of(damaged, networks()))) {
      assertThat(both.enrich(Set.of(BERLIN), List.of()))
          .containsExactly(
              fact(BERLIN, Fact.NETWORK_OWNER, "AS64500 Example Hosting", true, NETWORKS)
                  .withDetail("Example-ASN of 2026-03-02"));
      assertThat(both.enrich(Set.of(ip("198.51.100.200")), List.of()))
          .extracting(Enrichment::value)
          .containsExactly(
              "Example-City of 2026-03-01 is damaged; Example-ASN of 2026-03-02 does not tell");
    }
  }

  @Test
  void open_noFileOrNoMmdb_fails() throws IOException {
    Path text = Files.writeString(folder.resolve("x.mmdb"), "not one");
    assertThatThrownBy(() -> GeoEnricher.open(List.of(text))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> GeoEnricher.open(List.of(folder.resolve("none"))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> GeoEnricher.open(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Observable ip(String value) {
    return new Observable(ObservableKind.IP, value, Role.SOURCE);
  }

  private static Enrichment fact(
      Observable observable, Fact fact, String value, boolean known, Instant time) {
    return new Enrichment(observable, fact, value, known, "geography", time);
  }
}
