// SPDX-License-Identifier: Apache-2.0
package io.qraws.core;

import org.jspecify.annotations.Nullable;

/**
 * Something outside failed: a service, a database, a network.
 *
 * <p>A caller's own mistake is a JDK exception instead, and an answer such as "no" or "unknown" is
 * a value. Messages hold no credentials and no whole findings, so they may be logged.
 */
public abstract class QrawsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * With a cause.
   *
   * @param message what failed, and on what
   * @param cause the failure below, or null if this is the first to know
   */
  protected QrawsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later, unchanged. */
  public abstract boolean retryable();
}
