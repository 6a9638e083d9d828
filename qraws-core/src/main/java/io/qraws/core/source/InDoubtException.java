// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.QrawsException;

/** A change made elsewhere may have happened or not, and it is too early to ask. */
public final class InDoubtException extends QrawsException {
  private static final long serialVersionUID = 1L;

  private final String key;

  InDoubtException(String key) {
    super("whether the change was made is not known yet", null);
    this.key = key;
  }

  /** The change's key. */
  public String key() {
    return key;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
