// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qraws.core.testing.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceDataTest {
  /** What breaks most clients: it travels in a path that is decoded twice. */
  private static final String URL = "https://evil.example/a?b=c%2F&d=ü+1";

  private final Console console = new Console();

  @AfterEach
  void close() {
    console.close();
  }

  /** 15.0 knows sets by name only, 20.0 the newer collections. */
  private ReferenceSets sets(String version) {
    if (version.equals("15.0")) {
      console.server.versions(14, 16);
    }
    return console.builder().version(version).build().referenceSets();
  }

  @ParameterizedTest
  @ValueSource(strings = {"15.0", "20.0"})
  void set_lifeOfValues(String version) throws InterruptedException {
    ReferenceSets sets = sets(version);
    String name = "allow list/ä";
    assertThat(sets.find(name)).isEmpty();
    assertThat(sets.create(name, "ALN").type()).isEqualTo("ALN");
    assertThatThrownBy(() -> sets.create(name, "ALN")).isInstanceOf(QradarException.Conflict.class);
    assertThat(sets.entries(name)).isEmpty();
    sets.add(name, URL, "qraws");
    sets.add(name, URL, "qraws");
    assertThat(sets.entries(name))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.value()).isEqualTo(URL);
              assertThat(entry.source()).isEqualTo("qraws");
              assertThat(entry.firstSeen()).isEqualTo(console.server.now());
              assertThat(entry.domainId()).isNull();
            });
    assertThat(sets.find(name).orElseThrow().entries()).isEqualTo(1);
    assertThat(sets.remove(name, URL)).isTrue();
    assertThat(sets.remove(name, URL)).isFalse();
    assertThat(console.server.references().values(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"15.0", "20.0"})
  void set_manyValues_areAllReadAndNoneOfOthers(String version) throws InterruptedException {
    ReferenceSets sets = sets(version);
    sets.create("other", "ALN");
    sets.add("other", "not ours", "x");
    sets.create("allow", "ALN");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 2_300; i++) {
      values.add("i-" + i);
    }
    assertThat(sets.addAll("allow", values, "qraws")).isEmpty();
    assertThat(sets.entries("allow"))
        .extracting(ReferenceEntry::value)
        .containsExactlyElementsOf(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15.0", "20.0"})
  void set_missingOrWrongType_isTyped(String version) throws InterruptedException {
    ReferenceSets sets = sets(version);
    assertThatThrownBy(() -> sets.entries("none")).isInstanceOf(QradarException.NotFound.class);
    assertThatThrownBy(() -> sets.add("none", "1", "x"))
        .isInstanceOf(QradarException.NotFound.class);
    sets.create("ports", "NUM");
    assertThatThrownBy(() -> sets.add("ports", "ssh", "x"))
        .isInstanceOf(QradarException.Refused.class);
    sets.add("ports", "16", "x");
    assertThat(sets.entries("ports")).extracting(ReferenceEntry::value).containsExactly("16.0");
  }

  /** A completed task is no proof that each value was taken. */
  @Test
  void addAll_someOfAnotherType_tellsWhich() throws InterruptedException {
    ReferenceSets sets = sets("20.0");
    sets.create("ports", "NUM");
    assertThat(sets.addAll("ports", List.of("22", "ssh", "443"), "qraws"))
        .containsOnlyKeys("ssh")
        .hasEntrySatisfying("ssh", why -> assertThat(why).contains("code 20006"));
    assertThat(console.server.references().values("ports")).containsExactly("22.0", "443.0");
  }

  /** A part of an allow list must never pass for the whole. */
  @ParameterizedTest
  @ValueSource(strings = {"15.0", "20.0"})
  void entries_aPageFails_isAFailure(String version) throws InterruptedException {
    ReferenceSets sets = sets(version);
    sets.create("allow", "ALN");
    sets.addAll("allow", List.of("a", "b", "c"), "x");
    String line =
        version.equals("15.0")
            ? "GET /reference_data/sets/"
            : "GET /reference_data_collections/set_entries";
    console.server.forbid(line);
    assertThatThrownBy(() -> sets.entries("allow")).isInstanceOf(QradarException.Access.class);
  }

  @Test
  void create_answerLost_isNotRepeated() throws InterruptedException {
    console.server.fail("POST /reference_data_collections/sets", Fault.resetAfter());
    QradarException.Unavailable e =
        catchThrowableOfType(
            QradarException.Unavailable.class, () -> sets("20.0").create("allow", "ALN"));
    assertThat(e.retryable()).isTrue();
    assertThat(console.server.count("POST /reference_data_collections/sets")).isEqualTo(1);
    assertThat(sets("20.0").find("allow")).isPresent();
  }

  @Test
  void map_lifeOfPairs() throws InterruptedException {
    console.server.references().map("maps", "owners");
    ReferenceMaps maps = console.client().referenceMaps();
    assertThat(maps.map("owners")).isEmpty();
    maps.putToMap("owners", URL, "ann", "qraws");
    assertThat(maps.map("owners").get(URL).value()).isEqualTo("ann");
    assertThatThrownBy(() -> maps.removeFromMap("owners", URL, "bob"))
        .isInstanceOf(QradarException.NotFound.class);
    maps.removeFromMap("owners", URL, "ann");
    assertThat(maps.map("owners")).isEmpty();
    assertThatThrownBy(() -> maps.map("none")).isInstanceOf(QradarException.NotFound.class);
  }

  @Test
  void mapOfSets_andTable_lifeOfValues() throws InterruptedException {
    console.server.references().map("map_of_sets", "hosts");
    console.server.references().map("tables", "cases");
    ReferenceMaps maps = console.client().referenceMaps();
    maps.addToMapOfSets("hosts", "ann", "db01", "qraws");
    maps.addToMapOfSets("hosts", "ann", "db02", "qraws");
    maps.removeFromMapOfSets("hosts", "ann", "db01");
    assertThat(maps.mapOfSets("hosts").get("ann"))
        .extracting(ReferenceEntry::value)
        .containsExactly("db02");
    maps.putToTable("cases", "i-0abc", "score", "82", "qraws");
    assertThat(maps.table("cases").get("i-0abc").get("score").value()).isEqualTo("82");
    maps.removeFromTable("cases", "i-0abc", "score", "82");
    assertThat(maps.table("cases").get("i-0abc")).isEmpty();
  }

  @Test
  void assets_byAddress_readsNames() throws InterruptedException {
    for (int i = 16; i <= 18; i++) {
      console.server.references().asset(asset("10.0.4." + i));
    }
    Assets assets = console.client().assets();
    assertThat(assets.byAddress("10.0.4.17"))
        .singleElement()
        .satisfies(
            asset -> {
              assertThat(asset.addresses()).containsExactly("10.0.4.17", "fd00::1");
              assertThat(asset.hostnames()).containsExactly("db01");
              assertThat(asset.properties()).containsEntry("Weight", "7");
              assertThat(asset.users()).containsExactly("ann");
              assertThat(asset.riskScoreSum()).isEqualTo(12.5);
            });
    assertThat(assets.byAddress("10.0.4.99")).isEmpty();
    assertThatThrownBy(() -> assets.byAddress("x\" or id > 0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String asset(String ip) {
    return """
        {"id":1001,"domain_id":0,"vulnerability_count":3,"risk_score_sum":12.5,\
        "hostnames":[{"id":1,"name":"db01","type":"DNS"}],\
        "interfaces":[{"id":5,"ip_addresses":[{"id":9,"value":"%s","type":"IPV4"},\
        {"id":10,"value":"fd00::1","type":"IPV6"}]}],\
        "properties":[{"id":3,"type_id":1005,"name":"Weight","value":"7"}],\
        "users":[{"id":4,"username":"ann"}]}"""
        .formatted(ip);
  }
}
