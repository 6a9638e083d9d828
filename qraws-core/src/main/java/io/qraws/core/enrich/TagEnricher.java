// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads owner, criticality and environment from the AWS tags that stand in the signals themselves.
 *
 * <p>The tags of a finding or a configuration change speak of its targets, and of a resource that
 * is its actor. Immutable.
 */
public final class TagEnricher implements Enricher {
  private static final Set<ObservableKind> KINDS =
      Set.copyOf(
          EnumSet.of(
              ObservableKind.RESOURCE,
              ObservableKind.HOST,
              ObservableKind.IP,
              ObservableKind.USER,
              ObservableKind.PRINCIPAL));

  private final List<String> ownerKeys;
  private final List<String> criticalityKeys;
  private final List<String> environmentKeys;

  private TagEnricher(Builder builder) {
    this.ownerKeys = builder.ownerKeys;
    this.criticalityKeys = builder.criticalityKeys;
    this.environmentKeys = builder.environmentKeys;
  }

  /** With the default names of keys. */
  public static TagEnricher create() {
    return builder().build();
  }

  /** Starts with the default names of keys. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "tags";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return KINDS;
  }

  /** Never: what it says stands in the signals. */
  @Override
  public EnricherLimits limits() {
    return EnricherLimits.UNKEPT;
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    Set<Enrichment> found = new LinkedHashSet<>();
    for (Signal signal : signals) {
      Map<String, String> tags = tags(signal);
      if (!tags.isEmpty()) {
        signal.observables().stream()
            .filter(observable -> observables.contains(observable) && described(observable))
            .forEach(observable -> read(tags, observable, signal, found));
      }
    }
    return List.copyOf(found);
  }

  private void read(
      Map<String, String> tags, Observable observable, Signal signal, Set<Enrichment> found) {
    values(tags, ownerKeys)
        .forEach(value -> found.add(fact(observable, Fact.OWNER, value, signal)));
    values(tags, environmentKeys)
        .forEach(value -> found.add(fact(observable, Fact.ENVIRONMENT, value, signal)));
    values(tags, criticalityKeys).stream()
        .flatMap(value -> criticality(value).stream())
        .forEach(value -> found.add(fact(observable, Fact.CRITICALITY, value, signal)));
  }

  private Enrichment fact(Observable observable, Fact fact, String value, Signal signal) {
    return new Enrichment(observable, fact, value, true, name(), signal.time());
  }

  private static boolean described(Observable observable) {
    return observable.role() == Role.TARGET
        || (observable.role() == Role.ACTOR && observable.kind() == ObservableKind.RESOURCE);
  }

  private static List<String> values(Map<String, String> tags, List<String> keys) {
    List<String> values = new ArrayList<>();
    for (String key : keys) {
      String value = tags.get(key);
      if (value != null && !value.isBlank()) {
        values.add(value.strip());
      }
    }
    return values;
  }

  /** Ignoring case; a map that holds a key in two cases keeps the one that sorts last. */
  private static Map<String, String> tags(Signal signal) {
    Map<String, String> sent = Map.of();
    if (signal instanceof Finding finding) {
      sent = finding.tags();
    } else if (signal instanceof ConfigChange change) {
      sent = change.tags();
    }
    Map<String, String> lower = new TreeMap<>();
    new TreeMap<>(sent).forEach((key, value) -> lower.put(lower(key), value));
    return lower;
  }

  /** A word, or a tier from 0 (the most critical) to 4; a tier such as {@code web} says nothing. */
  private static Optional<String> criticality(String value) {
    String word = lower(value).replaceFirst("^tier[ _-]?", "");
    return switch (word) {
      case "critical", "0", "1" -> Optional.of("CRITICAL");
      case "high", "2" -> Optional.of("HIGH");
      case "medium", "3" -> Optional.of("MEDIUM");
      case "low", "4" -> Optional.of("LOW");
      default -> Optional.empty();
    };
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Gathers the names of keys; not safe for several threads. Case never matters. */
  public static final class Builder {
    private List<String> ownerKeys = List.of("owner", "team");
    private List<String> criticalityKeys = List.of("criticality", "tier");
    private List<String> environmentKeys = List.of("env", "environment", "stage");

    private Builder() {}

    /** The keys of who answers for it. Default: owner, team. */
    public Builder ownerKeys(String... keys) {
      this.ownerKeys = keys(keys);
      return this;
    }

    /** The keys of how critical it is. Default: criticality, tier. */
    public Builder criticalityKeys(String... keys) {
      this.criticalityKeys = keys(keys);
      return this;
    }

    /** The keys of where it runs. Default: env, environment, stage. */
    public Builder environmentKeys(String... keys) {
      this.environmentKeys = keys(keys);
      return this;
    }

    /** Makes the enricher. */
    public TagEnricher build() {
      return new TagEnricher(this);
    }

    private static List<String> keys(String... keys) {
      return List.of(keys).stream().map(TagEnricher::lower).distinct().toList();
    }
  }
}
