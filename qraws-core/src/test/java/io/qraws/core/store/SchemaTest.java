// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The tables, from one version to the next. */
final class SchemaTest extends OnEveryDatabase {
  private static final List<String> NEXT = List.of("V1__ledgers.sql", "V2__test_only.sql");

  @Test
  void migrate_fromTheVersionBefore_keepsWhatIsThere() throws Exception {
    firstSight("a", "1");
    migrate(NEXT);
    assertThat(seen("a", "1")).isTrue();
    assertThat(firstSight("a", "2")).isTrue();
    assertThat(number("SELECT COUNT(*) FROM qraws_seen WHERE test_only = 7")).isEqualTo(2);
    migrate(NEXT);
    assertThat(number("SELECT COUNT(*) FROM qraws_seen")).isEqualTo(2);
  }

  /** An older process must not write into tables that it does not know. */
  @Test
  void open_tablesNewerThanThisVersion_isRefused() {
    migrate(NEXT);
    assertThatThrownBy(() -> StateStore.open(database.source(), clock))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void open_scriptWasChanged_isRefused() throws Exception {
    TestDatabase.execute(
        database.source(), "UPDATE \"qraws_schema\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
    assertThatThrownBy(() -> StateStore.open(database.source(), clock))
        .isInstanceOf(StoreException.class);
  }

  /** The caller's database may hold more than the store. */
  @Test
  void open_amongOthersTables_leavesThem() throws Exception {
    try (TestDatabase.Opened shared = freshDatabase()) {
      TestDatabase.execute(shared.source(), "CREATE TABLE others (id INTEGER)");
      TestDatabase.execute(shared.source(), "INSERT INTO others VALUES (1)");
      try (StateStore second = StateStore.open(shared.source(), clock)) {
        boolean first = second.inTransaction(tx -> tx.firstSight("a", "1"));
        assertThat(first).isTrue();
      }
      TestDatabase.execute(shared.source(), "UPDATE others SET id = 2 WHERE id = 1");
    }
  }

  @Test
  void open_byManyAtOnce_allSucceed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (TestDatabase.Opened fresh = freshDatabase()) {
      Callable<Boolean> open =
          () -> {
            try (StateStore mine = StateStore.open(fresh.source(), clock)) {
              return mine.inTransaction(tx -> tx.firstSight("a", "1"));
            }
          };
      List<Boolean> firsts = new ArrayList<>();
      for (Future<Boolean> done : threads.invokeAll(List.of(open, open, open, open))) {
        firsts.add(done.get());
      }
      assertThat(firsts).containsOnlyOnce(true).hasSize(4);
    } finally {
      threads.shutdownNow();
    }
  }

  private TestDatabase.Opened freshDatabase() throws SQLException {
    return kind.open(folder.resolve("fresh"));
  }

  private void migrate(List<String> scripts) {
    Schema.migrate(database.source(), kind == TestDatabase.POSTGRES, scripts);
  }

  private long number(String query) throws SQLException {
    try (Connection connection = database.source().getConnection();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
