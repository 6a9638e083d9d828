// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import io.qraws.response.report.Case;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a person reads on the terminal. */
final class Terminal {
  private static final int TOP = 10;
  private static final int WIDTH = 110;

  private Terminal() {}

  static void print(PrintStream out, List<Case> cases, long signals, long rejected, Path dir) {
    long escalated = count(cases, "escalate");
    long queued = count(cases, "queue");
    long suppressed = count(cases, "suppress");
    out.printf(
        Locale.ROOT,
        "%,d signals read, %,d records rejected; %,d incidents: %,d escalated, %,d queued, %,d suppressed%n%n",
        signals,
        rejected,
        cases.size(),
        escalated,
        queued,
        suppressed);
    out.printf(
        Locale.ROOT, "%3s  %5s  %-9s %5s %7s  %s%n", "#", "score", "do", "AWS", "QRadar", "what");
    for (int i = 0; i < Math.min(TOP, cases.size()); i++) {
      out.println(line(i + 1, cases.get(i)));
    }
    out.printf("%nWritten to %s:%n", visible(dir.toString()));
    out.println("  report.html      open it in a browser");
    out.println("  incidents.json   signals.jsonl   rejected.jsonl   audit.jsonl");
  }

  static String line(int rank, Case judged) {
    Incident incident = judged.incident();
    long qradar = incident.signals().stream().filter(Incident::fromQradar).count();
    String line =
        String.format(
            Locale.ROOT,
            "%3d  %5.1f  %-9s %5d %7d  %s%s",
            rank,
            judged.assessment().score() / 100.0,
            judged.assessment().disposition().label(),
            incident.signals().size() - qradar,
            qradar,
            stages(incident),
            visible(judged.title()));
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  private static String stages(Incident incident) {
    return incident.stages().size() < 2
        ? ""
        : "[" + incident.stages().size() + " stages, to " + last(incident.stages()).title() + "] ";
  }

  private static Tactic last(List<Tactic> stages) {
    return stages.get(stages.size() - 1);
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

  private static long count(List<Case> cases, String disposition) {
    return cases.stream()
        .filter(c -> c.assessment().disposition().label().equals(disposition))
        .count();
  }
}
