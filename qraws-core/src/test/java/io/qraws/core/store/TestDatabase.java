// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases that every test of the store runs on. */
enum TestDatabase {
  H2_MEMORY {
    @Override
    Opened open(Path folder) {
      return h2("jdbc:h2:mem:store" + COUNT.incrementAndGet());
    }
  },
  H2_FILE {
    @Override
    Opened open(Path folder) {
      return h2("jdbc:h2:file:" + folder.resolve("store"));
    }
  },
  /** A schema of its own for each test, in the server that {@code -Dqraws.postgres} names. */
  POSTGRES {
    @Override
    Opened open(Path folder) throws SQLException {
      String url = System.getProperty("qraws.postgres", "");
      assumeFalse(url.isEmpty(), "no -Dqraws.postgres: not run on PostgreSQL");
      String schema = "store_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
      PGSimpleDataSource server = postgres(url, "public");
      execute(server, "CREATE SCHEMA " + schema);
      return new Opened(
          postgres(url, schema),
          schema,
          () -> execute(server, "DROP SCHEMA " + schema + " CASCADE"));
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** An empty database, and what ends it. */
  record Opened(DataSource source, String schema, End end) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      end.run();
    }
  }

  interface End {
    void run() throws SQLException;
  }

  abstract Opened open(Path folder) throws SQLException;

  private static Opened h2(String url) {
    JdbcConnectionPool pool = JdbcConnectionPool.create(url, "qraws", "");
    return new Opened(pool, "PUBLIC", pool::dispose);
  }

  static PGSimpleDataSource postgres(String url, String schema) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setCurrentSchema(schema);
    return source;
  }

  static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
