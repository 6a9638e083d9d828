// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The tables, made and brought up to date by Flyway.
 *
 * <p>To change them: add a script beside the others and name it at the end of {@link #SCRIPTS}. A
 * script that was released is never changed; Flyway keeps its checksum and would refuse.
 */
final class Schema {
  static final List<String> SCRIPTS = List.of("V1__ledgers.sql");

  private Schema() {}

  /**
   * Brings the tables up to date, one caller at a time: of two that make Flyway's own table, one
   * would find it empty and fail. H2 is only used from within one process.
   */
  static synchronized void migrate(DataSource database, boolean postgres, List<String> scripts) {
    if (!postgres) {
      migrateAlone(database, false, scripts);
      return;
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock =
          connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
        lock.setLong(1, Sql.SCHEMA_LOCK);
        lock.execute();
        migrateAlone(database, true, scripts);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw StoreException.of("locking the state store's tables", e);
    }
  }

  private static void migrateAlone(DataSource database, boolean postgres, List<String> scripts) {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(database)
          // The scripts are handed over; searching a class path would fail inside a module.
          .locations(new String[0])
          .javaMigrations(
              scripts.stream().map(name -> new Script(name, postgres)).toArray(Script[]::new))
          .table("qraws_schema")
          // The database may hold other tables; ours all begin with qraws_.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          // Who does not know the newest tables must not write into them.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw StoreException.permanent("the state store's tables cannot be brought up to date", e);
    }
  }

  /** A script of statements that each end with a semicolon at the end of a line. */
  private static final class Script implements JavaMigration {
    private static final Pattern END = Pattern.compile(";\\R");

    private final String name;
    private final String text;
    private final boolean postgres;

    Script(String name, boolean postgres) {
      this.name = name;
      this.postgres = postgres;
      this.text = read(name);
    }

    private static String read(String name) {
      try (InputStream in = Schema.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks " + name);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + name, e);
      }
    }

    @Override
    public MigrationVersion getVersion() {
      return MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")));
    }

    @Override
    public String getDescription() {
      return name.substring(name.indexOf("__") + 2, name.lastIndexOf('.'));
    }

    @Override
    public Integer getChecksum() {
      CRC32 crc = new CRC32();
      crc.update(text.getBytes(StandardCharsets.UTF_8));
      return (int) crc.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
      return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
      // H2's VARBINARY ends at 1 MiB.
      String sql = text.replace("${bytes}", postgres ? "BYTEA" : "BLOB");
      try (Statement statement = context.getConnection().createStatement()) {
        for (String part : END.splitAsStream(sql).filter(part -> !part.isBlank()).toList()) {
          statement.execute(part);
        }
      }
    }
  }
}
