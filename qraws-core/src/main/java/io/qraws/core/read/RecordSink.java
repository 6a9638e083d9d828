// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import org.jspecify.annotations.Nullable;

/** Takes what is found in an envelope. */
interface RecordSink {
  /** Takes nothing: for asking whether there is something. */
  RecordSink NONE =
      new RecordSink() {
        @Override
        public void record(FormatReader reader, Node node, Raw raw) {}

        @Override
        public void rejected(String reason, Raw raw) {}

        @Override
        public boolean line(String text, @Nullable Node told) {
          return false;
        }
      };

  /** A record that the reader recognised. */
  void record(FormatReader reader, Node node, Raw raw);

  /** Something that no reader reads. */
  void rejected(String reason, Raw raw);

  /**
   * Plain text in an envelope; tells whether it was a flow log line and was taken.
   *
   * @param told the time that the envelope tells, or null
   */
  boolean line(String text, @Nullable Node told);
}
