// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.export;

import static io.qraws.correlation.export.Incidents.NINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.correlation.export.OcsfIncident.Activity;
import io.qraws.correlation.incident.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class OcsfIncidentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode export(Incident incident, Activity activity) throws IOException {
    return MAPPER.readTree(OcsfIncident.of(incident, activity, "soc", NINE.plusSeconds(3_600)));
  }

  @Test
  void of_newIncident_tellsItsSignalsStagesAndGravestSeverity() throws IOException {
    JsonNode finding = export(Incidents.takenKey(), Activity.CREATE);
    assertThat(finding.path("type_uid").asInt()).isEqualTo(200_501);
    assertThat(finding.path("severity").asText()).isEqualTo("High");
    assertThat(finding.path("desc").asText()).isEqualTo("Objects were read");
    assertThat(finding.path("start_time").asLong()).isEqualTo(NINE.toEpochMilli());
    assertThat(finding.path("finding_info_list"))
        .extracting(info -> info.path("uid").asText())
        .containsExactly("offense:7", "c1", "f2");
    assertThat(finding.path("attacks"))
        .extracting(attack -> attack.path("tactic").path("uid").asText())
        .containsExactly("TA0001", "TA0003", "TA0010");
    assertThat(finding.path("observables"))
        .extracting(o -> o.path("type_id").asInt())
        .containsExactly(2, 4, 10);
  }

  @Test
  void of_unknownSeverity_isUnknown() throws IOException {
    JsonNode finding = export(Incidents.withoutStages(), Activity.CLOSE);
    assertThat(finding.path("severity_id").asInt()).isZero();
    assertThat(finding.path("status_id").asInt()).isEqualTo(5);
  }

  /**
   * The public schema, where it is at hand: what it requires is there, and what is there it has.
   */
  @Test
  @EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
  void of_anyIncident_keepsToTheClass() throws IOException {
    Path ocsf = Path.of(System.getProperty("qraws.corpus"), "schemas", "ocsf");
    assumeThat(ocsf).isDirectory();
    JsonNode own = read(ocsf.resolve("events/findings/incident_finding.json"));
    JsonNode base = read(ocsf.resolve("events/base_event.json"));
    Set<String> known = new HashSet<>();
    Set<String> required = new HashSet<>();
    for (JsonNode attributes : List.of(base.path("attributes"), own.path("attributes"))) {
      for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
        known.add(attribute.getKey());
        if (attribute.getValue().path("requirement").asText().equals("required")) {
          required.add(attribute.getKey());
        }
      }
    }
    assertThat(required).contains("finding_info_list", "status_id");
    for (Activity activity : Activity.values()) {
      JsonNode finding = export(Incidents.takenKey(), activity);
      Set<String> names = new HashSet<>();
      finding.fieldNames().forEachRemaining(names::add);
      assertThat(known).containsAll(names);
      assertThat(names).containsAll(required);
      String id = finding.path("activity_id").asText();
      assertThat(own.path("attributes").path("activity_id").path("enum").has(id)).isTrue();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return MAPPER.readTree(file.toFile());
  }
}
