// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static io.qraws.correlation.incident.Samples.NINE;
import static io.qraws.correlation.incident.Samples.call;
import static io.qraws.correlation.incident.Samples.finding;
import static io.qraws.correlation.incident.Samples.ip;
import static io.qraws.correlation.incident.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.pattern.PatternCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What declared patterns do beside the links that are found by rarity. */
final class DeclaredPatternsTest {
  /** Two calls that tell nothing by themselves. */
  private static final List<Signal> CALLS =
      List.of(
          call("a", 0, "ListWidgets", user("ann")), call("b", 9, "DescribeWidgets", user("ann")));

  private static PatternCatalog declared(String level) {
    String yaml =
        """
        title: Widgets listed
        name: listed
        logsource: {product: aws, service: cloudtrail}
        detection:
            selection: {operation: ListWidgets}
            condition: selection
        ---
        title: Widgets described
        name: described
        logsource: {product: aws, service: cloudtrail}
        detection:
            selection: {operation: DescribeWidgets}
            condition: selection
        ---
        title: Widgets looked over
        level: %s
        tags: [attack.discovery, attack.t1580]
        correlation:
            type: temporal_ordered
            rules: [listed, described]
            group-by: [actor.user]
            timespan: 1h
        """
            .formatted(level);
    return read(yaml);
  }

  private static PatternCatalog read(String yaml) {
    try {
      return PatternCatalog.read(
          new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IncidentCorrelator correlator(String level) {
    return IncidentCorrelator.builder().patterns(declared(level)).build();
  }

  private static List<Incident> correlate(String level, List<Signal> signals) {
    return correlator(level).correlate(signals, NINE);
  }

  @Test
  void correlate_callsThatTellNothing_areAnIncidentWhereAPatternSaysSo() {
    assertThat(IncidentCorrelator.create().correlate(CALLS, NINE)).isEmpty();
    Incident incident = correlate("high", CALLS).get(0);
    assertThat(incident.signals()).containsExactlyElementsOf(CALLS);
    assertThat(incident.links())
        .contains(
            new Link(
                "a",
                "b",
                "pattern 'Widgets looked over': step 1 of 2 (Widgets listed), then step 2 of 2"
                    + " (Widgets described); both with actor.user ann",
                0.9));
    assertThat(incident.stages()).containsExactly(Tactic.DISCOVERY);
    assertThat(incident.patterns())
        .extracting(match -> match.pattern().title())
        .containsExactly("Widgets looked over");
  }

  @Test
  void correlate_levelBelowMedium_makesNoIncident() {
    assertThat(correlate("informational", CALLS)).isEmpty();
    assertThat(correlate("low", CALLS)).isEmpty();
    assertThat(correlate("medium", CALLS)).hasSize(1);
  }

  /** It is told where it matched, and changes nothing else. */
  @Test
  void correlate_levelLow_isToldOfAnIncidentThatIsThereAnyway() {
    List<Signal> signals =
        List.of(
            call("a", 0, "ListWidgets", user("ann"), ip("203.0.113.9")),
            call("b", 9, "DescribeWidgets", user("ann"), ip("203.0.113.9")),
            finding("f", 20, "UnauthorizedAccess:IAMUser/X", user("ann"), ip("203.0.113.9")));
    Incident without = IncidentCorrelator.create().correlate(signals, NINE).get(0);
    Incident with = correlate("low", signals).get(0);
    assertThat(with.signals()).hasSize(3).isEqualTo(without.signals());
    assertThat(with.links()).isEqualTo(without.links());
    assertThat(with.patterns()).hasSize(1);
  }

  /** Each of many users whose password was tried must not lead to what else is about that user. */
  @Test
  void correlate_oneOfManyThatWereCounted_isRelatedByWhatAllShow() {
    List<Signal> signals = new ArrayList<>();
    for (String name : List.of("ann", "bob", "eve")) {
      signals.add(call(name, 0, "ListWidgets", user(name), ip("203.0.113.9")));
    }
    signals.add(finding("user", 9, "Impact:IAMUser/X", user("bob")));
    signals.add(finding("address", 9, "Impact:IAMUser/Y", ip("203.0.113.9")));
    List<Incident> incidents =
        IncidentCorrelator.builder().patterns(counted()).build().correlate(signals, NINE);
    assertThat(incidents)
        .extracting(incident -> incident.signals().stream().map(Signal::id).toList())
        .containsExactlyInAnyOrder(List.of("ann", "bob", "eve", "address"), List.of("user"));
  }

  private static PatternCatalog counted() {
    return read(
        """
        title: Widgets listed
        name: listed
        logsource: {product: aws, service: cloudtrail}
        detection:
            selection: {operation: ListWidgets}
            condition: selection
        ---
        title: Widgets listed by many users
        correlation:
            type: value_count
            rules: [listed]
            group-by: [source.ip]
            timespan: 1h
            condition: {field: actor.user, gte: 3}
        """);
  }

  @Test
  void correlate_patternInAClosedIncident_makesNoOther() {
    IncidentCorrelator correlator = correlator("high");
    Incident incident = correlator.correlate(CALLS, NINE).get(0);
    correlator.close(incident);
    assertThat(correlator.correlate(CALLS, NINE)).isEmpty();
    assertThat(correlator.reopen(incident.id())).isTrue();
    assertThat(correlator.correlate(CALLS, NINE))
        .extracting(Incident::id)
        .containsExactly(incident.id());
  }
}
