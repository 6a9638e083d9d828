// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static io.qraws.core.read.Taken.only;
import static io.qraws.core.read.Taken.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VpcFlowReaderTest {
  /** One flow under every header and spelling in which it is exported. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 111122223333 eni-0a1b2c3d4e5f6a7b8 203.0.113.9 10.0.0.5 51000 22 6 3 180 1773738000 1773738060 REJECT OK",
        "2026-03-17T09:00:00.000Z 2 111122223333 eni-0a1b2c3d4e5f6a7b8 203.0.113.9 10.0.0.5 51000 22 6 3 180 1773738000 1773738060 REJECT OK",
        "action dstaddr srcaddr version start end dstport srcport protocol bytes packets interface-id account-id log-status\n"
            + "REJECT 10.0.0.5 203.0.113.9 5 1773738000 1773738060 22 51000 6 180 3 eni-0a1b2c3d4e5f6a7b8 111122223333 OK",
        "account_id,action,bytes,dstaddr,dstport,end,interface_id,log_status,packets,protocol,srcaddr,srcport,start\n"
            + "111122223333,REJECT,180,10.0.0.5,22,1773738060,eni-0a1b2c3d4e5f6a7b8,OK,3,6,203.0.113.9,51000,1773738000",
        "version\taccount-id\tinterface-id\tsrcaddr\tdstaddr\tsrcport\tdstport\tprotocol\tpackets\tbytes\tstart\tend\taction\tlog-status\n"
            + "2\t111122223333\teni-0a1b2c3d4e5f6a7b8\t203.0.113.9\t10.0.0.5\t51000\t22\t6\t3\t180\t1773738000\t1773738060\tREJECT\tOK",
        "{\"accountId\":\"111122223333\",\"interfaceId\":\"eni-0a1b2c3d4e5f6a7b8\",\"srcAddr\":\"203.0.113.9\",\"dstAddr\":\"10.0.0.5\","
            + "\"srcPort\":\"51000\",\"dstPort\":22,\"protocol\":\"tcp\",\"packets\":3,\"bytes\":180,\"start\":\"2026-03-17 09:00:00\","
            + "\"end\":1773738060,\"action\":\"REJECT\",\"status\":\"OK\"}"
      })
  void read_anyForm_isTheSameFlow(String text) {
    NetworkFlow flow = only(NetworkFlow.class, text);
    assertThat(flow.sourceAddress()).isEqualTo("203.0.113.9");
    assertThat(flow.sourcePort()).isEqualTo(51000);
    assertThat(flow.destinationAddress()).isEqualTo("10.0.0.5");
    assertThat(flow.destinationPort()).isEqualTo(22);
    assertThat(flow.protocol()).isEqualTo(6);
    assertThat(flow.packets()).isEqualTo(3);
    assertThat(flow.bytes()).isEqualTo(180);
    assertThat(flow.time()).isEqualTo(Instant.parse("2026-03-17T09:00:00Z"));
    assertThat(flow.end()).isEqualTo(Instant.parse("2026-03-17T09:01:00Z"));
    assertThat(flow.action()).isEqualTo("REJECT");
    assertThat(flow.status()).isEqualTo("OK");
    assertThat(flow.account()).isEqualTo("111122223333");
    assertThat(flow.observables())
        .contains(
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.IP, "10.0.0.5", Role.DESTINATION),
            shown(ObservableKind.RESOURCE, "eni-0a1b2c3d4e5f6a7b8", Role.DESTINATION));
  }

  @Test
  void read_version7WithEcsFields_keepsTheDefaultOnes() {
    NetworkFlow flow =
        only(
            NetworkFlow.class,
            "7 111122223333 eni-0a1b2c3d4e5f6a7b8 2001:db8::9 2001:db8::5 51000 443 6 3 180 1773738000 1773738060 ACCEPT OK"
                + " vpc-1 subnet-1 - 2 IPv6 - - - - arn:aws:ecs:eu-central-1:111122223333:cluster/shop");
    assertThat(flow.sourceAddress()).isEqualTo("2001:db8::9");
    assertThat(flow.destinationPort()).isEqualTo(443);
  }

  @Test
  void read_tableRow_keepsTheHeaderInItsRaw() {
    String text = "srcaddr,dstaddr,start,action\n203.0.113.9,10.0.0.5,1773738000,ACCEPT\n";
    assertThat(only(NetworkFlow.class, text).raw().text()).isEqualTo(text.strip());
  }

  @Test
  void read_brokenRow_costsOnlyItself() {
    Taken taken =
        Taken.of(
            "srcaddr,dstaddr,start,action\n203.0.113.9,10.0.0.5,1773738000,ACCEPT\n"
                + "nobody,10.0.0.5,1773738000,ACCEPT\nx\n203.0.113.9,10.0.0.6,1773738000,ACCEPT\n");
    assertThat(taken.signals).hasSize(2);
    assertThat(taken.rejected).hasSize(2);
    assertThat(taken.rejected.get(0).reason()).contains("srcaddr is no address: nobody");
  }

  @Test
  void read_tableOfSomethingElse_isRejectedWhole() {
    assertThat(Taken.of("name,start,end,colour\na,1,2,red\nb,1,2,blue\n").rejected).hasSize(1);
  }

  /** A custom format without times, as CloudWatch Logs hands it to a subscription. */
  @Test
  void read_subscription_takesTheTimeOfItsEnvelope() throws IOException {
    String payload =
        """
        {"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"flows","logEvents":[
         {"id":"1","timestamp":1773738000000,"message":"version interface-id srcaddr dstaddr action"},
         {"id":"2","timestamp":1773738000000,"message":"5 eni-0a1b2c3d4e5f6a7b8 203.0.113.9 10.0.0.5 ACCEPT"}]}""";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(payload.getBytes(StandardCharsets.UTF_8));
    }
    String data = Base64.getEncoder().encodeToString(packed.toByteArray());
    NetworkFlow flow = only(NetworkFlow.class, "{\"awslogs\":{\"data\":\"" + data + "\"}}");
    assertThat(flow.time()).isEqualTo(Instant.parse("2026-03-17T09:00:00Z"));
    assertThat(flow.destinationAddress()).isEqualTo("10.0.0.5");
  }

  @Test
  void read_noDataRow_isAFlowWithoutAddresses() {
    NetworkFlow flow =
        only(
            NetworkFlow.class,
            """
            {"interface_id":"eni-0a1b2c3d4e5f6a7b8","srcaddr":"-","dstaddr":null,"log_status":"NODATA",
             "action":"-","start":1773738000,"end":1773738060,"account_id":"111122223333"}""");
    assertThat(flow.status()).isEqualTo("NODATA");
    assertThat(flow.sourceAddress()).isNull();
    assertThat(flow.sourcePort()).isEqualTo(-1);
    assertThat(flow.observables()).noneMatch(o -> o.kind() == ObservableKind.IP);
  }
}
