// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the connection of one transaction, usable by its thread until it ends.
 *
 * <p>After a statement has failed the transaction can only be undone, whatever the caller makes of
 * the exception: PostgreSQL goes on with nothing, and H2 would go on without the one statement.
 */
final class Sql {
  /** Reads the row that the result stands at. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Of this database's advisory locks: any numbers that others are unlikely to use. */
  static final long SCHEMA_LOCK = 0x7172617773_0001L;

  private static final long TURN_LOCK = 0x7172617773_0002L;

  private static final String DUPLICATE = "23505";

  private final Connection connection;
  private final boolean postgres;
  private final Thread owner = Thread.currentThread();
  private @Nullable RuntimeException failure;
  private boolean ended;

  Sql(Connection connection, boolean postgres) {
    this.connection = connection;
    this.postgres = postgres;
  }

  /** Ends the use; throws what failed on the way, if anything did. */
  void end() {
    ended = true;
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends the use, whatever happened. */
  void expire() {
    ended = true;
  }

  /** Dooms the transaction. */
  RuntimeException fail(RuntimeException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }

  /**
   * Waits until this transaction is the only one of those that run again. When many meet in a
   * circle, PostgreSQL takes a second to break each circle, and all that it breaks off would soon
   * meet in the next. H2 breaks them at once.
   */
  void awaitTurn() {
    if (postgres) {
      list("SELECT pg_advisory_xact_lock(?)", row -> true, TURN_LOCK);
    }
  }

  int update(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw fail(StoreException.of("a change", e));
    }
  }

  /** The same change for each of several values; returns how many rows were changed. */
  int updateEach(String sql, List<Object> values) {
    try (PreparedStatement statement = prepare(sql)) {
      for (Object value : values) {
        bind(statement, value);
        statement.addBatch();
      }
      return values.isEmpty() ? 0 : IntStream.of(statement.executeBatch()).sum();
    } catch (SQLException e) {
      throw fail(StoreException.of("a change", e));
    }
  }

  /**
   * An INSERT that does nothing and returns false if its key is there; waits for who inserts it.
   */
  boolean insertIfAbsent(String insert, @Nullable Object... values) {
    // An error would end the whole transaction in PostgreSQL, and H2 has no such clause.
    String sql = postgres ? insert + " ON CONFLICT DO NOTHING" : insert;
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (DUPLICATE.equals(e.getSQLState())) {
        return false;
      }
      throw fail(StoreException.of("an insertion", e));
    }
  }

  /** An INSERT that returns the column {@code number}. */
  long insertNumbered(String insert, @Nullable Object... values) {
    check();
    try (PreparedStatement statement =
        connection.prepareStatement(insert, new String[] {"number"})) {
      bind(statement, values);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        if (!keys.next()) {
          throw new SQLException("the database gave no number");
        }
        return keys.getLong(1);
      }
    } catch (SQLException e) {
      throw fail(StoreException.of("an insertion", e));
    }
  }

  <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet results = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (results.next()) {
        found.add(row.read(results));
      }
      return found;
    } catch (SQLException e) {
      throw fail(StoreException.of("a query", e));
    }
  }

  /** The only row of a query by key. */
  <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... values) {
    return list(sql, row, values).stream().findFirst();
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    check();
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      bind(statement, values);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else {
        statement.setObject(i + 1, value instanceof String text ? Names.escaped(text) : value);
      }
    }
  }

  private void check() {
    if (ended || Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "a transaction is used inside inTransaction, by the thread that called it");
    }
    if (failure != null) {
      throw new IllegalStateException("a statement before failed in this transaction", failure);
    }
  }

  /** A text column as it was given. */
  static String text(ResultSet row, String column) throws SQLException {
    return Names.unescaped(row.getString(column));
  }

  /** A time, or empty if the column is null. */
  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
