// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import io.qraws.scoring.Assessment;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of a report that tells one incident. */
final class IncidentSection {
  private static final int MOST_SIGNALS = 200;
  private static final int UNFOLDED = 12;
  private static final int MOST_FACTS = 60;

  private final Case told;
  private final Incident incident;
  private final Assessment assessment;
  private final int place;

  /**
   * One incident's part.
   *
   * @param told the incident
   * @param place its place in the report, from 1
   */
  IncidentSection(Case told, int place) {
    this.told = told;
    this.incident = told.incident();
    this.assessment = told.assessment();
    this.place = place;
  }

  void write(HtmlWriter html) throws IOException {
    html.markup("<section class=\"incident\" id=\"incident-").number(place);
    html.markup("\" aria-labelledby=\"incident-title-").number(place).markup("\">\n");
    head(html);
    graph(html);
    new PatternList(incident).write(html);
    timeline(html);
    new ContributionBars(assessment).write(html);
    list(html, "Not known", assessment.unknowns(), "Nothing that would have mattered was missing.");
    new PlanList(told.plan()).write(html);
    context(html);
    html.markup("<p class=\"back\"><a href=\"#ranking\">Back to the ranking</a></p>\n</section>\n");
  }

  private void head(HtmlWriter html) throws IOException {
    html.markup("<header><p class=\"eyebrow\">Incident ").number(place).markup(" · <code>");
    html.text(incident.id(), 80).markup("</code></p><h2 id=\"incident-title-").number(place);
    html.markup("\">").text(told.title(), 200).markup("</h2>\n<div class=\"verdict\">");
    html.markup("<p class=\"score\"><b>").points(assessment.score(), false);
    html.markup("</b> <span>of 100</span></p><ul class=\"chips\"><li class=\"pill ");
    html.markup(Words.tone(assessment.disposition())).markup("\">");
    html.markup(Words.disposition(assessment.disposition())).markup("</li>");
    html.markup("<li>Queue <b>").text(assessment.queue(), 80).markup("</b></li>");
    html.markup("<li>Confidence <b>").number(Math.round(assessment.confidence() * 100));
    html.markup(" %</b></li><li>Model <b>").text(assessment.model(), 80).markup("</b></li>");
    html.markup("</ul></div>\n");
    stages(html);
    for (String line : told.summary().split("\\R", 12)) {
      html.markup("<p class=\"summary\">").text(line, 2_000).markup("</p>\n");
    }
    html.markup("<p class=\"rationale\">").text(assessment.rationale(), 2_000);
    html.markup("</p></header>\n");
  }

  private void stages(HtmlWriter html) throws IOException {
    if (incident.stages().isEmpty()) {
      return;
    }
    html.markup("<ol class=\"stages\" aria-label=\"ATT&amp;CK tactics\">");
    for (Tactic stage : incident.stages()) {
      html.markup("<li>").text(stage.title()).markup(" <span>").text(stage.id());
      html.markup("</span></li>");
    }
    html.markup("</ol>\n");
  }

  private void graph(HtmlWriter html) throws IOException {
    html.markup("<h3>What belongs together</h3>\n");
    int all = incident.signals().size();
    if (all == 1) {
      html.markup("<p class=\"quiet\">A single signal; nothing else was linked to it.</p>\n");
      return;
    }
    StoryGraph graph = new StoryGraph(incident, StoryGraph.Shape.WIDE);
    html.markup("<figure>");
    graph.write(html, place);
    new StoryGraph(incident, StoryGraph.Shape.SLIM).write(html, place);
    html.markup("<figcaption>");
    if (graph.nodes().size() < all) {
      html.number(graph.nodes().size()).markup(" of ").count(all, "signal");
      html.markup(", chosen by severity, novelty and links. ");
    }
    html.markup("Numbers are places in the time line. ");
    if (graph.links() < incident.links().size()) {
      html.markup("Drawn are ").number(graph.links()).markup(" of ");
      html.count(incident.links().size(), "link").markup(": those that hold it together. ");
    }
    html.markup("The thicker a line, the stronger the link");
    html.markup("; blue ones join cloud and on premises.</figcaption></figure>\n");
    links(html);
  }

  private void links(HtmlWriter html) throws IOException {
    if (incident.links().isEmpty()) {
      return;
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (Signal signal : incident.signals()) {
      numbers.putIfAbsent(signal.id(), numbers.size() + 1);
    }
    List<Link> strongest =
        incident.links().stream()
            .sorted(
                Comparator.comparingDouble((Link link) -> -link.weight())
                    .thenComparing(Link::a)
                    .thenComparing(Link::b)
                    .thenComparing(Link::reason))
            .limit(MOST_FACTS)
            .toList();
    html.markup("<details><summary>Why: ").count(incident.links().size(), "link");
    html.markup("</summary><ul class=\"facts\">");
    for (Link link : strongest) {
      html.markup("<li><b>").number(numbers.getOrDefault(link.a(), 0)).markup(" – ");
      html.number(numbers.getOrDefault(link.b(), 0)).markup("</b> ").text(link.reason());
      html.markup(" <span class=\"quiet\">weight ");
      html.points((int) Math.round(link.weight() * 100), false).markup("</span></li>\n");
    }
    more(html, incident.links().size() - strongest.size());
    html.markup("</ul></details>\n");
  }

  private void timeline(HtmlWriter html) throws IOException {
    List<Signal> signals = incident.signals();
    html.markup("<h3>Time line <span class=\"quiet\">").count(signals.size(), "signal");
    html.markup(", times in UTC</span></h3>\n");
    int open = signals.size() <= UNFOLDED + 3 ? signals.size() : UNFOLDED;
    signals(html, 0, open);
    int last = Math.min(signals.size(), MOST_SIGNALS);
    if (open < last) {
      html.markup("<details><summary>Show ").count(last - open, "more signal");
      html.markup("</summary>\n");
      signals(html, open, last);
      html.markup("</details>\n");
    }
    if (last < signals.size()) {
      html.markup("<p class=\"quiet\">and ").count(signals.size() - last, "more signal");
      html.markup("</p>\n");
    }
  }

  private void signals(HtmlWriter html, int from, int to) throws IOException {
    html.markup("<ol class=\"timeline\" start=\"").number(from + 1).markup("\">\n");
    for (int i = from; i < to; i++) {
      Signal signal = incident.signals().get(i);
      String tone = Words.tone(signal.severity());
      html.markup("<li class=\"").markup(tone).markup("\"><div class=\"when\"><b>").number(i + 1);
      html.markup("</b> ").time(signal.time()).markup("</div><div class=\"what\"><p>");
      html.text(signal.title().isBlank() ? "(no title)" : signal.title(), 300);
      html.markup("</p><ul class=\"tags\"><li class=\"word ").markup(tone).markup("\">");
      html.markup(Words.severity(signal.severity())).markup("</li><li>");
      html.markup(Words.source(signal)).markup("</li><li>").markup(Words.kind(signal));
      html.markup("</li>");
      Tactic tactic = incident.tactics().get(signal.id());
      if (tactic != null) {
        html.markup("<li>").text(tactic.title()).markup("</li>");
      }
      if (incident.novel().contains(signal.id())) {
        html.markup("<li class=\"new\">not seen before</li>");
      }
      html.markup("</ul></div></li>\n");
    }
    html.markup("</ol>\n");
  }

  private void context(HtmlWriter html) throws IOException {
    List<Observable> observables = List.copyOf(incident.observables());
    html.markup("<h3>Context</h3>\n<details><summary>").count(observables.size(), "observable");
    html.markup("</summary><ul class=\"facts\">");
    for (Observable seen : observables.subList(0, Math.min(observables.size(), MOST_FACTS))) {
      html.markup("<li><span class=\"quiet\">").text(seen.kind().label().replace('_', ' '));
      html.markup(", ").text(seen.role().label()).markup("</span> <code>").text(seen.value(), 200);
      html.markup("</code></li>\n");
    }
    more(html, observables.size() - MOST_FACTS);
    List<Enrichment> facts = told.enrichments();
    html.markup("</ul></details>\n<details><summary>").count(facts.size(), "fact");
    html.markup(" about them</summary><ul class=\"facts\">");
    for (Enrichment fact : facts.subList(0, Math.min(facts.size(), MOST_FACTS))) {
      html.markup("<li><code>").text(fact.observable().value(), 200).markup("</code> ");
      html.markup("<span class=\"quiet\">")
          .text(fact.fact().name().toLowerCase(java.util.Locale.ROOT));
      html.markup(fact.known() ? "</span> " : ", not known:</span> ").text(fact.value(), 200);
      if (!fact.detail().isEmpty()) {
        html.markup(" <span class=\"quiet\">since</span> ").text(fact.detail(), 400);
      }
      html.markup(" <span class=\"quiet\">by ").text(fact.provider(), 80).markup("</span></li>\n");
    }
    more(html, facts.size() - MOST_FACTS);
    html.markup("</ul></details>\n");
  }

  static void list(HtmlWriter html, String heading, List<String> lines, String none)
      throws IOException {
    html.markup("<h3>").text(heading).markup("</h3>\n");
    if (lines.isEmpty()) {
      html.markup("<p class=\"quiet\">").text(none).markup("</p>\n");
      return;
    }
    html.markup("<ul class=\"plain-list\">");
    for (String line : lines.subList(0, Math.min(lines.size(), MOST_FACTS))) {
      html.markup("<li>").text(line).markup("</li>\n");
    }
    more(html, lines.size() - MOST_FACTS);
    html.markup("</ul>\n");
  }

  private static void more(HtmlWriter html, int count) throws IOException {
    if (count > 0) {
      html.markup("<li class=\"quiet\">and ").number(count).markup(" more</li>\n");
    }
  }
}
