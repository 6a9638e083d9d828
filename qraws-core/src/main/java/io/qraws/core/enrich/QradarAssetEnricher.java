// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.qradar.Assets;
import io.qraws.core.qradar.QradarAsset;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads criticality and owner from QRadar's asset model, by address, one call each.
 *
 * <p>Criticality is the property {@code Weight}: 9 and 10 are CRITICAL, 7 and 8 HIGH, 4 to 6
 * MEDIUM, 1 to 3 LOW; 0 is what an asset has that nobody weighed, and says nothing. The steps are
 * QRAWS's own. Owners are properties whose names a deployment chooses. Where address ranges
 * overlap, an address belongs to an asset of each domain; unless a domain is set, it is then
 * unknown which is meant.
 *
 * <p>Safe for use by many threads.
 */
public final class QradarAssetEnricher implements Enricher {
  private final Assets assets;
  private final @Nullable Long domain;
  private final List<String> ownerProperties;
  private final Clock clock;

  private QradarAssetEnricher(Builder builder) {
    this.assets = builder.assets;
    this.domain = builder.domain;
    this.ownerProperties = builder.ownerProperties;
    this.clock = builder.clock;
  }

  /**
   * Starts with what it needs.
   *
   * @param assets of the caller's client, which needs the Assets permission
   */
  public static Builder builder(Assets assets) {
    return new Builder(assets);
  }

  @Override
  public String name() {
    return "qradar-assets";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return Set.of(ObservableKind.IP);
  }

  @Override
  public EnricherLimits limits() {
    return EnricherLimits.KEPT.withBatch(20).withTimeout(Duration.ofSeconds(10));
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    List<Enrichment> facts = new ArrayList<>();
    for (Observable observable : observables) {
      if (IpRange.address(observable.value()) != null) {
        read(observable, facts);
      }
    }
    return facts;
  }

  private void read(Observable observable, List<Enrichment> facts) {
    List<QradarAsset> found;
    try {
      found =
          assets.byAddress(observable.value()).stream()
              .filter(asset -> domain == null || domain.equals(domainOf(asset)))
              .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while QRadar was asked", e);
    }
    List<Long> domains = found.stream().map(QradarAssetEnricher::domainOf).distinct().toList();
    if (domains.size() > 1) {
      String why = "assets of the domains " + domains.stream().sorted().toList() + " have it";
      facts.add(new Enrichment(observable, Fact.ANY, why, false, name(), clock.instant()));
      return;
    }
    for (QradarAsset asset : found) {
      String detail = "QRadar asset " + asset.id();
      add(observable, Fact.CRITICALITY, criticality(asset), detail, facts);
      for (String property : ownerProperties) {
        String owner = asset.properties().getOrDefault(property, "").strip();
        add(observable, Fact.OWNER, owner, detail, facts);
      }
    }
  }

  private void add(
      Observable observable, Fact fact, String value, String detail, List<Enrichment> facts) {
    if (!value.isEmpty()) {
      facts.add(
          new Enrichment(observable, fact, value, true, name(), clock.instant())
              .withDetail(detail));
    }
  }

  /** Without domains it is 0 or not there. */
  private static Long domainOf(QradarAsset asset) {
    Long domain = asset.domainId();
    return domain == null ? 0L : domain;
  }

  private static String criticality(QradarAsset asset) {
    return switch (asset.properties().getOrDefault("Weight", "").strip()) {
      case "9", "10" -> "CRITICAL";
      case "7", "8" -> "HIGH";
      case "4", "5", "6" -> "MEDIUM";
      case "1", "2", "3" -> "LOW";
      default -> "";
    };
  }

  /** Gathers settings; not safe for several threads. */
  public static final class Builder {
    private final Assets assets;
    private @Nullable Long domain;
    private List<String> ownerProperties = List.of();
    private Clock clock = Clock.systemUTC();

    private Builder(Assets assets) {
      this.assets = requireNonNull(assets, "assets");
    }

    /** The one QRadar domain whose assets count. Default: all. */
    public Builder domain(long domain) {
      this.domain = domain;
      return this;
    }

    /** The names of the properties that hold an owner. Default: none. */
    public Builder ownerProperties(String... names) {
      this.ownerProperties = List.of(names);
      return this;
    }

    /** What tells the time of the facts. Default: the system's clock. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Makes the enricher. */
    public QradarAssetEnricher build() {
      return new QradarAssetEnricher(this);
    }
  }
}
