// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ExposureEnricherTest {
  private static final Instant NOW = Instant.parse("2026-03-17T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Nested
  class Contract extends EnricherContract {
    @Override
    protected Enricher enricher() {
      return ExposureEnricherTest.enricher(Net.of(""));
    }

    @Override
    protected Set<Observable> known() {
      return Set.of(resource("i-1"));
    }
  }

  @Test
  void enrich_path_isTheDetail() {
    assertThat(enricher(Net.of("")).enrich(set(resource("i-1")), List.of()))
        .extracting(Enrichment::detail)
        .containsExactly("igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22");
  }

  @Test
  void enrich_resourcesAndAddresses_givesStatesAndReasons() {
    Net net = Net.of("eni-2 subnet-1 sg-2 private; sg-2 none; i-2 running eni-2; i-3 weird eni-1");
    Set<Observable> observables =
        set(
            resource("i-1"),
            resource("arn:aws:ec2:eu-central-1:111122223333:instance/i-2"),
            resource("i-3"),
            address("10.0.1.2"),
            address("203.0.113.9"),
            new Observable(ObservableKind.USER, "i-1", Role.TARGET));
    List<Enrichment> facts = enricher(net).enrich(observables, List.of());
    assertThat(facts)
        .extracting(e -> e.observable().value() + " " + e.known() + " " + e.value())
        .containsExactly(
            "i-1 true EXPOSED",
            "arn:aws:ec2:eu-central-1:111122223333:instance/i-2 true NOT_EXPOSED",
            "i-3 false i-3: its state is not known",
            "10.0.1.2 true NOT_EXPOSED");
    assertThat(facts)
        .allSatisfy(
            e -> {
              assertThat(e.fact()).isEqualTo(Fact.EXPOSURE);
              assertThat(e.time()).isEqualTo(NOW);
              assertThat(e.provider()).isEqualTo("exposure");
            });
  }

  @Test
  void exposures_sameValueInTwoRoles_answersBoth() {
    Observable target = resource("i-1");
    Observable actor = new Observable(ObservableKind.RESOURCE, "i-1", Role.ACTOR);
    Map<Observable, Exposure> found = enricher(Net.of("")).exposures(set(target, actor));
    assertThat(found.keySet()).containsExactly(target, actor);
    assertThat(found.get(actor).detail()).isEqualTo("igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22");
  }

  /** The number of rounds follows the length of the way, not the number of resources. */
  @Test
  void exposures_manyInstances_askForAllAtOnce() {
    StringBuilder statements = new StringBuilder();
    Set<Observable> observables = new LinkedHashSet<>();
    for (int i = 2; i < 60; i++) {
      statements.append("eni-%d subnet-1 sg-1 private; i-%d running eni-%d;".formatted(i, i, i));
      observables.add(resource("i-" + i));
    }
    Net net = Net.of(statements.toString());
    List<Integer> rounds = new ArrayList<>();
    ConfigItems counting =
        wanted -> {
          rounds.add(wanted.size());
          return net.find(wanted);
        };
    Map<Observable, Exposure> found = enricher(counting).exposures(observables);
    assertThat(found.values())
        .allMatch(exposure -> exposure.state() == Exposure.State.NOT_EXPOSED)
        .hasSize(58);
    assertThat(rounds).hasSizeLessThanOrEqualTo(6);
  }

  /** A source that answers nothing at all leaves everything unknown. */
  @Test
  void exposures_sourceWithoutAnswers_isUnknown() {
    Observable one = resource("i-1");
    assertThat(enricher(wanted -> Map.of()).exposures(Set.of(one)).get(one).detail())
        .isEqualTo("i-1: there was no answer");
  }

  @Test
  void ofSnapshot_file_isRead() {
    StringBuilder json = new StringBuilder("{\"fileVersion\":\"1.0\",\"configurationItems\":[");
    Net.of("").json().forEach(item -> json.append(item).append(','));
    json.setCharAt(json.length() - 1, ']');
    ItemsAtHand items = ItemsAtHand.ofSnapshot(json + "}", Set.of());
    Observable one = resource("i-1");
    assertThat(enricher(items).exposures(Set.of(one)).get(one).exposed()).isTrue();
    assertThatThrownBy(() -> ItemsAtHand.ofSnapshot("{}", Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Names come from outside; what can be no name is never asked for. */
  @Test
  void exposures_hostileNames_areNotAsked() {
    List<Wanted> asked = new ArrayList<>();
    ConfigItems items =
        wanted -> {
          asked.addAll(wanted);
          return Map.of();
        };
    Set<Observable> observables =
        set(
            resource("x' OR resourceType = 'AWS::S3::Bucket"),
            resource("a\nb"),
            resource("arn:aws:s3:::a'b/c"),
            resource("arn:aws:iam::111122223333:role/r"),
            resource("arn:aws:ec2:eu-central-1:111122223333:instance/x"),
            address("10.0.0.0/8"),
            address("not an address"));
    assertThat(enricher(items).exposures(observables)).isEmpty();
    assertThat(asked).isEmpty();
  }

  private static ExposureEnricher enricher(ConfigItems items) {
    return new ExposureEnricher(new ExposureFinder(items, PublicBlock.NONE), CLOCK);
  }

  private static Observable resource(String value) {
    return new Observable(ObservableKind.RESOURCE, value, Role.TARGET);
  }

  private static Observable address(String value) {
    return new Observable(ObservableKind.IP, value, Role.SOURCE);
  }

  private static Set<Observable> set(Observable... observables) {
    return new LinkedHashSet<>(List.of(observables));
  }
}
