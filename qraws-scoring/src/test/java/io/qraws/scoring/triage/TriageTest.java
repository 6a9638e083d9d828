// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.triage;

import static io.qraws.scoring.factor.Incidents.BUCKET;
import static io.qraws.scoring.factor.Incidents.INSTANCE;
import static io.qraws.scoring.factor.Incidents.alone;
import static io.qraws.scoring.factor.Incidents.call;
import static io.qraws.scoring.factor.Incidents.finding;
import static io.qraws.scoring.factor.Incidents.known;
import static io.qraws.scoring.factor.Incidents.offense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import io.qraws.scoring.Disposition;
import io.qraws.scoring.factor.Incidents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {
  private final Triage triage = Triage.standard();

  @ParameterizedTest(name = "{0} hundredths: {1}")
  @CsvSource({
    "10000, ESCALATE",
    "7000, ESCALATE",
    "6999, QUEUE",
    "3000, QUEUE",
    "2999, SUPPRESS",
    "0, SUPPRESS"
  })
  void disposition_atTheThresholds(int score, Disposition expected) {
    assertThat(triage.disposition(score, alone(finding("a", 50).build()))).isEqualTo(expected);
  }

  @Test
  void disposition_activeCriticalFinding_isNeverSuppressed() {
    assertThat(triage.disposition(0, alone(finding("a", 90).build()))).isEqualTo(Disposition.QUEUE);
    assertThat(triage.disposition(0, alone(finding("a", 90).sample().build())))
        .isEqualTo(Disposition.SUPPRESS);
    assertThat(triage.disposition(0, alone(finding("a", 90).state(Finding.State.RESOLVED).build())))
        .isEqualTo(Disposition.SUPPRESS);
  }

  @Test
  void disposition_ownThresholds_apply() {
    Triage strict = Triage.builder().queueFrom(5).escalateFrom(20).build();
    assertThat(strict.disposition(2000, alone(finding("a", 1).build())))
        .isEqualTo(Disposition.ESCALATE);
    assertThat(strict.disposition(500, alone(finding("a", 1).build())))
        .isEqualTo(Disposition.QUEUE);
  }

  @Test
  void builder_wrongThresholds_areRefused() {
    assertThatThrownBy(() -> Triage.builder().queueFrom(101)).hasMessageContaining("0 to 100");
    assertThatThrownBy(() -> Triage.builder().queueFrom(80).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void queue_twoOwners_theMoreCriticalTargetsIs() {
    Incident incident = alone(finding("a", 50).on(BUCKET).build());
    assertThat(
            triage.queue(
                incident,
                List.of(
                    known(BUCKET, Fact.OWNER, "team-a"),
                    known(INSTANCE, Fact.OWNER, "team-b\n"),
                    known(INSTANCE, Fact.CRITICALITY, "HIGH"))))
        .isEqualTo("team-b");
  }

  @Test
  void queue_ownerOfTheSource_isNotAsked() {
    Observable source = new Observable(ObservableKind.IP, "192.0.2.4", Role.SOURCE);
    Incident incident = alone(finding("a", 50).on(source).build());
    assertThat(triage.queue(incident, List.of(known(source, Fact.OWNER, "team-c"))))
        .isEqualTo("cloud");
  }

  @Test
  void queue_withoutOwner_isTheSkill() {
    assertThat(queue(alone(finding("a", 50).type("Discovery:IAMUser/AnomalousBehavior").build())))
        .isEqualTo("identity");
    assertThat(queue(alone(finding("a", 50).product("Inspector").build())))
        .isEqualTo("vulnerability");
    assertThat(queue(alone(finding("a", 50).product("Macie").build()))).isEqualTo("data");
    assertThat(queue(alone(call("c", "PutBucketPolicy")))).isEqualTo("cloud");
    assertThat(queue(alone(offense("offense:1", 5, "OPEN")))).isEqualTo("soc");
    assertThat(
            queue(
                Incidents.of(
                    List.of(finding("a", 50).build()),
                    List.of(Tactic.COMMAND_AND_CONTROL),
                    Map.of(),
                    Set.of())))
        .isEqualTo("network");
  }

  private String queue(Incident incident) {
    return triage.queue(incident, List.of());
  }
}
