// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkTest {
  @Test
  void write_size_givesThatManySignalsOfThreeKilobytes(@TempDir Path folder) throws IOException {
    long bytes = Bulk.write(3, 7_000, folder);
    Set<String> ids = new HashSet<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      JsonNode node = Json.MAPPER.readTree(file.toFile());
      node.path("Records").forEach(call -> ids.add(call.path("eventID").asText()));
      node.path("Findings").forEach(finding -> ids.add(finding.path("Id").asText()));
      if (node.isArray()) {
        node.forEach(offense -> ids.add("offense:" + offense.path("id").asText()));
      }
    }
    assertThat(ids).hasSize(7_000);
    assertThat(bytes / 7_000.0).isBetween(2_700.0, 3_300.0);
  }
}
