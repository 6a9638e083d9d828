// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

/** Why a record is no signal; caught at the front door, which makes it a {@link Rejected}. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the field and what is wrong with it. */
  UnreadableException(String message) {
    super(message, null, false, false);
  }
}
