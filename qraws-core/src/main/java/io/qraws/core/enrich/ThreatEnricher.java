// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says which lists name an observable: {@link Fact#THREAT} for each list of threats, {@link
 * Fact#BENIGN} for each allow list, with the list's name and in brackets the entry, as in {@code
 * scanners (198.51.100.0/24)}.
 *
 * <p>Where both name it, both are told: an allow list never erases a threat, since a known service
 * may be abused; how they weigh against each other is the scorer's to say. For each list, only the
 * narrowest entry is told. That no list names a value says nothing of it, so then there is no fact.
 *
 * <p>It answers for addresses, domains, hosts, file hashes and users; signals show no URLs as
 * observables, for which {@link Indicators#find} is there. Immutable. Its answers are not kept, so
 * that an entry ends with its expiry.
 */
public final class ThreatEnricher implements Enricher {
  private static final Map<ObservableKind, IndicatorKind> KINDS =
      new EnumMap<>(
          Map.of(
              ObservableKind.IP, IndicatorKind.ADDRESS,
              ObservableKind.DOMAIN, IndicatorKind.DOMAIN,
              ObservableKind.HOST, IndicatorKind.DOMAIN,
              ObservableKind.FILE_HASH, IndicatorKind.FILE_HASH,
              ObservableKind.USER, IndicatorKind.USER));

  private final Indicators indicators;
  private final Clock clock;

  /**
   * With the indicators of all lists.
   *
   * @param indicators where to look
   * @param clock tells which entries have expired, and the time of the facts
   */
  public ThreatEnricher(Indicators indicators, Clock clock) {
    this.indicators = requireNonNull(indicators, "indicators");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "threat-lists";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return Set.copyOf(KINDS.keySet());
  }

  /** Never: an entry may expire. */
  @Override
  public EnricherLimits limits() {
    return EnricherLimits.UNKEPT;
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    Instant now = clock.instant();
    List<Enrichment> facts = new ArrayList<>();
    for (Observable observable : observables) {
      IndicatorKind kind = KINDS.get(observable.kind());
      if (kind == null) {
        continue;
      }
      Set<IndicatorList> told = new HashSet<>();
      for (Indicators.Match match : indicators.find(kind, observable.value(), now)) {
        if (told.add(match.list())) {
          Fact fact = match.list().benign() ? Fact.BENIGN : Fact.THREAT;
          String value = match.list().name() + " (" + match.entry() + ")";
          facts.add(new Enrichment(observable, fact, value, true, name(), now));
        }
      }
    }
    return List.copyOf(facts);
  }
}
