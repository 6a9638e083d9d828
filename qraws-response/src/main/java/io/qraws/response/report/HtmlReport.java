// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import static java.util.Objects.requireNonNull;

import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Disposition;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes cases as one self-contained HTML page, for reading on a screen or on paper.
 *
 * <p>The page loads nothing, runs no script and is well-formed XML behind its first line. The same
 * cases give the same page, byte for byte. Safe for use by many threads.
 */
public final class HtmlReport {
  private static final int DEFAULT_SECTIONS = 25;
  private static final int MOST_ROWS = 1_000;

  private final int sections;

  private HtmlReport(int sections) {
    this.sections = sections;
  }

  /** A report that tells the 25 highest cases in full. */
  public static HtmlReport create() {
    return new HtmlReport(DEFAULT_SECTIONS);
  }

  /**
   * The same report with another number of cases told in full.
   *
   * @param most how many at most, 0 or more
   */
  public HtmlReport withSections(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("sections must not be negative: " + most);
    }
    return new HtmlReport(most);
  }

  /**
   * Writes the page, piece by piece.
   *
   * @param cases in any order; the page ranks them, {@linkplain Case#mostUrgentFirst() the most
   *     urgent first}
   * @param facts what to say of the run as a whole
   * @param out where to; encode it as UTF-8
   * @throws IOException if {@code out} throws it
   */
  public void write(List<Case> cases, ReportFacts facts, Appendable out) throws IOException {
    requireNonNull(facts, "facts");
    HtmlWriter html = new HtmlWriter(requireNonNull(out, "out"));
    List<Case> ranked = cases.stream().sorted(Case.mostUrgentFirst()).toList();
    html.markup(HtmlStyle.HEAD);
    head(html, ranked, facts);
    html.markup("<main>\n");
    ranking(html, ranked);
    int told = Math.min(sections, ranked.size());
    for (int i = 0; i < told; i++) {
      new IncidentSection(ranked.get(i), i + 1).write(html);
    }
    html.markup(
        "</main>\n<footer class=\"page\"><p>Text in this report comes from outside and was ");
    html.markup("escaped. Characters that cannot be seen are written as ⟨U+0000⟩.</p></footer>\n");
    html.markup("</body></html>\n");
  }

  private static void head(HtmlWriter html, List<Case> cases, ReportFacts facts)
      throws IOException {
    long escalated = count(cases, Disposition.ESCALATE);
    long queued = count(cases, Disposition.QUEUE);
    long suppressed = Math.max(facts.suppressed(), count(cases, Disposition.SUPPRESS));
    html.markup("<header class=\"page\"><h1>Incident report</h1><p class=\"quiet\">Made ");
    html.time(facts.now()).markup(" UTC</p>\n<dl class=\"counts\">");
    tile(html, "Signals read", facts.signals(), "");
    tile(html, "Records rejected", facts.rejected(), facts.rejected() > 0 ? "high" : "");
    tile(html, "Incidents", escalated + queued + suppressed, "");
    tile(html, "Escalated", escalated, escalated > 0 ? "critical" : "");
    tile(html, "Queued", queued, "");
    tile(html, "Suppressed", suppressed, "");
    html.markup("</dl>\n");
    if (!facts.note().isBlank()) {
      html.markup("<p class=\"note\">").text(facts.note(), 2_000).markup("</p>\n");
    }
    html.markup("</header>\n");
  }

  private static long count(List<Case> cases, Disposition disposition) {
    return cases.stream().filter(one -> one.assessment().disposition() == disposition).count();
  }

  private static void tile(HtmlWriter html, String name, long count, String tone)
      throws IOException {
    html.markup("<div><dt>").text(name).markup("</dt><dd class=\"").markup(tone).markup("\">");
    html.text(String.format(java.util.Locale.ROOT, "%,d", count)).markup("</dd></div>");
  }

  private void ranking(HtmlWriter html, List<Case> cases) throws IOException {
    html.markup("<section id=\"ranking\" aria-labelledby=\"ranking-title\">");
    html.markup("<h2 id=\"ranking-title\">Incidents by score</h2>\n");
    if (cases.isEmpty()) {
      html.markup("<p class=\"quiet\">No incident was found.</p></section>\n");
      return;
    }
    if (cases.size() > sections) {
      html.markup("<p class=\"quiet\">The first ").number(sections);
      html.markup(" are told in full below; the others stand in this table only.</p>\n");
    }
    html.markup("<table class=\"ranking\"><thead><tr>");
    for (String name :
        List.of("Rank", "Score", "Disposition", "Incident", "Stages", "Seen (UTC)", "Signals")) {
      html.markup("<th scope=\"col\">").text(name).markup("</th>");
    }
    html.markup("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < Math.min(cases.size(), MOST_ROWS); i++) {
      row(html, cases.get(i), i + 1);
    }
    html.markup("</tbody></table>\n");
    if (cases.size() > MOST_ROWS) {
      html.markup("<p class=\"quiet\">and ").count(cases.size() - MOST_ROWS, "more incident");
      html.markup("</p>\n");
    }
    html.markup("</section>\n");
  }

  private void row(HtmlWriter html, Case one, int place) throws IOException {
    Incident incident = one.incident();
    Assessment assessment = one.assessment();
    html.markup("<tr><td class=\"rank\">").number(place).markup("</td><td class=\"points\"><b>");
    html.points(assessment.score(), false).markup("</b></td><td class=\"way\"><span class=\"pill ");
    html.markup(Words.tone(assessment.disposition())).markup("\">");
    html.markup(Words.disposition(assessment.disposition()))
        .markup("</span> <span class=\"quiet\">");
    html.text(assessment.queue(), 60).markup("</span></td>\n<th scope=\"row\">");
    if (place <= sections) {
      html.markup("<a href=\"#incident-").number(place).markup("\">").text(one.title(), 160);
      html.markup("</a>");
    } else {
      html.text(one.title(), 160);
    }
    html.markup("</th>\n<td class=\"quiet stages-cell\">");
    html.text(incident.stages().stream().map(Tactic::title).collect(Collectors.joining(", ")));
    html.markup("</td><td class=\"seen\"><span class=\"from\">").time(incident.firstSeen());
    if (!incident.lastSeen().equals(incident.firstSeen())) {
      html.markup("</span> <span class=\"until\">").time(incident.lastSeen());
    }
    html.markup("</span></td><td class=\"figure\">");
    sides(html, incident);
    html.markup("</td></tr>\n");
  }

  private static void sides(HtmlWriter html, Incident incident) throws IOException {
    long qradar = incident.signals().stream().filter(Incident::fromQradar).count();
    long others = incident.signals().size() - qradar;
    if (others > 0) {
      html.number(others).markup(" AWS");
    }
    html.markup(others > 0 && qradar > 0 ? "<br/>" : "");
    if (qradar > 0) {
      html.number(qradar).markup(" QRadar");
    }
  }
}
