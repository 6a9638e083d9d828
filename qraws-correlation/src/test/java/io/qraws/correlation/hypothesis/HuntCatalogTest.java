// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.correlation.incident.Tactic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HuntCatalogTest {
  private static final String GOOD =
      """
      {"groups": {"actor": [{"field": "PRINCIPAL", "bind": "PRINCIPAL"}]},
       "hunts": [{"id": "one", "title": "t", "claim": "c", "confirms": "y", "refutes": "n",
         "tactic": "IMPACT", "techniques": ["T1485"], "weight": 0.5, "source": "API_CALLS",
         "direction": "AFTER", "hours": 48, "rows": 10,
         "where": ["actor", {"field": "OPERATION", "op": "IN", "values": ["DeleteBucket"]}],
         "absent": {}}]}""";

  @Test
  void builtIn_hasManyHunts_ofAllSourcesAndNearlyAllTactics() {
    var hunts = HuntCatalog.builtIn().hunts();
    assertThat(hunts).hasSizeGreaterThanOrEqualTo(30);
    assertThat(hunts).extracting(Hunt::id).doesNotHaveDuplicates();
    assertThat(hunts).extracting(Hunt::title).doesNotHaveDuplicates();
    Set<Tactic> tactics = new TreeSet<>();
    hunts.forEach(hunt -> tactics.add(hunt.tactic()));
    // What is prepared outside leaves no trace in these sources.
    assertThat(tactics)
        .containsAll(
            Set.of(Tactic.values()).stream()
                .filter(tactic -> tactic != Tactic.RESOURCE_DEVELOPMENT)
                .toList());
    for (HuntSource source : HuntSource.values()) {
      assertThat(hunts).anyMatch(hunt -> hunt.source() == source);
    }
  }

  @Test
  void builtIn_onlyQradarsOwnEvents_lackAthena() {
    for (Hunt hunt : HuntCatalog.builtIn().hunts()) {
      assertThat(hunt.absent().containsKey(Dialect.ATHENA))
          .as(hunt.id())
          .isEqualTo(hunt.source() == HuntSource.SIEM_EVENTS);
    }
  }

  @Test
  void read_aSoundFile_keepsWhatItSays() throws IOException {
    Hunt hunt = read(GOOD).hunts().get(0);
    assertThat(hunt.id()).isEqualTo("one");
    assertThat(hunt.tactic()).isEqualTo(Tactic.IMPACT);
    assertThat(hunt.techniques()).containsExactly("T1485");
    assertThat(hunt.window()).hasHours(48);
    assertThat(hunt.rows()).isEqualTo(10);
    assertThat(hunt.dialects()).containsExactly(Dialect.values());
  }

  /** A condition that a dialect would leave out would find what nobody asked for. */
  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"field\": \"OPERATION\"|\"field\": \"OPERATIN\"|hunt one: unknown field OPERATIN",
        "\"op\": \"IN\"|\"op\": \"LIKE\"|hunt one: unknown operator LIKE",
        "\"bind\": \"PRINCIPAL\"|\"bind\": \"WHO\"|hunt one: unknown binding WHO",
        "\"field\": \"OPERATION\"|\"field\": \"BYTES\"|hunt one: field BYTES does not take",
        "\"field\": \"OPERATION\"|\"field\": \"CATEGORY\"|field CATEGORY of API_CALLS is not mapped in AQL",
        "\"field\": \"OPERATION\"|\"field\": \"LOGIN_MFA\"|field LOGIN_MFA of API_CALLS is not mapped in SECURITY_LAKE",
        "\"field\": \"OPERATION\"|\"field\": \"REQUEST\"|field REQUEST can't be compared by IN",
        "\"values\": [\"DeleteBucket\"]|\"values\": []|field OPERATION needs either values or a binding",
        "\"values\": [\"DeleteBucket\"]|\"values\": [\" \"]|field OPERATION does not take",
        "[\"actor\",|[\"actr\",|there is no group actr",
        "[\"actor\",|[|no condition takes a value from the incident",
        "\"hours\": 48|\"hours\": 745|hours must be a number",
        "\"rows\": 10|\"rows\": 0|rows must be a number",
        "\"rows\": 10|\"rows\": 10001|rows must be a number",
        "\"weight\": 0.5|\"weight\": 1.5|weight must be a number",
        "\"rows\": 10|\"rows\": 10, \"row\": 1|unknown member row",
        "\"T1485\"|\"1485\"|no technique",
        "\"claim\": \"c\"|\"claim\": \" \"|a text is missing: claim",
        "\"id\": \"one\"|\"id\": \"One\"|the id is taken, or not of",
        "\"absent\": {}|\"absent\": {\"SQL\": \"x\"}|unknown absent SQL",
        "\"absent\": {}|\"absent\": {\"AQL\": \"\"}|a text is missing",
        "\"absent\": {}|\"absent\": {\"AQL\": \"x\", \"ATHENA\": \"x\", \"SECURITY_LAKE\": \"x\"}|absent from all",
      })
  void read_aHuntThatIsNotSound_namesItAndWhatIsWrong(String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("test.json: hunt ")
        .hasMessageContaining(message);
  }

  @Test
  void read_aDialectThatIsAbsentByReason_isTaken() throws IOException {
    String lacking =
        GOOD.replace("\"field\": \"OPERATION\"", "\"field\": \"LOGIN_MFA\"")
            .replace("\"absent\": {}", "\"absent\": {\"SECURITY_LAKE\": \"it has no column\"}");
    assertThat(read(lacking).hunts().get(0).dialects())
        .containsExactly(Dialect.AQL, Dialect.ATHENA);
  }

  @Test
  void read_whatIsNoJson_fails() {
    assertThatThrownBy(() -> read(GOOD + "]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read("{}")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void with_anIdThatIsThereTwice_isRefused() throws IOException {
    HuntCatalog one = read(GOOD);
    assertThat(HuntCatalog.builtIn().with(one).hunts())
        .hasSize(HuntCatalog.builtIn().hunts().size() + 1);
    assertThatThrownBy(() -> one.with(one)).hasMessageContaining("one");
  }

  private static HuntCatalog read(String text) throws IOException {
    return HuntCatalog.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.json");
  }
}
