// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of values by their keys, to say what is usual; the one not seen for longest leaves. Not
 * safe for several threads.
 */
final class Names {
  private static final int MOST = 50_000;
  private static final int LONGEST = 200;

  private final Map<Long, String> texts =
      new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > MOST;
        }
      };

  void add(Traits traits) {
    traits
        .keys()
        .forEach(
            (feature, key) -> {
              if (texts.get(key) == null) {
                String text = traits.values().get(feature);
                if (text != null) {
                  texts.put(key, text.substring(0, Math.min(LONGEST, text.length())));
                }
              }
            });
  }

  @Nullable String of(long key) {
    return texts.get(key);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<Long, String> entry : texts.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int i = BaselineFile.count(in, "names"); i > 0; i--) {
      texts.put(in.readLong(), in.readUTF());
    }
  }
}
