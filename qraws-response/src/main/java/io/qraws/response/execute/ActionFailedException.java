// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.execute;

import static java.util.Objects.requireNonNull;

/** An approved action that could not be started. */
public final class ActionFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String runbook;
  private final String code;
  private final boolean retryable;

  ActionFailedException(String runbook, String code, boolean retryable, Throwable cause) {
    super("cannot start " + runbook + ": " + code, cause);
    this.runbook = requireNonNull(runbook, "runbook");
    this.code = requireNonNull(code, "code");
    this.retryable = retryable;
  }

  /** The document that was to be started. */
  public String runbook() {
    return runbook;
  }

  /** The service's error code, or {@code Unreachable} if it gave no answer. */
  public String code() {
    return code;
  }

  /** Whether the same call may succeed later, unchanged. */
  public boolean retryable() {
    return retryable;
  }
}
