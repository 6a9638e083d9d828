// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static java.util.Objects.requireNonNull;

/** That a file of patterns can't be taken; the message names file, line, rule and what to do. */
public final class PatternFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final int line;

  PatternFormatException(String file, int line, String what) {
    super(requireNonNull(file, "file") + ":" + line + ": " + what);
    this.file = file;
    this.line = line;
  }

  /** How the file was called when it was read. */
  public String file() {
    return file;
  }

  /** The line that is meant, counted from 1; of a whole rule its first. */
  public int line() {
    return line;
  }
}
