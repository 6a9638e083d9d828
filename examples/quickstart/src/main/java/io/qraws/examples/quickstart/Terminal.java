// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import io.qraws.correlation.incident.Incident;
import io.qraws.response.report.Case;
import io.qraws.scoring.Disposition;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person reads on the terminal. */
final class Terminal {
  private static final int TOP = 10;
  private static final int DEFAULT_WIDTH = 100;
  private static final int LEAST_WIDTH = 40;

  private final PrintStream out;
  private final int width;

  /**
   * A terminal.
   *
   * @param out where to
   * @param width in columns; no line about an incident is wider
   */
  Terminal(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /** The width that a {@code COLUMNS} variable tells, or 100. */
  static int width(@Nullable String columns) {
    try {
      return columns == null
          ? DEFAULT_WIDTH
          : Math.max(LEAST_WIDTH, Integer.parseInt(columns.strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  void print(List<Case> cases, long signals, long rejected, Path dir) {
    out.printf(
        Locale.ROOT,
        "%,d signals read, %,d records rejected; %,d incidents: %,d escalated, %,d queued, %,d suppressed%n%n",
        signals,
        rejected,
        cases.size(),
        count(cases, Disposition.ESCALATE),
        count(cases, Disposition.QUEUE),
        count(cases, Disposition.SUPPRESS));
    if (!cases.isEmpty()) {
      out.println(" # score do        AWS QRadar  who → target: what");
    }
    for (int i = 0; i < Math.min(TOP, cases.size()); i++) {
      out.println(line(i + 1, cases.get(i)));
    }
    out.printf("%nWritten to %s:%n", visible(dir.toString()));
    out.println("  report.html      open it in a browser");
    out.println("  incidents.json   signals.jsonl   rejected.jsonl   audit.jsonl");
  }

  String line(int rank, Case judged) {
    Incident incident = judged.incident();
    long qradar = incident.signals().stream().filter(Incident::fromQradar).count();
    return fit(
        String.format(
                Locale.ROOT,
                "%2d %5.1f %-8s %4d %6d  ",
                rank,
                judged.assessment().score() / 100.0,
                judged.assessment().disposition().label(),
                incident.signals().size() - qradar,
                qradar)
            + visible(judged.title()),
        width);
  }

  /** Cuts to so many columns; what may be a wide character counts as two. */
  private static String fit(String line, int columns) {
    int used = 0;
    int lastThatLeavesRoom = 0;
    for (int i = 0; i < line.length(); ) {
      int codePoint = line.codePointAt(i);
      used += codePoint >= 0x1100 && !(codePoint >= 0x2000 && codePoint < 0x2e80) ? 2 : 1;
      if (used > columns) {
        return line.substring(0, lastThatLeavesRoom) + "…";
      }
      i += Character.charCount(codePoint);
      if (used < columns) {
        lastThatLeavesRoom = i;
      }
    }
    return line;
  }

  /**
   * Control and direction characters made visible, so that no text from outside moves the cursor.
   */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR
                  || type == Character.SURROGATE) {
                visible.append(String.format(Locale.ROOT, "<U+%04X>", c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }

  private static long count(List<Case> cases, Disposition disposition) {
    return cases.stream().filter(c -> c.assessment().disposition() == disposition).count();
  }
}
