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
    Set<String> records = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      kinds.add(file.getFileName().toString());
      if (file.toString().endsWith(".json")) {
        JsonNode node = Json.MAPPER.readTree(file.toFile());
        (node.isArray() ? node : node.findValue(container(node)))
            .forEach(record -> records.add(record.toString()));
      } else {
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("version"))
            .forEach(records::add);
      }
    }
    assertThat(records).hasSize(7_000);
    assertThat(kinds).hasSize(8);
    assertThat(bytes / 7_000.0).isBetween(2_700.0, 3_300.0);
  }

  private static String container(JsonNode node) {
    return Stream.of("Records", "Findings", "findings", "configurationItems", "events")
        .filter(node::has)
        .findFirst()
        .orElseThrow();
  }
}
