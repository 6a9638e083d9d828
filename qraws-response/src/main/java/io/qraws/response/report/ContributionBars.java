// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import java.io.IOException;

/** A table of what adds up to a score, with a bar for each factor. */
final class ContributionBars {
  private static final int WIDTH = 1_000;

  private final Assessment assessment;
  private final long above;
  private final long below;

  /**
   * The bars of an assessment, all on one scale.
   *
   * @param assessment any
   */
  ContributionBars(Assessment assessment) {
    this.assessment = assessment;
    long most = 0;
    long least = 0;
    for (Contribution contribution : assessment.contributions()) {
      most = Math.max(most, contribution.points());
      least = Math.min(least, contribution.points());
    }
    this.above = most;
    this.below = -least;
  }

  void write(HtmlWriter html) throws IOException {
    html.markup("<h3>How the score comes about</h3>\n");
    html.markup("<table class=\"bars\"><thead><tr><th scope=\"col\">Factor</th>");
    html.markup("<th scope=\"col\">Effect</th><th scope=\"col\" class=\"figure\">Points</th>");
    html.markup("<th scope=\"col\">Reason</th></tr></thead>\n<tbody>");
    int sum = 0;
    for (Contribution contribution : assessment.contributions()) {
      sum += contribution.points();
      row(html, contribution);
    }
    html.markup("</tbody>\n<tfoot><tr><th scope=\"row\">Sum</th><td class=\"effect\"></td>");
    html.markup("<td class=\"figure\"><b>").points(sum, false).markup("</b></td>");
    html.markup("<td class=\"reason\">the score</td></tr></tfoot></table>\n");
  }

  private void row(HtmlWriter html, Contribution contribution) throws IOException {
    html.markup("<tr><th scope=\"row\">").text(contribution.factor().replace('_', ' '), 60);
    html.markup("</th><td class=\"effect\">");
    bar(html, contribution.points());
    html.markup("</td><td class=\"figure\">").points(contribution.points(), true);
    html.markup("</td><td class=\"reason\">").text(contribution.reason()).markup("</td></tr>\n");
  }

  /** The number beside it says the same, so the bar is not read aloud. */
  private void bar(HtmlWriter html, int points) throws IOException {
    long span = Math.max(1, above + below);
    long zero = WIDTH * below / span;
    long length = WIDTH * Math.abs((long) points) / span;
    long start = points < 0 ? zero - length : zero;
    html.markup("<svg class=\"bar\" aria-hidden=\"true\" preserveAspectRatio=\"none\" ");
    html.markup("viewBox=\"0 0 1000 10\"><rect class=\"rail\" width=\"1000\" height=\"10\"/>");
    html.markup("<rect class=\"").markup(points < 0 ? "minus" : "plus").markup("\" x=\"");
    html.number(start).markup("\" width=\"").number(length).markup("\" height=\"10\"/>");
    html.markup("<rect class=\"zero\" x=\"").number(Math.max(0, zero - 2));
    html.markup("\" width=\"4\" height=\"10\"/></svg>");
  }
}
