// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.baseline.Baseline;
import io.qraws.response.report.Case;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QrawsBaselineTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static ApiCall call(String operation, Instant time) {
    SignalHeader header =
        SignalHeader.builder(operation + time, Format.CLOUDTRAIL, SourceRef.DERIVED, Raw.EMPTY)
            .time(time)
            .account("111122223333")
            .region("eu-central-1")
            .observable(ObservableKind.PRINCIPAL, "arn:aws:iam::111122223333:user/sync", Role.ACTOR)
            .observable(ObservableKind.USER, "sync", Role.ACTOR)
            .observable(ObservableKind.IP, "203.0.113.9", Role.SOURCE)
            .build();
    boolean reads = operation.startsWith("Get");
    return new ApiCall(header, "iam", operation, reads, null, "IAMUser", "", null, Map.of());
  }

  @Test
  void accept_unusualCall_becomesACaseWithItsAnomaly() {
    Baseline baseline = Baseline.builder().alarmRate(.01).learningDays(3).build();
    for (int minute = 0; minute < 10 * 1_440; minute += 10) {
      baseline.observe(call("GetUser", START.plusSeconds(minute * 60L)));
      if (minute % 1_440 == 1_430) {
        baseline.learn(START.plusSeconds((minute + 10) * 60L), List.of());
      }
    }
    Instant now = START.plusSeconds(10 * 86_400L + 3_600);
    try (Qraws qraws = Qraws.builder().baseline(baseline).build()) {
      qraws.accept(call("GetUser", now));
      assertThat(qraws.signals()).hasSize(1);
      ApiCall strange = call("DeleteVirtualMFADevice", now.plusSeconds(60));
      qraws.accept(strange);
      qraws.accept(strange);
      assertThat(qraws.signals()).hasSize(3).filteredOn(Anomaly.class::isInstance).hasSize(1);
      List<Case> cases = qraws.cases(now.plusSeconds(600));
      assertThat(cases).hasSize(1);
      assertThat(cases.get(0).incident().signals()).contains(strange);
    }
  }
}
