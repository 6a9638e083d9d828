// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.QrawsException;

/** The other side gave a list in another order than asked for, so going on could skip something. */
final class OutOfOrderException extends QrawsException {
  private static final long serialVersionUID = 1;

  OutOfOrderException(String message) {
    super(message, null);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
