// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  private final TagKeys keys;

  private TagEnricher(TagKeys keys) {
    this.keys = requireNonNull(keys, "keys");
  }

  /** With the default names of keys. */
  public static TagEnricher create() {
    return of(TagKeys.defaults());
  }

  /**
   * With other names of keys.
   *
   * @param keys which tags tell what
   */
  public static TagEnricher of(TagKeys keys) {
    return new TagEnricher(keys);
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
            .forEach(o -> found.addAll(keys.facts(tags, o, name(), signal.time())));
      }
    }
    return List.copyOf(found);
  }

  private static boolean described(Observable observable) {
    return observable.role() == Role.TARGET
        || (observable.role() == Role.ACTOR && observable.kind() == ObservableKind.RESOURCE);
  }

  private static Map<String, String> tags(Signal signal) {
    if (signal instanceof Finding finding) {
      return finding.tags();
    }
    return signal instanceof ConfigChange change ? change.tags() : Map.of();
  }
}
