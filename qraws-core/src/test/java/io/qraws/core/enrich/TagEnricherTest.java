// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.core.testing.EnricherContract;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TagEnricherTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private static SignalHeader header(ObservableKind kind, String value, Role role) {
    return SignalHeader.builder("a", Format.ASFF, new SourceRef("test", 0), Raw.of("{}"))
        .time(NOON)
        .observable(kind, value, role)
        .build();
  }

  private static Finding finding(Map<String, String> tags, SignalHeader header) {
    return new Finding(
        header, "X", "", Finding.State.ACTIVE, false, NOON, null, List.of(), tags, Map.of());
  }

  private static List<String> facts(TagEnricher tags, Signal signal) {
    return tags.enrich(new LinkedHashSet<>(signal.observables()), List.of(signal)).stream()
        .map(e -> e.fact() + "=" + e.value())
        .toList();
  }

  private static final SignalHeader TARGET = header(ObservableKind.RESOURCE, "i-0abc", Role.TARGET);

  @Test
  void enrich_tagsInAnyCase_giveFactsWithTheSignalsTime() {
    Finding finding = finding(Map.of("OWNER", "team-a", "Tier", "tier-1", "Stage", "dev"), TARGET);
    assertThat(facts(TagEnricher.create(), finding))
        .containsExactly("OWNER=team-a", "ENVIRONMENT=dev", "CRITICALITY=CRITICAL");
    Observable target = finding.observables().get(0);
    assertThat(TagEnricher.create().enrich(Set.of(target), List.of(finding)))
        .allMatch(e -> e.time().equals(NOON) && e.observable().equals(target));
  }

  @Nested
  class Contract extends EnricherContract {
    private final Finding finding = finding(Map.of("owner", "team-a"), TARGET);

    @Override
    protected Enricher enricher() {
      return TagEnricher.create();
    }

    @Override
    protected Set<Observable> known() {
      return Set.copyOf(finding.observables());
    }

    @Override
    protected List<Signal> signals() {
      return List.of(finding);
    }
  }

  @Test
  void enrich_configChange_isReadToo() {
    ConfigChange change =
        new ConfigChange(TARGET, "T", "i", "", "", Map.of("env", "prod"), Map.of());
    assertThat(facts(TagEnricher.create(), change)).containsExactly("ENVIRONMENT=prod");
  }

  @Test
  void enrich_otherRoles_areNotDescribed() {
    Map<String, String> tags = Map.of("owner", "team-a");
    assertThat(
            facts(
                TagEnricher.create(),
                finding(tags, header(ObservableKind.IP, "203.0.113.1", Role.SOURCE))))
        .isEmpty();
    assertThat(
            facts(
                TagEnricher.create(),
                finding(tags, header(ObservableKind.USER, "alice", Role.ACTOR))))
        .isEmpty();
    assertThat(
            facts(
                TagEnricher.create(),
                finding(tags, header(ObservableKind.RESOURCE, "i-0abc", Role.ACTOR))))
        .containsExactly("OWNER=team-a");
  }

  @Test
  void enrich_tierThatIsNoLevelAndBlankTag_sayNothing() {
    assertThat(facts(TagEnricher.create(), finding(Map.of("tier", "web", "owner", " "), TARGET)))
        .isEmpty();
  }

  @Test
  void builder_ownKeys_replaceTheDefaults() {
    TagEnricher tags = TagEnricher.of(TagKeys.builder().ownerKeys("CostCenter").build());
    assertThat(facts(tags, finding(Map.of("costcenter", "c1", "owner", "o"), TARGET)))
        .containsExactly("OWNER=c1");
    assertThat(tags.limits().freshFor()).isZero();
  }
}
