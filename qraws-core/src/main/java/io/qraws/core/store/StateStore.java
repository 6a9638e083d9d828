// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must survive a restart, in a database: an H2 file of this process alone, or a PostgreSQL
 * that processes share.
 *
 * <pre>{@code
 * try (StateStore store = StateStore.file(Path.of("state"), clock)) {
 *   boolean first = store.inTransaction(tx -> tx.firstSight("findings", id));
 * }
 * }</pre>
 *
 * <p>Needs {@code org.flywaydb:flyway-core}, which makes and updates the tables when the store
 * opens; for a file also {@code com.h2database:h2}; for PostgreSQL its driver and {@code
 * org.flywaydb:flyway-database-postgresql}. All of its tables' names begin with {@code qraws_}.
 *
 * <p>A transaction that {@link #inTransaction} returned from is kept when the process is killed. On
 * power loss, PostgreSQL keeps it as far as its {@code fsync} and {@code synchronous_commit} say
 * (by default it does); an H2 file is consistent, but may lack the last commits, since H2 hands
 * them to the operating system and does not wait for the disk.
 *
 * <p>Safe for use by many threads, and any number of stores, in any number of processes, may use
 * one PostgreSQL. Nothing is encrypted: who can read the database can read what was stored.
 */
public final class StateStore implements AutoCloseable {
  /** What is done in one transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, E extends Exception> {
    /**
     * Does it. May be called again after everything it did on the transaction was undone, so it has
     * no effects elsewhere that must not be repeated.
     */
    T run(Transaction tx) throws E;
  }

  private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);
  private static final int MAX_RUNS = 30;

  /**
   * Held by a run that is not the first, in H2 only: transactions that time out waiting for each
   * other would else begin again together, and meet again. A file is open in one process alone.
   */
  private static final ReentrantLock TURN = new ReentrantLock(true);

  private final DataSource database;
  private final Clock clock;
  private final boolean postgres;
  private final @Nullable Runnable closing;
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
  private volatile boolean closed;

  private StateStore(
      DataSource database, Clock clock, boolean postgres, @Nullable Runnable closing) {
    this.database = database;
    this.clock = clock;
    this.postgres = postgres;
    this.closing = closing;
  }

  /**
   * Opens a store in the caller's database, H2 or PostgreSQL, and makes or updates its tables in
   * the schema that connections start in. Of several that open at once, one does so while the
   * others wait.
   *
   * <p>H2's {@code WRITE_DELAY} is set to 0 for the whole database, without which a kill loses
   * commits; for this and to write each commit the user must be an administrator of the database.
   *
   * @param database gives connections, several at a time; stays the caller's
   * @param clock gives the times of what is recorded
   * @throws IllegalArgumentException if it is another kind of database
   * @throws IllegalStateException if Flyway is absent, or H2 is of version 2.5.25x, which loses
   *     commits when its process is killed
   * @throws StoreException if the database fails, or its tables are not those of this version or an
   *     older one
   */
  public static StateStore open(DataSource database, Clock clock) {
    return open(requireNonNull(database, "database"), requireNonNull(clock, "clock"), null);
  }

  /**
   * Opens a store in an H2 file, or makes it; one process at a time can.
   *
   * <p>The file takes many times the room of what is in it, since each commit is written at once
   * and its room is used again later: the more commits a second, the more. For hundreds of them,
   * PostgreSQL is the right place.
   *
   * @param file where; H2 adds {@code .mv.db} to the name. Its folder is made if it is not there
   * @param clock gives the times of what is recorded
   * @throws IllegalArgumentException if the path holds a semicolon, which H2 would read as settings
   * @throws IllegalStateException if H2 or Flyway is absent, or H2 is of a version that loses
   *     commits (see {@link #open}); the message names it
   * @throws StoreException if the file cannot be used; retryable if another process has it open
   */
  public static StateStore file(Path file, Clock clock) {
    requireNonNull(clock, "clock");
    String path = file.toAbsolutePath().toString();
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException("the path must not hold a semicolon: " + path);
    }
    need("org.h2.jdbcx.JdbcConnectionPool", "com.h2database:h2");
    // Without "retry", an interrupt of a thread that writes closes the database for all.
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:retry:" + path + ";DB_CLOSE_ON_EXIT=FALSE", "qraws", "");
    try {
      return open(pool, clock, pool::dispose);
    } catch (RuntimeException e) {
      pool.dispose();
      throw e;
    }
  }

  /** Makes an optional dependency usable, be it on the class path or the module path. */
  private static void need(String type, String coordinate) {
    try {
      StateStore.class.getModule().addReads(Class.forName(type).getModule());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the state store needs " + coordinate, e);
    }
  }

  private static StateStore open(DataSource database, Clock clock, @Nullable Runnable closing) {
    need("org.flywaydb.core.Flyway", "org.flywaydb:flyway-core");
    boolean postgres = prepare(database);
    Schema.migrate(database, postgres, Schema.SCRIPTS);
    return new StateStore(database, clock, postgres, closing);
  }

  /** Returns whether it is PostgreSQL. */
  private static boolean prepare(DataSource database) {
    try (Connection connection = database.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      if (product.equals("PostgreSQL")) {
        return true;
      }
      if (!product.equals("H2")) {
        throw new IllegalArgumentException("the state store knows H2 and PostgreSQL: " + product);
      }
      String version = connection.getMetaData().getDatabaseProductVersion();
      if (version.startsWith("2.5.25")) {
        throw new IllegalStateException(
            "H2 " + version + " loses commits when its process is killed; use 2.4.240");
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET WRITE_DELAY 0");
      }
      return false;
    } catch (SQLException e) {
      throw StoreException.of("opening the state store", e);
    }
  }

  /**
   * Runs work in one transaction: all that it does on it is kept, or nothing.
   *
   * <p>It is undone if the work throws, whatever it throws, or if any statement failed, even if the
   * work caught that. If the database undoes it for the sake of another transaction (a deadlock, a
   * lock not had in time), the work runs again, up to 30 times in all. What others commit meanwhile
   * is seen (isolation level READ COMMITTED).
   *
   * <p>In a store of {@link #file}, a thread that is interrupted before finishes its transaction
   * and is interrupted again afterwards; an interrupt that comes just while H2 writes can be lost.
   *
   * @param work is called by this thread, and keeps to the transaction it is handed
   * @return what the work returns
   * @throws E if the work does
   * @throws StoreException if the database fails; then nothing was kept, unless the connection was
   *     lost while committing
   * @throws IllegalStateException if this thread is inside a transaction of this store, or the
   *     store is closed
   */
  public <T extends @Nullable Object, E extends Exception> T inTransaction(Work<T, E> work)
      throws E {
    requireNonNull(work, "work");
    if (inside.get() != null) {
      throw new IllegalStateException("this thread is inside a transaction of this store");
    }
    inside.set(true);
    // H2 would clear it while it writes.
    boolean interrupted = closing != null && Thread.interrupted();
    try {
      for (int run = 1; ; run++) {
        try {
          return once(work, run > 1);
        } catch (StoreException e) {
          if (!e.undone() || run == MAX_RUNS) {
            throw e;
          }
          LOG.debug("The database undid a transaction: {}; run {} next", e.getMessage(), run + 1);
        }
      }
    } finally {
      inside.remove();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T extends @Nullable Object, E extends Exception> T once(Work<T, E> work, boolean again)
      throws E {
    if (!again || postgres) {
      return run(work, again);
    }
    TURN.lock();
    try {
      return run(work, true);
    } finally {
      TURN.unlock();
    }
  }

  private <T extends @Nullable Object, E extends Exception> T run(Work<T, E> work, boolean again)
      throws E {
    Connection connection = connect();
    Sql sql = new Sql(connection, postgres);
    try {
      if (again) {
        sql.awaitTurn();
      }
      T result = work.run(new Transaction(sql, clock));
      sql.end();
      commit(connection);
      if (!postgres) {
        write(connection);
      }
      return result;
    } catch (Throwable e) {
      rollback(connection, e);
      throw e;
    } finally {
      sql.expire();
      release(connection);
    }
  }

  private Connection connect() {
    if (closed) {
      throw new IllegalStateException("the state store is closed");
    }
    try {
      Connection connection = database.getConnection();
      try {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
      } catch (SQLException e) {
        release(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw StoreException.of("connecting", e);
    }
  }

  private static void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw StoreException.of("a commit", e);
    }
  }

  /**
   * Lets H2 write what is committed: its commit leaves that to another thread's, which may be at it
   * just now and have begun before.
   */
  private static void write(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      // Never as undone: it is committed.
      throw StoreException.permanent("a commit could not be written, and a kill may lose it", e);
    }
  }

  private static void rollback(Connection connection, Throwable first) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      first.addSuppressed(e);
    }
  }

  private static void release(Connection connection) {
    try (connection) {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The transaction has ended, one way or the other; its result must not turn into a failure.
      LOG.warn("A connection could not be given back", e);
    }
  }

  /** Ends the use, and closes the file of {@link #file}; a caller's database stays open. */
  @Override
  public void close() {
    closed = true;
    if (closing != null) {
      closing.run();
    }
  }
}
