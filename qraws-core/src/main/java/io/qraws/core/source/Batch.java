// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source hands over at once. Used by one thread.
 *
 * <p>Each input is told {@link #done} or {@link #abandon}; one that is told neither when the batch
 * is closed counts as abandoned.
 */
public interface Batch extends AutoCloseable {
  /** The inputs, in no promised order; possibly empty, for a batch that only moves the position. */
  List<RawInput> inputs();

  /**
   * Where to go on once all inputs are dealt with: stored in the transaction of the last effects,
   * and only if none was abandoned.
   *
   * @return at most 8,000 characters, or null to leave the stored position as it is
   */
  @Nullable String position();

  /**
   * The input's effects are stored, so it need not come again.
   *
   * @param input one of {@link #inputs}
   */
  void done(RawInput input);

  /**
   * The input was not dealt with and must come again.
   *
   * @param input one of {@link #inputs}
   * @param reason for people; never holds content of the input
   */
  void abandon(RawInput input, String reason);

  /**
   * Ends the batch: acknowledgements that were gathered are sent, and what was held for it is let
   * go. An acknowledgement that fails is no error, since the input then comes again and is known.
   */
  @Override
  void close();

  /**
   * A batch for a source that needs no acknowledgement, since its inputs come again as long as the
   * position stays.
   *
   * @param inputs copied
   * @param position as in {@link #position}
   */
  static Batch of(List<RawInput> inputs, @Nullable String position) {
    return new PositionBatch(List.copyOf(inputs), position);
  }
}
