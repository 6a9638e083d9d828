// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import io.qraws.core.QrawsException;

/**
 * A checkpoint is not where the caller left it: another process works on the same source.
 *
 * <p>Thrown inside a transaction, so that what the caller did in it is undone. To go on, read the
 * checkpoint anew; what lies between was dealt with by the other.
 */
public final class CheckpointMovedException extends QrawsException {
  private static final long serialVersionUID = 1;

  private final String name;

  CheckpointMovedException(String name) {
    super("the checkpoint was moved by someone else: " + Names.shown(name), null);
    this.name = name;
  }

  /** The checkpoint's name. */
  public String name() {
    return name;
  }

  /** False: the same call expects the same old position again. */
  @Override
  public boolean retryable() {
    return false;
  }
}
