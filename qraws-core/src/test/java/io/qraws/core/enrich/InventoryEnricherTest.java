// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryEnricherTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);
  private static final String HEADER = "id,owner,criticality,environment,internet_facing\n";

  private static InventoryEnricher csv(String rows) throws IOException {
    return InventoryEnricher.ofCsv(new StringReader(HEADER + rows), NOON);
  }

  private static List<String> facts(InventoryEnricher inventory, ObservableKind kind, String id) {
    Observable observable = new Observable(kind, id, Role.TARGET);
    return inventory.enrich(Set.of(observable), List.of()).stream()
        .map(e -> e.fact() + "=" + e.value())
        .toList();
  }

  @Nested
  class Contract extends EnricherContract {
    @Override
    protected Enricher enricher() throws IOException {
      return csv("i-0abc,team-a,HIGH,prod,true\nann,,,,\n");
    }

    @Override
    protected Set<Observable> known() {
      return Set.of(new Observable(ObservableKind.RESOURCE, "i-0abc", Role.TARGET));
    }
  }

  @Test
  void enrich_fullLine_givesEachFactWithTheClocksTime() throws IOException {
    InventoryEnricher inventory = csv("i-0abc,\"Team, \"\"A\"\"\",high,prod,true\n");
    Observable observable = new Observable(ObservableKind.RESOURCE, "I-0ABC", Role.TARGET);
    assertThat(inventory.enrich(Set.of(observable), List.of()))
        .containsExactly(
            enrichment(observable, Fact.OWNER, "Team, \"A\""),
            enrichment(observable, Fact.CRITICALITY, "HIGH"),
            enrichment(observable, Fact.ENVIRONMENT, "prod"),
            enrichment(observable, Fact.EXPOSURE, "EXPOSED"));
  }

  private static Enrichment enrichment(Observable observable, Fact fact, String value) {
    return new Enrichment(observable, fact, value, true, "inventory", NOON.instant());
  }

  @Test
  void enrich_emptyValues_areNotKnown() throws IOException {
    assertThat(facts(csv("web1,,,,\n"), ObservableKind.HOST, "web1")).isEmpty();
    assertThat(facts(csv("web1,,,,false\n"), ObservableKind.HOST, "web1"))
        .containsExactly("EXPOSURE=NOT_EXPOSED");
  }

  @ParameterizedTest(name = "{1} {2} by line {0}: {3}")
  @CsvSource({
    "example-bucket, RESOURCE, arn:aws:s3:::example-bucket, true",
    "example-bucket, RESOURCE, arn:aws:s3:::other/example-bucket, false",
    "example-bucket, RESOURCE, arn:aws:s3:::my-example-bucket, false",
    "arn:aws:s3:::example-bucket, RESOURCE, Example-Bucket, true",
    "i-0abc, RESOURCE, arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc, true",
    "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc, RESOURCE, i-0abc, true",
    "fn, RESOURCE, arn:aws:lambda:eu-west-1:111122223333:function:fn, true",
    "alice, USER, EXAMPLE\\alice, true",
    "alice, USER, alice@example.com, true",
    "EXAMPLE\\alice, USER, OTHER\\alice, false",
    "EXAMPLE\\alice, USER, example\\Alice, true",
    "alice@example.com, USER, alice, false",
    "alice, PRINCIPAL, arn:aws:iam::111122223333:user/staff/alice, true",
    "deploy, PRINCIPAL, arn:aws:sts::111122223333:assumed-role/deploy/i-0abc, true",
    "i-0abc, PRINCIPAL, arn:aws:sts::111122223333:assumed-role/deploy/i-0abc, false",
    "arn:aws:iam::111122223333:role/deploy, PRINCIPAL,"
        + " arn:aws:sts::111122223333:assumed-role/deploy/x, true",
    "arn:aws:iam::444455556666:role/deploy, PRINCIPAL,"
        + " arn:aws:sts::111122223333:assumed-role/deploy/x, false",
    "192.0.2.1, IP, 192.0.2.1, true"
  })
  void enrich_formsOfAnId_match(String line, ObservableKind kind, String id, boolean matches)
      throws IOException {
    List<String> facts = facts(csv("\"" + line + "\",team-a,,,\n"), kind, id);
    assertThat(facts).isEqualTo(matches ? List.of("OWNER=team-a") : List.of());
  }

  @Test
  void ofCsv_privilegeColumnAndByteOrderMark_areRead() throws IOException {
    InventoryEnricher inventory =
        InventoryEnricher.ofCsv(new StringReader("\ufeffprivilege,id\r\nadmin,alice\r\n\r\n"));
    assertThat(facts(inventory, ObservableKind.USER, "alice")).containsExactly("PRIVILEGE=admin");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a,,urgent,,|line 2, column criticality: must be LOW, MEDIUM, HIGH, CRITICAL or empty",
        "a,,,,yes|line 2, column internet_facing: must be true, false or empty: yes",
        "a,b|line 2: has 2 columns, the header 5",
        ",b,,,|line 2, column id: must not be empty",
        "a,'\"b,,,|line 2, column 2: the quote is never closed",
        "a,\"b\"c,,,|line 2, column 2: text behind the closing quote"
      },
      quoteCharacter = '`')
  void ofCsv_wrongLine_isNamed(String row, String message) {
    String cleaned = row.replace("'", "");
    assertThatThrownBy(() -> csv(cleaned + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void ofCsv_sameIdTwice_namesBothLines() {
    assertThatThrownBy(() -> csv("a,\"x\ny\",,,\nA,,,,\n"))
        .hasMessageContaining("line 4")
        .hasMessageContaining("already at line 2");
  }

  @Test
  void ofCsv_unknownColumn_namesTheAllowedOnes() {
    assertThatThrownBy(() -> InventoryEnricher.ofCsv(new StringReader("id,critical\n")))
        .hasMessageContaining("line 1: unknown column critical; allowed are [id, owner,");
    assertThatThrownBy(() -> InventoryEnricher.ofCsv(new StringReader("")))
        .hasMessageContaining("header is missing");
  }

  @Test
  void ofJson_sameKeys_areRead() throws IOException {
    InventoryEnricher inventory =
        InventoryEnricher.ofJson(
            new StringReader(
                "[{\"id\":\"a\",\"criticality\":\"low\",\"internet_facing\":false,\"owner\":null}]"));
    assertThat(facts(inventory, ObservableKind.HOST, "a"))
        .containsExactly("CRITICALITY=LOW", "EXPOSURE=NOT_EXPOSED");
  }

  @Test
  void ofJson_wrongEntry_isNamed() {
    assertThatThrownBy(
            () ->
                InventoryEnricher.ofJson(
                    new StringReader("[{\"id\":\"a\"},{\"id\":\"b\",\"criticality\":9}]")))
        .hasMessageContaining("entry 2, column criticality");
    assertThatThrownBy(() -> InventoryEnricher.ofJson(new StringReader("{}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InventoryEnricher.ofJson(new StringReader("[{")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void read_file_goesByItsNameAndIsNamedInErrors(@TempDir Path folder) throws IOException {
    Path json =
        Files.writeString(folder.resolve("assets.JSON"), "[{\"id\":\"a\",\"owner\":\"o\"}]");
    Path wrong = Files.writeString(folder.resolve("assets.csv"), HEADER + "a,,x,,\n");
    assertThat(facts(InventoryEnricher.read(json), ObservableKind.HOST, "a"))
        .containsExactly("OWNER=o");
    assertThatThrownBy(() -> InventoryEnricher.read(wrong))
        .hasMessageContaining("assets.csv: line 2, column criticality");
  }
}
