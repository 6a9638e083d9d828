// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.pattern.PatternMatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which declared patterns an incident matches, and by which of its signals. */
final class PatternList {
  private static final int MOST = 10;
  private static final int MOST_PLACES = 6;

  private final List<PatternMatch> matches;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * The patterns of an incident.
   *
   * @param incident whose signals are numbered as in its time line
   */
  PatternList(Incident incident) {
    matches = incident.patterns();
    for (int i = 0; i < incident.signals().size(); i++) {
      places.put(incident.signals().get(i).key(), i + 1);
    }
  }

  void write(HtmlWriter html) throws IOException {
    if (matches.isEmpty()) {
      return;
    }
    html.markup("<h3>Declared patterns</h3>\n<ul class=\"plain-list\">\n");
    for (PatternMatch match : matches.subList(0, Math.min(MOST, matches.size()))) {
      pattern(html, match);
    }
    if (matches.size() > MOST) {
      html.markup("<li class=\"quiet\">and ").number(matches.size() - MOST);
      html.markup(" more</li>\n");
    }
    html.markup("</ul>\n");
  }

  private void pattern(HtmlWriter html, PatternMatch match) throws IOException {
    html.markup("<li><span class=\"pill ").markup(Words.tone(match.pattern().level()));
    html.markup("\">").markup(Words.level(match.pattern().level())).markup("</span> <b>");
    html.text(match.pattern().title(), 256).markup("</b>");
    for (String technique : match.pattern().techniques()) {
      html.markup(" <code>").text(technique).markup("</code>");
    }
    html.markup("<div class=\"quiet\">");
    String between = "";
    for (PatternMatch.Step step : match.steps()) {
      html.markup(between).text(step.title(), 200).text(shown(step.signals()));
      between = ", then ";
    }
    html.markup("</div></li>\n");
  }

  /** {@code [1] [4] and 3 more}; those that are not part of the incident have no number. */
  private String shown(List<Signal> signals) {
    List<Integer> numbers = new ArrayList<>();
    for (Signal signal : signals) {
      Integer place = places.get(signal.key());
      if (place != null) {
        numbers.add(place);
      }
    }
    StringBuilder shown = new StringBuilder();
    numbers.stream()
        .sorted()
        .limit(MOST_PLACES)
        .forEach(n -> shown.append(" [").append(n).append(']'));
    int more = signals.size() - Math.min(MOST_PLACES, numbers.size());
    return shown + (more == 0 ? "" : " and " + more + " more");
  }
}
