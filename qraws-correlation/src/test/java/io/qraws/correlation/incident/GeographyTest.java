// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static io.qraws.correlation.incident.Samples.NINE;
import static io.qraws.correlation.incident.Samples.bucket;
import static io.qraws.correlation.incident.Samples.call;
import static io.qraws.correlation.incident.Samples.finding;
import static io.qraws.correlation.incident.Samples.ip;
import static io.qraws.correlation.incident.Samples.offense;
import static io.qraws.correlation.incident.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.GeoPlace;
import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What it says that two signals come from one place though their addresses differ. The company is
 * in Germany and has 40 people; the place in question is an invented provider abroad.
 */
final class GeographyTest {
  private static final String SPRAY = "VPN login failed for many users";
  private static final Observable KNOCKING = ip("203.0.113.5");
  private static final Observable CALLING = ip("192.0.2.77");
  private static final GeoPlace HOME =
      new GeoPlace("DE", "Berlin", null, 64_496L, "Example Telecom", null);
  private static final GeoPlace ABROAD =
      new GeoPlace("NZ", null, null, 64_500L, "Example Hosting", null);

  private final List<Signal> signals = new ArrayList<>();

  private static @Nullable GeoPlace table(String address) {
    return address.startsWith("198.51.100.") ? HOME : ABROAD;
  }

  private void company() {
    for (int i = 0; i < 40; i++) {
      signals.add(
          call("work" + i, i, "DescribeInstances", ip("198.51.100." + i), user("worker" + i)));
    }
  }

  private List<Incident> correlate(PlaceLookup lookup) {
    return IncidentCorrelator.builder().places(lookup).build().correlate(signals, NINE);
  }

  private List<Incident> correlate() {
    return correlate(GeographyTest::table);
  }

  private static Optional<Link> link(List<Incident> incidents, String a, String b) {
    return incidents.stream()
        .flatMap(incident -> incident.links().stream())
        .filter(link -> link.a().equals(a) && link.b().equals(b))
        .findFirst();
  }

  private static SiemEvent event(String id, int minute, String name, Observable... observables) {
    SignalHeader.Builder header =
        SignalHeader.builder(id, Format.QRADAR_EVENT, new SourceRef("x", 0), Raw.of(id))
            .time(NINE.plusSeconds(60L * minute))
            .title(name)
            .severity(Severity.ofTenths(3))
            .type(name);
    for (Observable observable : observables) {
      header.observable(observable.kind(), observable.value(), observable.role());
    }
    return new SiemEvent(header.build(), 1, name, "vpn", 3, -1, -1, 1, "");
  }

  @Test
  void correlate_failedLogInAndThenACallFromOneRareNetwork_isOneIncident() {
    company();
    signals.add(offense(7, 0, SPRAY, KNOCKING));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", CALLING, user("svc-mail")));
    List<Incident> incidents = correlate();
    assertThat(link(incidents, "offense:7", "f1"))
        .hasValueSatisfying(
            link -> {
              assertThat(link.reason())
                  .isEqualTo(
                      "both come from AS64500 (Example Hosting), which 2 of 42 signals do; the"
                          + " first is of failed log-ins");
              assertThat(link.weight()).isBetween(0.5, 0.7);
            });
    assertThat(incidents).singleElement().matches(Incident::crossEnvironment);
  }

  @Test
  void correlate_withoutPlaces_goesByTheNetworkAroundTheAddress() {
    company();
    signals.add(offense(7, 0, SPRAY, KNOCKING));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", ip("203.0.113.200"), user("svc")));
    signals.add(finding("f2", 60, "Persistence:IAMUser/X", ip("192.0.2.200"), user("other")));
    List<Incident> incidents = IncidentCorrelator.create().correlate(signals, NINE);
    assertThat(link(incidents, "offense:7", "f1"))
        .hasValueSatisfying(link -> assertThat(link.reason()).contains("from 203.0.113.0/24,"));
    assertThat(incidents).hasSize(2);
  }

  @Test
  void correlate_lookUpThatFails_isAsWithoutPlaces() {
    company();
    signals.add(offense(7, 0, SPRAY, KNOCKING));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", ip("203.0.113.200"), user("svc")));
    PlaceLookup broken =
        address -> {
          throw new IOException("damaged");
        };
    assertThat(correlate(broken)).hasSize(1);
    assertThat(correlate(address -> null)).hasSize(1);
  }

  @Test
  void correlate_placeAlone_bindsNothing() {
    company();
    signals.add(finding("f1", 0, "Discovery:IAMUser/X", KNOCKING, user("ann")));
    signals.add(finding("f2", 1, "Discovery:IAMUser/X", CALLING, user("ben")));
    assertThat(correlate()).hasSize(2);
  }

  /** Two colleagues at one conference, of whom one mistypes a password. */
  @Test
  void correlate_failedLogInOfAnother_bindsNothing() {
    company();
    signals.add(offense(7, 0, "VPN login failed", KNOCKING, user("CORP\\ann")));
    signals.add(finding("f1", 60, "Discovery:IAMUser/X", CALLING, user("ben")));
    assertThat(correlate()).hasSize(2);
  }

  @Test
  void correlate_callBeforeTheFailedLogInOrLongAfter_bindsNothing() {
    company();
    signals.add(finding("before", 0, "Discovery:IAMUser/X", CALLING));
    signals.add(offense(7, 1, SPRAY, KNOCKING));
    signals.add(finding("after", 600, "Discovery:IAMUser/X", CALLING, bucket("plans")));
    assertThat(correlate())
        .filteredOn(incident -> incident.signals().get(0).id().startsWith("offense"))
        .singleElement()
        .satisfies(incident -> assertThat(incident.signals()).hasSize(1));
  }

  @Test
  void correlate_homeCountry_bindsNothing() {
    company();
    signals.add(offense(7, 0, SPRAY, ip("203.0.113.5")));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", ip("192.0.2.77"), user("svc")));
    GeoPlace inTown = new GeoPlace("DE", null, null, null, null, null);
    assertThat(correlate(address -> inTown)).hasSize(2);
  }

  @Test
  void correlate_providerOfMany_bindsNothing() {
    company();
    for (int i = 0; i < 12; i++) {
      signals.add(call("ci" + i, i, "GetObject", ip("192.0.2." + i), user("runner" + i)));
    }
    signals.add(offense(7, 0, SPRAY, KNOCKING));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", CALLING, user("svc")));
    assertThat(correlate()).hasSize(2);
  }

  @Test
  void correlate_relay_bindsOnlyWithNamesThatAreMuchTheSame() {
    GeoPlace relay = new GeoPlace("NZ", null, null, 64_500L, "Example Proxy", true);
    PlaceLookup lookup = address -> address.startsWith("198.51.100.") ? HOME : relay;
    company();
    signals.add(offense(7, 0, SPRAY, KNOCKING, user("CORP\\a.lee")));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", CALLING, user("svc")));
    assertThat(correlate(lookup)).hasSize(2);
    signals.set(
        signals.size() - 1,
        finding("f1", 60, "Persistence:IAMUser/X", CALLING, user("ann.lee@corp.example")));
    assertThat(correlate(lookup)).hasSize(1);
  }

  /** Somebody who comes from a dozen networks comes from everywhere, the rare one too. */
  @Test
  void correlate_failedLogInsFromManyNetworks_bindsNothing() {
    company();
    Observable[] bots = new Observable[12];
    for (int i = 0; i < bots.length; i++) {
      bots[i] = ip("203.0.113." + (10 + i));
    }
    signals.add(offense(7, 0, SPRAY, bots));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", ip("203.0.113.12"), user("svc")));
    signals.set(signals.size() - 1, finding("f1", 60, "Persistence:X/X", CALLING, user("svc")));
    PlaceLookup lookup =
        address ->
            address.startsWith("198.51.100.")
                ? HOME
                : new GeoPlace(
                    null,
                    null,
                    null,
                    address.equals("192.0.2.77")
                        ? 64_512L
                        : 64_500L + Integer.parseInt(address.substring(10)),
                    null,
                    null);
    assertThat(correlate(lookup)).hasSize(2);
  }

  /** Two attackers with the same two providers: a chain from one to the other must need more. */
  @Test
  void correlate_twoFormedGroups_areNotJoinedByPlacesAlone() {
    company();
    Observable[] knocking = {KNOCKING, ip("203.0.113.6")};
    Observable[] calling = {CALLING, ip("192.0.2.78")};
    for (int i = 0; i < 4; i++) {
      signals.add(offense(10 + i, i, SPRAY, knocking[i % 2], bucket("gate")));
      signals.add(finding("f" + i, 60 + i, "Impact:S3/X", calling[i % 2], bucket("plans")));
    }
    PlaceLookup lookup =
        address ->
            Map.of("203.0.113.5", ABROAD, "192.0.2.77", ABROAD)
                .getOrDefault(
                    address,
                    address.startsWith("198.51.100.")
                        ? HOME
                        : new GeoPlace("BR", null, null, 64_501L, null, null));
    assertThat(correlate(lookup)).hasSize(2);
    signals.subList(42, signals.size()).clear();
    assertThat(correlate(lookup)).as("of one each").hasSize(1);
  }

  @Test
  void correlate_allTogether_joinsTwoFormedGroups() {
    company();
    for (int i = 0; i < 3; i++) {
      signals.add(offense(10 + i, i, SPRAY, KNOCKING, user("CORP\\a.lee")));
      signals.add(finding("f" + i, 60 + i, "Impact:S3/X", CALLING, user("ann.lee@corp.example")));
    }
    assertThat(correlate()).hasSize(1);
  }

  @Test
  void correlate_failedLogInThatIsNoOffense_isLaidBeside() {
    company();
    signals.add(event("e1", 0, "VPN login failed", KNOCKING));
    signals.add(event("e2", 0, "VPN session ended", ip("203.0.113.6")));
    signals.add(finding("f1", 30, "Persistence:IAMUser/X", CALLING, user("svc")));
    assertThat(correlate())
        .singleElement()
        .satisfies(
            incident ->
                assertThat(incident.signals()).extracting(Signal::id).containsExactly("e1", "f1"));
  }

  @Test
  void correlate_inOneNetworkOfTheOffice_bindsNothing() {
    company();
    signals.add(offense(7, 0, SPRAY, ip("10.20.1.5")));
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", ip("10.20.1.6"), user("svc")));
    assertThat(correlate()).hasSize(2);
  }

  @ParameterizedTest(name = "{0} is in {1}")
  @CsvSource({
    "203.0.113.77, 203.0.113.0/24",
    "2001:db8:7:1::9, 2001:db8:7::/48",
    "::ffff:203.0.113.77, 203.0.113.0/24",
    "10.1.2.3,",
    "172.31.0.1,",
    "192.168.9.9,",
    "100.64.0.1,",
    "127.0.0.1,",
    "169.254.169.254,",
    "224.0.0.1,",
    "fe80::1,",
    "fd00::1,",
    "::1,",
    "203.0.113.0/24,",
    "console.amazonaws.com,"
  })
  void of_eachAddress(String address, @Nullable String network) {
    assertThat(SourceNetwork.of(address)).isEqualTo(Optional.ofNullable(network));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "a.lee, ann.lee@corp.example, true",
    "CORP\\alee, ann.lee, true",
    "leea, ann.lee, true",
    "lee.ann, ann_lee, true",
    "ann.lee, ann.lee@corp.example, false",
    "ann.lee, ben.lee, false",
    "ann.lee, ann.day, false",
    "a.li, ann.li, false",
    "ann, ben, false",
    "svc, svc-mail, false"
  })
  void users_eachPair(String one, String other, boolean alike) {
    assertThat(Approach.users(one, other)).isEqualTo(alike);
    assertThat(Approach.users(other, one)).isEqualTo(alike);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Multiple Login Failures for the Same User, true",
    "Password spray against VPN, true",
    "VPN login failed, true",
    "Failed remote log-in, true",
    "General Authentication Failed, true",
    "Logons tried at many hosts, true",
    "VPN login from a new country, false",
    "User Login Success, false",
    "Malware found, false"
  })
  void knocks_eachOffense(String title, boolean knocks) {
    assertThat(Approach.knocks(offense(7, 0, title))).isEqualTo(knocks);
  }

  @Test
  void places_lookUp_isAskedOnceForAnAddress() {
    company();
    signals.add(finding("f1", 60, "Persistence:IAMUser/X", CALLING, user("svc")));
    signals.add(finding("f2", 61, "Persistence:IAMUser/X", CALLING, ip("10.1.2.3")));
    List<String> asked = new ArrayList<>();
    Map<String, GeoPlace> table = Map.of("192.0.2.77", ABROAD);
    correlate(
        address -> {
          asked.add(address);
          return table.get(address);
        });
    assertThat(asked).hasSize(41).doesNotHaveDuplicates().doesNotContain("10.1.2.3");
  }
}
