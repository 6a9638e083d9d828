// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads text line by line: flow logs, tables, or JSON behind a time stamp or syslog header.
 *
 * <p>Lines that are not known are told one by one once some other line was; a text in which none
 * is, is told as one.
 */
final class TextLines {
  private static final int MOST_HELD = 1000;

  private final ByteWindow window;
  private final Envelopes envelopes;
  private final SignalReader.Session session;
  private final int largest;

  /** Lines that are not known, as long as none was. */
  private final List<byte[]> unknown = new ArrayList<>();

  /** How many more than are held, and the first of them. */
  private long beyond;

  private byte[] firstBeyond = {};

  private boolean recognised;

  TextLines(ByteWindow window, Envelopes envelopes, SignalReader.Session session, int largest) {
    this.window = window;
    this.envelopes = envelopes;
    this.session = session;
    this.largest = largest;
  }

  void read() throws IOException {
    Table table = null;
    boolean first = true;
    while (window.peek() >= 0) {
      byte[] line = window.takeLine(largest);
      String text = new String(line, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        continue;
      }
      boolean header = first && (table = Table.ofHeader(text)) != null;
      first = false;
      if (!header && line.length <= largest && known(text, table)) {
        if (!recognised) {
          recognised(table != null);
        }
      } else {
        unknown(line);
      }
    }
    if (!unknown.isEmpty()) {
      session.rejected(SignalReader.UNKNOWN, Raw.of(joined(unknown)));
      tellBeyond();
    }
  }

  private void unknown(byte[] line) {
    if (recognised) {
      session.rejected(SignalReader.UNKNOWN, Raw.of(line));
    } else if (unknown.size() < MOST_HELD) {
      unknown.add(line);
    } else if (++beyond == 1) {
      firstBeyond = line;
    }
  }

  /** A table's header is no record; what else came before the first one is. */
  private void recognised(boolean header) {
    recognised = true;
    unknown
        .subList(header ? 1 : 0, unknown.size())
        .forEach(held -> session.rejected(SignalReader.UNKNOWN, Raw.of(held)));
    unknown.clear();
    tellBeyond();
  }

  private void tellBeyond() {
    if (beyond > 0) {
      int kept = Math.min(firstBeyond.length, Document.KEPT_OF_BROKEN);
      session.rejected(
          SignalReader.UNKNOWN + "; from here on in " + beyond + " lines",
          Raw.of(firstBeyond, 0, kept));
      beyond = 0;
    }
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      if (all.size() < Document.KEPT_OF_BROKEN) {
        all.writeBytes(line);
        all.write('\n');
      }
    }
    return all.toByteArray();
  }

  private boolean known(String text, @Nullable Table table) {
    if (table != null && envelopes.open(table.row(text), table.raw(text), session) > 0) {
      return true;
    }
    if (session.line(text, null)) {
      return true;
    }
    int brace = text.indexOf('{');
    if (brace < 0) {
      return false;
    }
    byte[] json = text.substring(brace).getBytes(StandardCharsets.UTF_8);
    return envelopes.open(json, session).count() > 0;
  }
}
