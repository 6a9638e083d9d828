// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Made-up records as a user's program reads them. */
final class Records {
  private Records() {}

  static List<Signal> read(List<ObjectNode> records) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(records.size() * 1_200);
    for (ObjectNode one : records) {
      lines.write(Json.MAPPER.writeValueAsBytes(one));
      lines.write('\n');
    }
    List<Signal> signals = new ArrayList<>(records.size());
    ReadListener taker =
        new ReadListener() {
          @Override
          public void signal(Signal signal) {
            signals.add(signal);
          }

          @Override
          public void rejected(Rejected rejected) {
            throw new IllegalStateException(rejected.reason());
          }
        };
    SignalReader.create().read("calls.jsonl", new ByteArrayInputStream(lines.toByteArray()), taker);
    return signals;
  }
}
