// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each test of a class on each database, empty at the start. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.class)
abstract class OnEveryDatabase {
  static final Instant START = Instant.parse("2026-03-17T08:00:00Z");

  @Parameter TestDatabase kind;
  @TempDir Path folder;

  final SetClock clock = new SetClock(START);
  TestDatabase.Opened database;
  StateStore store;

  @BeforeEach
  final void openDatabase() throws Exception {
    database = kind.open(folder);
    store = StateStore.open(database.source(), clock);
  }

  @AfterEach
  final void closeDatabase() throws Exception {
    if (database != null) {
      if (store != null) {
        store.close();
      }
      database.close();
    }
  }

  final <T> T in(StateStore.Work<T, RuntimeException> work) {
    return store.inTransaction(work);
  }

  final boolean firstSight(String scope, String id) {
    return in(tx -> tx.firstSight(scope, id));
  }

  final boolean seen(String scope, String id) {
    return in(tx -> tx.seen(scope, id));
  }
}
