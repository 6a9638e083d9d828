// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.QrawsException;
import org.jspecify.annotations.Nullable;

/** A source could not be asked, or its answer made no sense. */
public final class SourceException extends QrawsException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final boolean retryable;

  /**
   * Tells which source failed.
   *
   * @param source its name
   * @param message what failed; no content of an input
   * @param retryable whether asking again may help
   * @param cause what was thrown, or null
   */
  public SourceException(
      String source, String message, boolean retryable, @Nullable Throwable cause) {
    super(source + ": " + message, cause);
    this.source = source;
    this.retryable = retryable;
  }

  /** The name of the source. */
  public String source() {
    return source;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
