// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

/**
 * Where a record was read.
 *
 * @param file a file's path as it was given, or another name of the source
 * @param index the record's place in it, counted from 0 over signals and rejected records alike
 */
public record SourceRef(String file, long index) {

  /** A signal that QRAWS derived itself. */
  public static final SourceRef DERIVED = new SourceRef("derived", 0);

  /** Refuses a negative index. */
  public SourceRef {
    requireNonNull(file, "file");
    if (index < 0) {
      throw new IllegalArgumentException("index must not be negative: " + index);
    }
  }
}
