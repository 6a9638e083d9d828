// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.ActorEnricher;
import io.qraws.core.enrich.Enrichers;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.ExploitabilityEnricher;
import io.qraws.core.enrich.IndicatorList;
import io.qraws.core.enrich.Indicators;
import io.qraws.core.enrich.InventoryEnricher;
import io.qraws.core.enrich.TagEnricher;
import io.qraws.core.enrich.ThreatEnricher;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalSet;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Prints what enriching the shipped day costs when nothing is kept yet. */
final class DayEnrichmentTest {

  private static List<Incident> incidents() throws IOException {
    SignalSet set = new SignalSet();
    SignalReader reader = SignalReader.create();
    for (String name : InputFiles.day()) {
      try (InputStream in = InputFiles.dayFile(name)) {
        reader.read(
            name,
            in,
            new ReadListener() {
              @Override
              public void signal(Signal signal) {
                set.add(signal);
              }

              @Override
              public void rejected(Rejected rejected) {}
            });
      }
    }
    Instant last = set.signals().stream().map(Signal::time).max(Instant::compareTo).orElseThrow();
    return IncidentCorrelator.create().correlate(set.signals(), last);
  }

  @Test
  void enrich_shippedDay_coldLocalProviders() throws IOException {
    List<Incident> incidents = incidents();
    long start = System.nanoTime();
    Clock clock = Clock.fixed(Instant.parse("2026-03-17T12:00:00Z"), ZoneOffset.UTC);
    List<Enrichment> facts = new ArrayList<>();
    try (InputStream assets = InputFiles.dayFile("assets.csv");
        Enrichers enrichers =
            Enrichers.builder()
                .enricher(
                    InventoryEnricher.ofCsv(
                        new InputStreamReader(assets, StandardCharsets.UTF_8), clock))
                .enricher(TagEnricher.create())
                .enricher(ActorEnricher.builder(clock).ownAccounts(Set.of("111122223333")).build())
                .enricher(new ExploitabilityEnricher(null, null, clock))
                .enricher(
                    new ThreatEnricher(
                        Indicators.builder()
                            .add(IndicatorList.threat("scanners"), "198.51.100.0/24", null)
                            .build(),
                        clock))
                .clock(clock)
                .build()) {
      for (Incident incident : incidents) {
        facts.addAll(enrichers.enrich(incident.observables(), incident.signals()));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "enriching %d incidents with cold local providers: %d facts in %d ms%n",
        incidents.size(),
        facts.size(),
        (System.nanoTime() - start) / 1_000_000);
    assertThat(facts).extracting(Enrichment::provider).contains("inventory", "actors");
    assertThat(facts).noneMatch(fact -> fact.fact() == Enrichment.Fact.ANY);
  }
}
