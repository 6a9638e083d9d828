// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static io.qraws.core.read.Taken.only;
import static io.qraws.core.read.Taken.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SiemEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QradarReaderTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"events":[{"qid":5000001,"qidname_qid":"Log-in failed","categoryname_category":"User Login Failure",
         "logsourcename_logsourceid":"dc1 @ 10.0.0.2","starttime":1773738000000,"magnitude":6,"eventcount":3.0,
         "sourceip":"203.0.113.9","destinationip":"10.0.0.5","sourceport":51000,"destinationport":22,
         "username":"CORP\\\\ann","sourcev6":"0:0:0:0:0:0:0:0","sha256hash":"00ff"}]}""",
        """
        {"events":[{"QID":"5000001","Event Name":"Log-in failed","Category":"User Login Failure",
         "Log Source":"dc1 @ 10.0.0.2","Start Time":"Mar 17, 2026, 9:00:00 AM","Magnitude":"6","Event Count":"3.0",
         "Source IP":"203.0.113.9","Destination IP":"10.0.0.5","Source Port":"51000","Destination Port":"22",
         "Username":"CORP\\\\ann","SHA256 Hash":"00ff"}]}""",
        """
        Event Name,Log Source,Event Count,Start Time,Category,Source IP,Source Port,Destination IP,Destination Port,Username,Magnitude,QID,SHA256 Hash
        "Log-in failed","dc1 @ 10.0.0.2",3,"Mar 17, 2026, 9:00:00 AM","User Login Failure",203.0.113.9,51000,10.0.0.5,22,CORP\\ann,6,5000001,00ff
        """
      })
  void read_event_underAnyColumnNames(String text) {
    SiemEvent event = only(SiemEvent.class, text);
    assertThat(event.time()).isEqualTo(NINE);
    assertThat(event.title()).isEqualTo("Log-in failed");
    assertThat(event.qid()).isEqualTo(5000001);
    assertThat(event.category()).isEqualTo("User Login Failure");
    assertThat(event.logSource()).isEqualTo("dc1 @ 10.0.0.2");
    assertThat(event.eventCount()).isEqualTo(3);
    assertThat(event.sourcePort()).isEqualTo(51000);
    assertThat(event.destinationPort()).isEqualTo(22);
    assertThat(event.severity().normalized()).isEqualTo(60);
    assertThat(event.observables())
        .containsExactlyInAnyOrder(
            shown(ObservableKind.USER, "CORP\\ann", Role.ACTOR),
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.IP, "10.0.0.5", Role.DESTINATION),
            shown(ObservableKind.FILE_HASH, "00ff", Role.TARGET));
  }

  /** A server that gives out addresses is the source; the address given out is the identity's. */
  @Test
  void read_eventWithAnIdentity_showsItsAddressWithItsHost() {
    SiemEvent event =
        only(
            SiemEvent.class,
            """
            {"qid":1,"qidname":"DHCP lease","eventcount":1,"starttime":1773738000000,
             "sourceip":"10.0.0.2","identityip":"10.0.0.77","identityhostname":"ws-77"}""");
    assertThat(event.observables())
        .containsExactlyInAnyOrder(
            shown(ObservableKind.IP, "10.0.0.2", Role.SOURCE),
            shown(ObservableKind.IP, "10.0.0.77", Role.TARGET),
            shown(ObservableKind.HOST, "ws-77", Role.TARGET));
  }

  @Test
  void read_sparseRow_isAnEventAllTheSame() {
    SiemEvent event =
        only(
            SiemEvent.class,
            """
            {"qidname":"Information Message","eventcount":"12.0","starttime":"0.001773738000E12",
             "sourceip":"0.0.0.0"}""");
    assertThat(event.time()).isEqualTo(NINE);
    assertThat(event.eventCount()).isEqualTo(12);
    assertThat(event.magnitude()).isEqualTo(-1);
    assertThat(event.observables()).isEmpty();
  }

  @Test
  void read_flow_zeroAddressIsAbsent() {
    NetworkFlow flow =
        only(
            NetworkFlow.class,
            """
            {"flows":[{"First Packet Time":1773738000000,"Last Packet Time":1773738060000,"Source IP":"203.0.113.9",
             "Destination IP":"0.0.0.0","Source Bytes":100,"Destination Bytes":80,"protocolid":6,"Destination Port":443}]}""");
    assertThat(flow.time()).isEqualTo(NINE);
    assertThat(flow.bytes()).isEqualTo(180);
    assertThat(flow.destinationAddress()).isNull();
    assertThat(flow.destinationPort()).isEqualTo(443);
  }

  @Test
  void read_stixBundle_givesItsEvents() {
    Taken taken =
        Taken.of(
            """
            {"type":"bundle","objects":[{"type":"identity","id":"identity--1","name":"qradar","identity_class":"events"},
             {"type":"observed-data","id":"observed-data--1","first_observed":"2026-03-17T09:00:00Z","number_observed":4,
              "objects":{"0":{"type":"ipv4-addr","value":"203.0.113.9"},"1":{"type":"ipv4-addr","value":"10.0.0.5"},
               "2":{"type":"network-traffic","src_ref":"0","dst_ref":"1","src_port":51000,"dst_port":0},
               "3":{"type":"user-account","user_id":"ann"},"4":{"type":"artifact","payload_bin":"ZGVuaWVk"},
               "5":{"type":"file","hashes":{"SHA-256":"00ff"}}},
              "x_qradar":{"qid":5000001,"event_name":"Log-in failed","category_name":"Access Denied","magnitude":6,
               "log_source_name":"dc1"}}]}""");
    SiemEvent event = (SiemEvent) taken.signals.get(0);
    assertThat(taken.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("STIX identity"));
    assertThat(event.time()).isEqualTo(NINE);
    assertThat(event.title()).isEqualTo("Log-in failed");
    assertThat(event.qid()).isEqualTo(5000001);
    assertThat(event.magnitude()).isEqualTo(6);
    assertThat(event.eventCount()).isEqualTo(4);
    assertThat(event.payload()).isEqualTo("denied");
    assertThat(event.destinationPort()).isEqualTo(-1);
    assertThat(event.observables())
        .containsExactlyInAnyOrder(
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.IP, "10.0.0.5", Role.DESTINATION),
            shown(ObservableKind.USER, "ann", Role.ACTOR),
            shown(ObservableKind.FILE_HASH, "00ff", Role.TARGET));
  }

  @ParameterizedTest(name = "type {0}, {1}")
  @CsvSource({
    "0, 203.0.113.9, IP, SOURCE",
    "1, 203.0.113.9, IP, DESTINATION",
    "11, 2001:db8::9, IP, DESTINATION",
    "3, ann, USER, ACTOR",
    "7, web1, HOST, TARGET",
    "100, i-0a1b2c3d4e5f6a7b8, RESOURCE, TARGET",
    "100, ann@example.com, USER, ACTOR",
  })
  void read_offenseSource_isWhatItsTypeSays(int type, String source, String kind, String role) {
    assertThat(only(Offense.class, offense(type, source)).observables())
        .containsExactly(shown(ObservableKind.valueOf(kind), source, Role.valueOf(role)));
  }

  @ParameterizedTest(name = "type {0}, {1}")
  @CsvSource({"2, Deny", "6, Snort", "8, 51000", "9, 22", "14, Scan", "100, 4711", "0, 0.0.0.0"})
  void read_offenseSource_thatNamesNobody_isNoObservable(int type, String source) {
    assertThat(only(Offense.class, offense(type, source)).observables()).isEmpty();
  }

  private static String offense(int type, String source) {
    return """
        {"id":7,"offense_type":%d,"offense_source":"%s","magnitude":6,"status":"OPEN","description":"d",
         "start_time":1773738000000,"event_count":9,"categories":["x"]}"""
        .formatted(type, source);
  }

  @Test
  void read_offenseInOcsf_keepsItsMagnitudeAndIndex() {
    Finding finding =
        only(
            Finding.class,
            """
            {"class_uid":2001,"time":1773738000000,"finding":{"uid":"7","title":"Log-in failures"},
             "metadata":{"product":{"name":"QRadar SIEM"}},
             "enrichments":[{"name":"Magnitude","value":"6"},{"name":"offense_type","value":"3"},
              {"name":"offense_source","value":"ann"}],
             "observables":[{"name":"source_address","type_id":2,"value":"203.0.113.9"},
              {"name":"local_destination_address","type_id":2,"value":"10.0.0.5"}]}""");
    assertThat(finding.severity().normalized()).isEqualTo(60);
    assertThat(finding.attributes()).doesNotContainKey(Attributes.PUBLIC);
    assertThat(finding.observables())
        .containsExactlyInAnyOrder(
            shown(ObservableKind.USER, "ann", Role.ACTOR),
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.IP, "10.0.0.5", Role.DESTINATION));
  }

  /** Numbers that can't be meant: what is read stays within what its description promises. */
  @ParameterizedTest
  @ValueSource(strings = {"-4", "-9223372036854775808", "-1e300", "4294967296"})
  void read_numbersThatMakeNoSense_areAsIfAbsent(String number) {
    Offense offense =
        only(
            Offense.class,
            """
            {"id":7,"offense_type":#,"offense_source":"x","credibility":1,"relevance":1,"event_count":#,
             "start_time":1773738000000,"status":"OPEN"}"""
                .replace("#", number));
    assertThat(offense.offenseType()).isEqualTo(-1);
    assertThat(offense.eventCount()).isGreaterThanOrEqualTo(-1);
    NetworkFlow flow =
        only(
            NetworkFlow.class,
            """
            {"sourceip":"203.0.113.9","destinationip":"10.0.0.5","firstpackettime":1773738000000,
             "flowtype":0,"protocolid":#,"sourcebytes":#,"sourcepackets":9223372036854775807,
             "destinationpackets":9223372036854775807}"""
                .replace("#", number));
    assertThat(flow.protocol()).isEqualTo(-1);
    assertThat(flow.bytes()).isGreaterThanOrEqualTo(-1);
    assertThat(flow.packets()).isEqualTo(Long.MAX_VALUE);
    NetworkFlow activity =
        only(
            NetworkFlow.class,
            """
            {"class_uid":4001,"time":1773738000000,"src_endpoint":{"ip":"203.0.113.9"},
             "traffic":{"bytes":#,"packets":#},"connection_info":{"protocol_num":#}}"""
                .replace("#", number));
    assertThat(activity.protocol()).isEqualTo(-1);
    assertThat(activity.bytes()).isGreaterThanOrEqualTo(-1);
    assertThat(activity.packets()).isGreaterThanOrEqualTo(-1);
    SiemEvent event =
        only(
            SiemEvent.class,
            """
            {"qid":#,"qidname_qid":"n","starttime":1773738000000,"magnitude":#,"severity":#}"""
                .replace("#", number));
    assertThat(event.qid()).isGreaterThanOrEqualTo(-1);
    assertThat(event.magnitude()).isIn(-1, 10);
  }

  @Test
  void read_nameOfSeveralLines_isATitleOfOne() {
    SiemEvent event =
        only(
            SiemEvent.class,
            """
            {"qid":1,"qidname_qid":"Log-in \\r\\n failed\\u2028twice","starttime":1773738000000}""");
    assertThat(event.title()).isEqualTo("Log-in failed twice");
    assertThat(event.types()).containsExactly("Log-in \r\n failed\u2028twice");
  }
}
