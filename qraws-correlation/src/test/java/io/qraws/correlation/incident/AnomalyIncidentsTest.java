// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static io.qraws.correlation.incident.Samples.NINE;
import static io.qraws.correlation.incident.Samples.actorKey;
import static io.qraws.correlation.incident.Samples.call;
import static io.qraws.correlation.incident.Samples.ip;
import static io.qraws.correlation.incident.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the baseline's anomalies, which show what their calls show. */
final class AnomalyIncidentsTest {
  private static final ApiCall STOLEN =
      call("c1", 0, "CreateUser", user("ann"), actorKey("AKIAEXAMPLE000000001"), ip("192.0.2.9"));
  private static final ApiCall THEN =
      call(
          "c2",
          4,
          "CreateLoginProfile",
          user("ann"),
          actorKey("AKIAEXAMPLE000000001"),
          ip("192.0.2.9"));

  private static Anomaly about(ApiCall call) {
    SignalHeader header =
        SignalHeader.builder("anomaly:" + call.id(), Format.DERIVED, SourceRef.DERIVED, Raw.EMPTY)
            .time(call.time())
            .title("first-seen operation")
            .account(call.account())
            .build()
            .withMore(List.of(), call.observables());
    return new Anomaly(header, "operation", "reading", "first-seen: it", 1e-5);
  }

  private static List<Incident> correlate(Signal... signals) {
    return IncidentCorrelator.create().correlate(List.of(signals), NINE.plusSeconds(7_200));
  }

  @Test
  void correlate_anomalyAndItsCalls_areOneIncident() {
    List<Incident> incidents = correlate(STOLEN, about(STOLEN), THEN);
    assertThat(incidents).hasSize(1);
    assertThat(incidents.get(0).signals())
        .extracting(Signal::id)
        .containsExactlyInAnyOrder("c1", "anomaly:c1", "c2");
  }

  /** A call that tells little by itself is laid beside the anomaly that it raised. */
  @Test
  void correlate_anomalyOfAHarmlessCall_hasItBesideIt() {
    ApiCall harmless =
        call(
            "c3",
            0,
            "DescribeThings",
            user("ann"),
            actorKey("ASIAEXAMPLE000000001"),
            ip("192.0.2.9"));
    List<Incident> incidents = correlate(harmless, about(harmless));
    assertThat(incidents).hasSize(1);
    assertThat(incidents.get(0).signals())
        .extracting(Signal::id)
        .containsExactlyInAnyOrder("c3", "anomaly:c3");
  }

  @Test
  void correlate_anomaliesOfStrangers_stayApart() {
    ApiCall other =
        call(
            "c4",
            2,
            "CreateUser",
            user("bob"),
            actorKey("AKIAEXAMPLE000000002"),
            ip("198.51.100.9"));
    assertThat(correlate(about(STOLEN), about(other))).hasSize(2);
  }
}
