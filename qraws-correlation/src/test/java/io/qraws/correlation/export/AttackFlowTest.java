// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class AttackFlowTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> PLACES =
      List.of(
          "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas",
          "https://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/master/schemas");

  private static Map<String, List<JsonNode>> objects(Incident incident) throws IOException {
    Map<String, List<JsonNode>> byType = new HashMap<>();
    for (JsonNode object : MAPPER.readTree(AttackFlow.of(incident)).path("objects")) {
      byType.computeIfAbsent(object.path("type").asText(), t -> new ArrayList<>()).add(object);
    }
    return byType;
  }

  @Test
  void of_linkedStages_leadFromTheEarlierToTheLater() throws IOException {
    Map<String, List<JsonNode>> objects = objects(Incidents.takenKey());
    List<JsonNode> actions = objects.getOrDefault("attack-action", List.of());
    assertThat(actions)
        .extracting(action -> action.path("name").asText())
        .containsExactly("Initial Access", "Persistence", "Exfiltration");
    assertThat(actions.get(0).path("tactic_id").asText()).isEqualTo("TA0001");
    assertThat(actions.get(0).path("effect_refs"))
        .extracting(JsonNode::asText)
        .containsExactly(actions.get(1).path("id").asText());
    assertThat(actions.get(1).path("description").asText()).contains("both show address");
    assertThat(objects.getOrDefault("attack-flow", List.of()).get(0).path("start_refs"))
        .extracting(JsonNode::asText)
        .containsExactly(actions.get(0).path("id").asText(), actions.get(2).path("id").asText());
    assertThat(objects.getOrDefault("attack-asset", List.of()))
        .extracting(asset -> asset.path("name").asText())
        .containsExactly("corp-plans");
  }

  @Test
  void of_linkTowardsWhatWasBefore_stillLeadsOn() throws IOException {
    Incident incident = Incidents.takenKey();
    Link turned = new Link("f2", "c1", "both show user svc", 0.9);
    List<JsonNode> actions =
        objects(Incidents.with(incident, List.of(turned))).getOrDefault("attack-action", List.of());
    assertThat(actions.get(1).path("effect_refs"))
        .extracting(JsonNode::asText)
        .containsExactly(actions.get(2).path("id").asText());
  }

  @Test
  void of_noStage_hasOneAction() throws IOException {
    Map<String, List<JsonNode>> objects = objects(Incidents.withoutStages());
    assertThat(objects.getOrDefault("attack-action", List.of())).hasSize(1);
  }

  @Test
  void of_again_isTheSame() {
    assertThat(AttackFlow.of(Incidents.takenKey())).isEqualTo(AttackFlow.of(Incidents.takenKey()));
  }

  /** The public schema, where it is at hand. */
  @Test
  @EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
  void of_anyIncident_isValid() throws IOException {
    Path stix =
        Path.of(System.getProperty("qraws.corpus"), "schemas", "attack-flow", "stix")
            .toAbsolutePath();
    assumeThat(stix).isDirectory();
    Schema schema = schema(stix);
    for (Incident incident : List.of(Incidents.takenKey(), Incidents.withoutStages())) {
      for (JsonNode object : MAPPER.readTree(AttackFlow.of(incident)).path("objects")) {
        if (object.path("type").asText().startsWith("attack-")) {
          assertThat(schema.validate(object.toString(), InputFormat.JSON)).isEmpty();
        }
      }
    }
    String broken = "{\"type\":\"attack-action\",\"spec_version\":\"2.1\"}";
    assertThat(schema.validate(broken, InputFormat.JSON)).isNotEmpty();
  }

  private static Schema schema(Path stix) throws IOException {
    Map<String, String> known = new HashMap<>();
    Path oasis = stix.resolve("oasis-open");
    try (Stream<Path> files = Files.walk(oasis)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = "/" + oasis.relativize(file);
        for (String place : PLACES) {
          known.put(place + name, Files.readString(file));
        }
      }
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(known));
    return registry.getSchema(Files.readString(stix.resolve("attack-flow-schema-2.0.0.json")));
  }
}
