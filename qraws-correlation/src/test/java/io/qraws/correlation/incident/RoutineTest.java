// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoutineTest {
  private static final String ASKED = "requestParameters.policy";
  private static final String OPEN =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\"}]}";

  private final List<Signal> signals = new ArrayList<>();

  /** Eight people set policies of buckets all day. */
  private RoutineTest() {
    for (int hour = 0; hour < 10; hour++) {
      for (int user = 0; user < 8; user++) {
        policy("routine-" + hour + '-' + user, 60 * hour, "user" + user, "{}");
      }
    }
  }

  private void policy(String id, int minute, String user, String text) {
    ApiCall call =
        Samples.call(id, minute, "PutBucketPolicy", Samples.user(user), Samples.bucket("b-" + id));
    signals.add(
        new ApiCall(
            call.header(),
            "s3",
            call.operation(),
            false,
            null,
            "IAMUser",
            "",
            null,
            Map.of(ASKED, text)));
  }

  private List<Incident> incidents() {
    return IncidentCorrelator.create().correlate(signals, Samples.NINE.plusSeconds(90_000));
  }

  @Test
  void correlate_whatManyDo_isNoIncident() {
    assertThat(incidents()).isEmpty();
  }

  /** That others use the operation, too, does not make what this one asks for usual. */
  @Test
  void correlate_whatManyDoButForTheWorld_isAnIncident() {
    policy("open", 200, "user3", OPEN);

    assertThat(incidents())
        .singleElement()
        .satisfies(
            incident ->
                assertThat(incident.signals()).extracting(Signal::id).containsExactly("open"));
  }
}
