// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which AWS tags tell owner, criticality and environment. Case never matters. Immutable.
 *
 * <p>Where several keys of one fact are there, all their values are told. Tags are written by
 * whoever may tag: they are good for sorting work, and no proof.
 */
public final class TagKeys {
  private final List<String> ownerKeys;
  private final List<String> criticalityKeys;
  private final List<String> environmentKeys;

  private TagKeys(Builder builder) {
    this.ownerKeys = builder.ownerKeys;
    this.criticalityKeys = builder.criticalityKeys;
    this.environmentKeys = builder.environmentKeys;
  }

  /** The default names of keys. */
  public static TagKeys defaults() {
    return builder().build();
  }

  /** Starts with the default names of keys. */
  public static Builder builder() {
    return new Builder();
  }

  /** What some tags say of an observable. */
  List<Enrichment> facts(
      Map<String, String> tags, Observable observable, String provider, Instant time) {
    // A map that holds a key in two cases keeps the one that sorts last.
    Map<String, String> lower = new TreeMap<>();
    new TreeMap<>(tags).forEach((key, value) -> lower.put(lower(key), value));
    List<Enrichment> facts = new ArrayList<>();
    for (String owner : values(lower, ownerKeys)) {
      facts.add(new Enrichment(observable, Fact.OWNER, owner, true, provider, time));
    }
    for (String environment : values(lower, environmentKeys)) {
      facts.add(new Enrichment(observable, Fact.ENVIRONMENT, environment, true, provider, time));
    }
    for (String value : values(lower, criticalityKeys)) {
      criticality(value)
          .map(level -> new Enrichment(observable, Fact.CRITICALITY, level, true, provider, time))
          .ifPresent(facts::add);
    }
    return facts;
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

  /** Gathers the names of keys; not safe for several threads. */
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

    /** Makes the rules. */
    public TagKeys build() {
      return new TagKeys(this);
    }

    private static List<String> keys(String... keys) {
      return List.of(keys).stream().map(TagKeys::lower).distinct().toList();
    }
  }
}
