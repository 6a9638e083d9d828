// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.response.policy.Decision;
import io.qraws.scoring.Disposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlReportTest {
  private static final Decision DENIED = new Decision.Denied(List.of("no policy permits it"));

  private static String page(List<Case> cases) throws IOException {
    StringBuilder out = new StringBuilder();
    HtmlReport.create().write(cases, Samples.facts(), out);
    return out.toString();
  }

  @Test
  void write_cases_makesWellFormedPageThatLoadsNothing() throws Exception {
    String page = page(Samples.cases(DENIED));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/report-sample.html"), page);

    Document document = Pages.parse(page);
    assertThat(Pages.elementNames(document))
        .doesNotContain("script", "link", "img", "iframe", "object", "form", "base", "use");
    assertThat(Pages.attributes(document, "src", "style", "onload", "onclick")).isEmpty();
    assertThat(Pages.attributes(document, "href")).allMatch(to -> to.matches("#[a-z]+(-\\d+)?"));
    assertThat(page).contains("default-src 'none'").doesNotContain("url(", "@import", "http:");
  }

  @Test
  void write_cases_everyAnchorAndLabelLeadsToOneId() throws Exception {
    Document document = Pages.parse(page(Samples.cases(DENIED)));
    List<String> ids = Pages.attributes(document, "id");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids)
        .containsAll(
            Pages.attributes(document, "href").stream().map(to -> to.substring(1)).toList());
    for (String labels : Pages.attributes(document, "aria-labelledby")) {
      assertThat(ids).contains(labels.split(" ", -1));
    }
  }

  @Test
  void write_twiceAndInAnotherOrder_givesTheSameBytes() throws IOException {
    List<Case> turned = new ArrayList<>(Samples.cases(DENIED));
    Collections.reverse(turned);

    assertThat(page(turned)).isEqualTo(page(Samples.cases(DENIED)));
  }

  @Test
  void write_noCases_saysSo() throws Exception {
    String page = page(List.of());

    Pages.parse(page);
    assertThat(page).contains("No incident was found.", "184,211");
  }

  @Test
  void write_moreCasesThanSections_tellsOnlyTheFirst() throws IOException {
    StringBuilder out = new StringBuilder();
    HtmlReport.create().withSections(2).write(Samples.cases(DENIED), Samples.facts(), out);

    assertThat(out).contains("id=\"incident-2\"").doesNotContain("incident-3");
    assertThat(out).contains("example-web-assets-5");
    assertThatThrownBy(() -> HtmlReport.create().withSections(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_declaredPattern_tellsItsStepsByTheirPlaces() throws IOException {
    assertThat(page(Samples.cases(DENIED)))
        .contains(
            "<h3>Declared patterns</h3>",
            "<b>Password spray on premises, then a console log-in</b> <code>T1110.003</code>",
            "Many log-ins failed [1], then Console log-in [3] and 1 more");
  }

  @Test
  void write_manySignals_foldsAndCutsTheTimeLine() throws IOException {
    assertThat(page(Samples.cases(DENIED)))
        .contains("Show 188 more signals", "and 60 more signals", "24 of 260 signals");
  }

  @Test
  void write_contributions_barsAddUpToTheScore() throws IOException {
    String page = page(Samples.cases(DENIED).subList(0, 1));

    assertThat(page).contains("+36.00", "−6.50", "<b>82.50</b></td>");
    Matcher bar =
        Pattern.compile("<rect class=\"(plus|minus)\" x=\"(\\d+)\" width=\"(\\d+)\"").matcher(page);
    long sum = 0;
    while (bar.find()) {
      int start = Integer.parseInt(bar.group(2));
      int length = Integer.parseInt(bar.group(3));
      assertThat(start + length).isLessThanOrEqualTo(1_000);
      sum += bar.group(1).equals("plus") ? length : -length;
    }
    // The scale runs from -6.50 to 36.00 over 1000 units; each bar may lose one unit.
    assertThat(sum * 42.50 / 1_000).isBetween(82.2, 82.8);
  }

  @Test
  void write_deniedStep_showsEveryObjection() throws IOException {
    Decision denied = new Decision.Denied(List.of("first objection", "second objection"));

    assertThat(page(Samples.cases(denied)))
        .contains("first objection", "second objection", "Denied")
        .doesNotContain("Permitted by policy");
  }

  @Test
  void write_countsAndDispositions_standInTheHeader() throws IOException {
    List<Case> cases = Samples.cases(DENIED);
    assertThat(cases).extracting(one -> one.assessment().disposition()).contains(Disposition.QUEUE);

    // One is escalated, four are queued, 412 suppressed.
    assertThat(page(cases)).contains("Incidents</dt><dd class=\"\">417</dd>");
  }

  @Test
  void write_hostileTextInEveryField_isEscapedEverywhere() throws Exception {
    StringBuilder out = new StringBuilder();
    ReportFacts facts = new ReportFacts(Instant.MAX, 0, 0, 0, Hostile.TEXT);
    HtmlReport.create().write(List.of(Hostile.everywhere()), facts, out);
    String page = out.toString();
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/report-hostile.html"), page);

    Document document = Pages.parse(page);
    assertThat(Pages.elementNames(document)).doesNotContain("script");
    assertThat(page)
        .doesNotContain("<script", "alert(1)</script>", "\"'&<")
        .contains("&lt;script&gt;");
    assertThat(page).doesNotContain("\u202e", "\u0000", "\u200b").contains("⟨U+202E⟩");
    assertThat(page.chars().filter(c -> c < 0x20 && c != '\n')).isEmpty();
    assertThat(Pages.attributes(document, "href", "id", "class", "d", "x"))
        .noneMatch(value -> value.contains("script") || value.contains("alert"));
  }
}
