// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

/** A failure that ends the program with a line for the user and an exit code. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line is wrong. */
  static Failure usage(String message) {
    return new Failure(2, message);
  }

  /** Something named on the command line could not be read or written. */
  static Failure io(String message) {
    return new Failure(1, message);
  }

  int exitCode() {
    return exitCode;
  }
}
