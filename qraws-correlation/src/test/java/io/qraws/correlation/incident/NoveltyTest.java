// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static io.qraws.correlation.incident.Samples.call;
import static io.qraws.correlation.incident.Samples.ip;
import static io.qraws.correlation.incident.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoveltyTest {
  @Test
  void unusual_oneCallFromElsewhere() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      signals.add(call("c" + i, i, "ListThings", user("ann"), ip("198.51.100.7")));
    }
    signals.add(call("away", 31, "ListThings", user("ann"), ip("203.0.113.9")));
    assertThat(unusual(signals)).containsExactly("away");
  }

  /** A build runner has another address each time, so that no address of his is news. */
  @Test
  void unusual_callsFromEverywhere_none() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      signals.add(call("c" + i, i, "ListThings", user("runner"), ip("198.51." + i + ".7")));
    }
    assertThat(unusual(signals)).isEmpty();
  }

  @Test
  void unusual_fewCalls_none() {
    assertThat(unusual(List.of(call("c", 0, "ListThings", user("ann"), ip("203.0.113.9")))))
        .isEmpty();
  }

  private static List<String> unusual(List<Signal> signals) {
    Novelty novelty = new Novelty();
    signals.forEach(novelty::count);
    return signals.stream().filter(novelty::unusual).map(Signal::id).toList();
  }
}
