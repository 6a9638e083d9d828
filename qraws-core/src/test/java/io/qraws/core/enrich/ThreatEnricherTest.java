// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ThreatEnricherTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IndicatorList SCANNERS = IndicatorList.threat("scanners");
  private static final IndicatorList CDN = IndicatorList.benign("a CDN");

  private static Observable seen(ObservableKind kind, String value) {
    return new Observable(kind, value, Role.SOURCE);
  }

  private static ThreatEnricher at(Instant time, Indicators.Builder builder) {
    return new ThreatEnricher(builder.build(), Clock.fixed(time, ZoneOffset.UTC));
  }

  private static Indicators.Builder lists() {
    return Indicators.builder()
        .add(SCANNERS, "198.51.100.0/24", null)
        .add(SCANNERS, "198.51.100.7", NOW)
        .add(CDN, "198.51.0.0/16", null)
        .add(SCANNERS, ".bad.example", null)
        .add(SCANNERS, "00112233445566778899aabbccddeeff", null)
        .add(SCANNERS, "eve@bad.example", null);
  }

  /** An allow list that erased threats would hide an abused service. */
  @Nested
  class Contract extends EnricherContract {
    @Override
    protected Enricher enricher() {
      return at(NOW, lists());
    }

    @Override
    protected Set<Observable> known() {
      return Set.of(
          seen(ObservableKind.IP, "198.51.100.9"), seen(ObservableKind.HOST, "a.bad.example"));
    }
  }

  @Test
  void enrich_threatWithinAKnownService_tellsBoth() {
    Observable address = seen(ObservableKind.IP, "198.51.100.7");
    ThreatEnricher enricher = at(NOW.minusSeconds(1), lists());

    assertThat(enricher.enrich(Set.of(address), List.of()))
        .containsExactly(
            fact(address, Fact.THREAT, "scanners (198.51.100.7)", NOW.minusSeconds(1)),
            fact(address, Fact.BENIGN, "a CDN (198.51.0.0/16)", NOW.minusSeconds(1)));
  }

  @Test
  void enrich_expiredEntry_tellsTheRangeAroundIt() {
    Observable address = seen(ObservableKind.IP, "198.51.100.7");

    assertThat(at(NOW, lists()).enrich(Set.of(address), List.of()))
        .containsExactly(
            fact(address, Fact.THREAT, "scanners (198.51.100.0/24)", NOW),
            fact(address, Fact.BENIGN, "a CDN (198.51.0.0/16)", NOW));
  }

  @Test
  void enrich_eachKind_isAnsweredAndOnlyThat() {
    Set<Observable> observables = new LinkedHashSet<>();
    observables.add(seen(ObservableKind.DOMAIN, "www.bad.example"));
    observables.add(seen(ObservableKind.HOST, "bad.example"));
    observables.add(seen(ObservableKind.FILE_HASH, "00112233445566778899AABBCCDDEEFF"));
    observables.add(seen(ObservableKind.USER, "Eve@bad.example"));
    observables.add(seen(ObservableKind.IP, "203.0.113.1"));
    observables.add(seen(ObservableKind.RESOURCE, "bad.example"));
    ThreatEnricher enricher = at(NOW, lists());

    assertThat(enricher.enrich(observables, List.of()))
        .extracting(Enrichment::value)
        .containsExactly(
            "scanners (.bad.example)",
            "scanners (.bad.example)",
            "scanners (00112233445566778899aabbccddeeff)",
            "scanners (eve@bad.example)");
    assertThat(enricher.kinds()).doesNotContain(ObservableKind.RESOURCE);
    assertThat(enricher.limits().freshFor()).isZero();
  }

  private static Enrichment fact(Observable observable, Fact fact, String value, Instant time) {
    return new Enrichment(observable, fact, value, true, "threat-lists", time);
  }
}
