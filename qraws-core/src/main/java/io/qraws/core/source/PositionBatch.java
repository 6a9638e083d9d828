// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch whose position is all the acknowledgement there is. */
record PositionBatch(List<RawInput> inputs, @Nullable String position) implements Batch {
  @Override
  public void done(RawInput input) {}

  @Override
  public void abandon(RawInput input, String reason) {}

  @Override
  public void close() {}
}
