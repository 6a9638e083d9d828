// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.qradar.ReferenceEntry;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class AssetReaderTest {
  private final JdbcDataSource database = new JdbcDataSource();

  @BeforeEach
  void fill(TestInfo test) throws SQLException {
    database.setURL("jdbc:h2:mem:" + test.getDisplayName() + ";DB_CLOSE_DELAY=-1");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE cmdb(host VARCHAR(99), team VARCHAR(99), rank VARCHAR(99))");
      statement.execute("INSERT INTO cmdb VALUES('web1','team-a','high'),('db1',NULL,'critical')");
    }
  }

  private InventoryEnricher query(String sql) throws SQLException {
    return InventoryEnricher.ofQuery(database, sql, Clock.systemUTC());
  }

  private static List<String> facts(InventoryEnricher inventory, String host) {
    Observable observable = new Observable(ObservableKind.HOST, host, Role.TARGET);
    return inventory.enrich(Set.of(observable), List.of()).stream()
        .map(e -> e.fact() + "=" + e.value())
        .toList();
  }

  @Test
  void query_columnsByLabel_areRead() throws SQLException {
    InventoryEnricher inventory =
        query("SELECT host AS id, team AS owner, rank AS criticality FROM cmdb");
    assertThat(facts(inventory, "web1")).containsExactly("OWNER=team-a", "CRITICALITY=HIGH");
    assertThat(facts(inventory, "db1")).containsExactly(Fact.CRITICALITY + "=CRITICAL");
  }

  @Test
  void query_wrongColumnsOrValues_areNamed() {
    assertThatThrownBy(() -> query("SELECT host AS id, team FROM cmdb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the query: unknown column team; allowed are");
    assertThatThrownBy(() -> query("SELECT team AS owner FROM cmdb"))
        .hasMessage("the query must give the column id: [owner]");
    assertThatThrownBy(() -> query("SELECT host AS id, team AS owner, rank AS owner FROM cmdb"))
        .hasMessage("the query gives the column owner twice");
    assertThatThrownBy(
            () ->
                query("SELECT host AS id, rank || '!' AS criticality FROM cmdb ORDER BY host DESC"))
        .hasMessageStartingWith("row 1, column criticality: must be");
    assertThatThrownBy(() -> query("SELECT 'web1' AS id FROM cmdb"))
        .hasMessage("row 2, column id: web1 is already at row 1");
  }

  @Test
  void table_outerKeysAreIds() {
    Map<String, Map<String, ReferenceEntry>> table =
        Map.of("web1", Map.of("Owner", entry("team-a"), "criticality", entry("LOW")));
    assertThat(facts(InventoryEnricher.ofReferenceTable(table, Clock.systemUTC()), "web1"))
        .containsExactly("OWNER=team-a", "CRITICALITY=LOW");
    assertThatThrownBy(
            () ->
                InventoryEnricher.ofReferenceTable(
                    Map.of("web1", Map.of("colour", entry("red"))), Clock.systemUTC()))
        .hasMessageStartingWith("outer key web1: unknown column colour");
  }

  private static ReferenceEntry entry(String value) {
    return new ReferenceEntry(value, "test", null, null, null);
  }
}
