// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every enricher must do. A plug-in's test extends this, says how its enricher is made, and
 * names observables that it knows; the tests need JUnit and AssertJ.
 */
public abstract class EnricherContract {
  private static final Instant EPOCH = Instant.EPOCH;

  /** For those who extend it. */
  protected EnricherContract() {}

  /** Makes the enricher, ready to answer; what it talks to is the test's. */
  protected abstract Enricher enricher() throws Exception;

  /** Observables that it has a fact about, at least one. */
  protected abstract Set<Observable> known();

  /**
   * Signals that the facts stand in, for an enricher that reads them.
   *
   * @return none unless overridden
   */
  protected List<Signal> signals() {
    return List.of();
  }

  private List<Enrichment> ask(Enricher enricher, Set<Observable> observables) {
    boolean kept = !enricher.limits().freshFor().isZero();
    return enricher.enrich(
        Collections.unmodifiableSet(observables), kept ? List.of() : List.copyOf(signals()));
  }

  /** The same facts found out at another time are the same answer. */
  private static Set<Enrichment> timeless(List<Enrichment> facts) {
    return facts.stream()
        .map(
            one ->
                new Enrichment(
                        one.observable(),
                        one.fact(),
                        one.value(),
                        one.known(),
                        one.provider(),
                        EPOCH)
                    .withDetail(one.detail()))
        .collect(Collectors.toSet());
  }

  @Test
  void nameKindsAndLimits_neverChange() throws Exception {
    Enricher enricher = enricher();
    assertThat(enricher.name()).matches("[a-z0-9][a-z0-9._-]{0,39}").isEqualTo(enricher.name());
    assertThat(enricher.kinds()).isNotEmpty().isEqualTo(enricher.kinds());
    assertThat(enricher.limits()).isEqualTo(enricher.limits());
    assertThat(enricher.limits().timeout()).isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void enrich_known_hasFactsThatBearItsName() throws Exception {
    Enricher enricher = enricher();
    List<Enrichment> facts = ask(enricher, known());
    assertThat(facts)
        .allSatisfy(
            one -> {
              assertThat(one.provider()).isEqualTo(enricher.name());
              assertThat(one.value()).isNotBlank();
              assertThat(one.known()).as("known: %s", one).isTrue();
            });
    assertThat(facts).extracting(Enrichment::observable).containsAll(known()).isSubsetOf(known());
    assertThat(facts.stream().collect(Collectors.groupingBy(Enrichment::observable)).values())
        .allSatisfy(own -> assertThat(own).hasSizeLessThanOrEqualTo(64));
  }

  @Test
  void enrich_nothing_isNothing() throws Exception {
    assertThat(ask(enricher(), Set.of())).isEmpty();
  }

  @Test
  void enrich_again_saysTheSame() throws Exception {
    Enricher enricher = enricher();
    assertThat(timeless(ask(enricher, known()))).isEqualTo(timeless(ask(enricher, known())));
  }

  @Test
  void enrich_hostileValues_sayNothingFalseAndSpoilNothing() throws Exception {
    Enricher enricher = enricher();
    Set<Observable> asked = new LinkedHashSet<>();
    for (ObservableKind kind : enricher.kinds()) {
      for (String value : hostile()) {
        asked.add(new Observable(kind, value, Role.TARGET));
      }
    }
    Set<Observable> hostile = Set.copyOf(asked);
    asked.addAll(known());
    List<Enrichment> facts = new ArrayList<>();
    List<Observable> all = List.copyOf(asked);
    int batch = enricher.limits().batch();
    for (int from = 0; from < all.size(); from += batch) {
      facts.addAll(
          ask(
              enricher,
              new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + batch)))));
    }
    assertThat(facts).extracting(Enrichment::observable).isSubsetOf(asked).containsAll(known());
    assertThat(facts)
        .filteredOn(one -> hostile.contains(one.observable()))
        .as("facts about values that nothing has")
        .noneMatch(Enrichment::known);
  }

  /** Values that no inventory has, each of which has broken some program. */
  private static List<String> hostile() {
    return List.of(
        "x".repeat(100_000),
        "' OR '1'='1' --",
        "\"); DROP TABLE assets; --",
        "${jndi:ldap://192.0.2.1/a}",
        "a\r\nb: c",
        "\u0000",
        "\uD800",
        "../../../etc/passwd",
        "%s%n%x",
        "<script>alert(1)</script>",
        "arn:",
        "arn:aws:::::::::",
        "*",
        "%",
        "999.999.999.999",
        "fe80::1%eth0",
        "١٢٣");
  }

  @Test
  void enrich_fullBatch_isTaken() throws Exception {
    Enricher enricher = enricher();
    Observable like = known().iterator().next();
    Set<Observable> asked = new LinkedHashSet<>(known());
    IntStream.range(0, Math.min(enricher.limits().batch(), 1000) - asked.size())
        .forEach(i -> asked.add(new Observable(like.kind(), "none-such-" + i, like.role())));
    assertThat(ask(enricher, asked)).extracting(Enrichment::observable).containsAll(known());
  }

  @Test
  void enrich_fromManyThreads_agrees() throws Exception {
    Enricher enricher = enricher();
    Set<Enrichment> alone = timeless(ask(enricher, known()));
    List<CompletableFuture<Set<Enrichment>>> together =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> timeless(ask(enricher, known()))))
            .toList();
    assertThat(together).allSatisfy(one -> assertThat(one.join()).isEqualTo(alone));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void enrich_interrupted_endsAndDoesNotHideIt() throws Exception {
    Enricher enricher = enricher();
    Thread.currentThread().interrupt();
    try {
      ask(enricher, known());
      assertThat(Thread.currentThread().isInterrupted()).as("still interrupted").isTrue();
    } catch (RuntimeException e) {
      // To fail is as good: it becomes an unknown.
    } finally {
      Thread.interrupted();
    }
  }
}
