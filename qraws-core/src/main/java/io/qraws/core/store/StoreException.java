// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import io.qraws.core.QrawsException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** The database failed, or refused. The cause is the driver's or Flyway's own exception. */
public final class StoreException extends QrawsException {
  private static final long serialVersionUID = 1;

  private final boolean retryable;
  private final boolean undone;

  private StoreException(
      String message, boolean retryable, boolean undone, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.undone = undone;
  }

  static StoreException of(String what, SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    // Deadlock and serialisation failure; a lock not had in time in H2 (two forms) and PostgreSQL.
    boolean undone =
        state.startsWith("40")
            || state.equals("HYT00")
            || state.equals("90131")
            || state.equals("55P03");
    boolean retryable =
        undone
            || cause instanceof SQLTransientException
            || cause instanceof SQLRecoverableException
            || state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            // H2: another process has the file open.
            || state.equals("90020");
    return new StoreException(
        what + " failed in the database (SQLState " + state + ")", retryable, undone, cause);
  }

  static StoreException permanent(String message, Throwable cause) {
    return new StoreException(message, false, false, cause);
  }

  /**
   * Whether the database undid the transaction for the sake of another, so that it may run again.
   */
  boolean undone() {
    return undone;
  }

  /**
   * {@inheritDoc}
   *
   * <p>True for a lost connection, a lock not had in time, a deadlock and a server that is starting
   * or full. Where the connection was lost while committing, whether the commit took is unknown.
   */
  @Override
  public boolean retryable() {
    return retryable;
  }
}
