// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

/** The suite on H2 in memory. */
final class H2MemoryStateStoreTest extends StateStoreContract {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:store" + DATABASES.incrementAndGet(), "qraws", "");

  @Override
  DataSource database() {
    return pool;
  }

  @AfterEach
  void dispose() {
    pool.dispose();
  }
}
