// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Tactic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OperationsTest {
  private static ApiCall call(String service, String operation) {
    SignalHeader header =
        SignalHeader.builder("c", Format.CLOUDTRAIL, SourceRef.DERIVED, Raw.EMPTY)
            .account("111122223333")
            .build();
    return new ApiCall(header, service, operation, false, null, "IAMUser", "", null, Map.of());
  }

  @Test
  void rows_areAllWellFormed_andNoneStandsTwice() {
    List<List<String>> rows = Table.rows("operations.csv");

    assertThat(rows.stream().map(row -> row.get(0))).doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(3);
              assertThat(row.get(0)).matches("([a-z0-9-]+:)?[A-Z][A-Za-z0-9_]+");
              assertThat(Tactic.valueOf(row.get(1))).isNotNull();
              assertThat(Double.parseDouble(row.get(2))).isBetween(.01, 1.0);
            });
  }

  @Test
  void parameters_areAllWellFormed_andNoneStandsTwice() {
    List<List<String>> rows = Table.rows("parameters.csv");

    assertThat(rows.stream().map(row -> row.subList(0, 2))).doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(4);
              assertThat(row.get(2)).isNotBlank();
              assertThat(Double.parseDouble(row.get(3))).isBetween(.01, 1.0);
            });
  }

  @Test
  void salience_ofANameThatServicesShare_isOfTheServiceMeant() {
    assertThat(Operations.salience(call("inspector2", "Disable"))).isPositive();
    assertThat(Operations.salience(call("other", "Disable"))).isZero();
    assertThat(Operations.tactic(call("organizations", "DetachPolicy")))
        .hasValue("DEFENSE_EVASION");
    assertThat(Operations.tactic(call("iot", "DetachPolicy"))).isEmpty();
  }

  @Test
  void salience_ofANameOfOneService_needsNoService() {
    assertThat(Operations.salience(call("cloudtrail", "StopLogging"))).isPositive();
  }
}
