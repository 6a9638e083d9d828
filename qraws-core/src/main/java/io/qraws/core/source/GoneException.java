// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.io.IOException;

/** The content that was announced is not there: deleted, or replaced by other content. */
public final class GoneException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Tells what happened.
   *
   * @param message for people; recorded as the input's outcome
   */
  public GoneException(String message) {
    super(message);
  }
}
