// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoryGraphTest {
  @Test
  void nodes_anyIncident_doNotOverlapAndStayWithin() {
    apart(StoryGraph.Shape.WIDE, 720);
    apart(StoryGraph.Shape.SLIM, 340);
  }

  private static void apart(StoryGraph.Shape shape, int within) {
    for (int size : new int[] {1, 2, 3, 10, 24, 25, 200}) {
      List<StoryGraph.Node> nodes = new StoryGraph(Samples.busy(size), shape).nodes();

      assertThat(nodes).hasSize(Math.min(size, StoryGraph.MOST_NODES));
      for (StoryGraph.Node a : nodes) {
        assertThat(a.x()).isNotNegative();
        assertThat(a.x() + a.width()).isLessThanOrEqualTo(within);
        for (StoryGraph.Node b : nodes) {
          assertThat(a == b || apart(a, b)).as("%s and %s", a, b).isTrue();
        }
      }
    }
  }

  private static boolean apart(StoryGraph.Node a, StoryGraph.Node b) {
    return a.x() + a.width() < b.x()
        || b.x() + b.width() < a.x()
        || a.y() + a.height() < b.y()
        || b.y() + b.height() < a.y();
  }

  @Test
  void nodes_bothEnvironments_standAtTheirSide() {
    List<Signal> signals = Samples.crossing().signals();

    for (StoryGraph.Node node : new StoryGraph(Samples.crossing(), StoryGraph.Shape.WIDE).nodes()) {
      assertThat(node.right()).isEqualTo(Incident.fromQradar(signals.get(node.number() - 1)));
      assertThat(node.x() >= 360).isEqualTo(node.right());
    }
  }

  @Test
  void nodes_manyLoudSignalsOfOneSide_doNotHideTheOther() {
    List<Signal> signals = new ArrayList<>();
    signals.add(Samples.offense("quiet", 0, "quiet", 0));
    for (int i = 1; i < 60; i++) {
      signals.add(Samples.finding("loud" + i, i, "loud", "CRITICAL"));
    }
    Incident incident =
        new Incident("i", signals, List.of(), List.of(), Map.of(), Set.of(), Map.of());

    assertThat(new StoryGraph(incident, StoryGraph.Shape.WIDE).nodes())
        .hasSize(StoryGraph.MOST_NODES)
        .anyMatch(node -> node.number() == 1);
  }

  @Test
  void write_links_areThickerTheStrongerAndDescribed() throws IOException {
    StringBuilder out = new StringBuilder();
    new StoryGraph(Samples.crossing(), StoryGraph.Shape.WIDE).write(new HtmlWriter(out), 3);

    assertThat(out)
        .contains("role=\"img\"", "aria-labelledby=\"story-wide-3 story-text-wide-3\"")
        .contains("stroke-width=\"2.0\"", "stroke-width=\"3.4\"")
        .contains("7 signals from the cloud at the left, 3 from on premises")
        .contains("identity deploy-bot is the same person on both sides");
  }
}
