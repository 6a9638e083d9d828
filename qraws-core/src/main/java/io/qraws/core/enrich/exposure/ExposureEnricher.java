// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.EnricherLimits;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says of resources and addresses whether they are open to the internet: {@link Fact#EXPOSURE} with
 * {@code EXPOSED} or {@code NOT_EXPOSED}, or unknown with what is missing.
 *
 * <p>What is none of ours, such as an address that no network interface has, gets no fact. A fact's
 * detail is the path that proves it; {@link #exposures} gives it apart. As safe for several threads
 * as the items are.
 */
public final class ExposureEnricher implements Enricher {
  private final ExposureFinder finder;
  private final Clock clock;

  /**
   * Over a finder.
   *
   * @param finder judges
   * @param clock tells the time of the facts
   */
  public ExposureEnricher(ExposureFinder finder, Clock clock) {
    this.finder = requireNonNull(finder, "finder");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "exposure";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return Set.of(ObservableKind.RESOURCE, ObservableKind.IP);
  }

  /** One question takes several calls: for the thing, then for what stands around it. */
  @Override
  public EnricherLimits limits() {
    return EnricherLimits.KEPT.withTimeout(Duration.ofSeconds(15));
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    Instant now = clock.instant();
    List<Enrichment> facts = new ArrayList<>();
    exposures(observables)
        .forEach(
            (observable, exposure) -> {
              boolean known = exposure.state() != Exposure.State.UNKNOWN;
              String value = known ? exposure.state().name() : exposure.reason();
              facts.add(
                  new Enrichment(observable, Fact.EXPOSURE, value, known, name(), now)
                      .withDetail(known ? exposure.detail() : ""));
            });
    return List.copyOf(facts);
  }

  /**
   * The same with the paths.
   *
   * @param observables of any kind; those of other kinds are passed over
   * @return in the order given, without those of which nothing can be said
   */
  public Map<Observable, Exposure> exposures(Set<Observable> observables) {
    Set<String> resources = new LinkedHashSet<>();
    Set<String> addresses = new LinkedHashSet<>();
    for (Observable observable : observables) {
      switch (observable.kind()) {
        case RESOURCE -> resources.add(observable.value());
        case IP -> addresses.add(observable.value());
        default -> {}
      }
    }
    Map<String, Exposure> ofResources = finder.resources(resources);
    Map<String, Exposure> ofAddresses = finder.addresses(addresses);
    Map<Observable, Exposure> found = new LinkedHashMap<>();
    for (Observable observable : observables) {
      boolean address = observable.kind() == ObservableKind.IP;
      boolean resource = observable.kind() == ObservableKind.RESOURCE;
      Exposure exposure =
          address
              ? ofAddresses.get(observable.value())
              : resource ? ofResources.get(observable.value()) : null;
      if (exposure != null) {
        found.put(observable, exposure);
      }
    }
    return found;
  }
}
