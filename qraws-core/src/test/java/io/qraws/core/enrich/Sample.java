// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What services send, read as it would be. */
final class Sample {
  private Sample() {}

  static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The signals in a text, all of which must be readable. */
  static List<Signal> read(String json) throws IOException {
    List<Signal> signals = new ArrayList<>();
    SignalReader.create()
        .read(
            "sample",
            in(json),
            new ReadListener() {
              @Override
              public void signal(Signal signal) {
                signals.add(signal);
              }

              @Override
              public void rejected(Rejected rejected) {
                throw new AssertionError(rejected.reason());
              }
            });
    return signals;
  }
}
