// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Much activity beside one finding: some of everything is taken, and the rest counted. */
final class BesideTest {
  private final List<Signal> signals = new ArrayList<>();

  private BesideTest() {
    signals.add(
        Samples.finding("f", 30, "UnauthorizedAccess:IAMUser/MaliciousIPCaller", intruder()));
  }

  private static io.qraws.core.signal.Observable intruder() {
    return Samples.ip("198.51.100.7");
  }

  private void calls(String operation, int count, int minute) {
    for (int i = 0; i < count; i++) {
      signals.add(
          Samples.call(
              operation + i, minute, operation, intruder(), Samples.bucket("b-" + operation)));
    }
  }

  private Incident incident() {
    List<Incident> found =
        IncidentCorrelator.create().correlate(signals, Samples.NINE.plusSeconds(7_200));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static long times(Incident incident, String operation) {
    return incident.signals().stream()
        .filter(signal -> signal instanceof ApiCall call && call.operation().equals(operation))
        .count();
  }

  @Test
  void correlate_asMuchAsThereIsRoomFor_omitsNothing() {
    calls("ListThings", 200, 31);

    assertThat(incident().omitted()).isZero();
    assertThat(incident().signals()).hasSize(201);
    assertThat(incident().links()).hasSize(200);
  }

  /** Whoever makes noise first does not hide what he does then. */
  @Test
  void correlate_noiseFirst_stillTakesWhatCameThen() {
    calls("ListThings", 900, 31);
    calls("ReadThing", 3, 40);
    calls("ReadOtherThing", 300, 41);

    Incident incident = incident();

    assertThat(times(incident, "ReadThing")).isEqualTo(3);
    assertThat(times(incident, "ListThings")).isBetween(98L, 99L);
    assertThat(times(incident, "ReadOtherThing")).isBetween(98L, 99L);
    assertThat(incident.omitted()).isEqualTo(900 + 300 + 3 - 200);
    assertThat(incident.signals()).hasSize(201).isSortedAccordingTo(Round.BY_TIME);
  }

  @Test
  void correlate_moreThingsThanThereIsRoomFor_takesTheMostTelling() {
    for (int i = 0; i < 300; i++) {
      calls("ListThing" + i, 1, 31);
    }
    calls("DescribeInstances", 1, 40);
    calls("ListBuckets", 1, 41);

    assertThat(times(incident(), "DescribeInstances")).isEqualTo(1);
    assertThat(times(incident(), "ListBuckets")).isEqualTo(1);
  }
}
