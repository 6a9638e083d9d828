// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceTest {
  private static final Name USER = new Name(Name.Kind.USER, "ann");

  private static Name key(int i) {
    return new Name(Name.Kind.KEY, "AKIA%04d".formatted(i));
  }

  /** Against the definition: of all that ever came, the facts with the latest last times. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void add_moreThanItHolds_keepsThoseSeenLast(long seed) {
    Random random = new Random(seed);
    Evidence evidence = new Evidence(100);
    Map<Name, Long> last = new TreeMap<>();
    for (int i = 0; i < 3000; i++) {
      Name key = key(random.nextInt(400));
      long second = random.nextInt(100_000);
      evidence.add(Fact.USED_AS, key, USER, Instant.ofEpochSecond(second), "e" + i);
      last.merge(key, second, Math::max);
    }
    Set<Name> expected = new TreeSet<>();
    last.entrySet().stream()
        .sorted(Map.Entry.<Name, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(100)
        .forEach(entry -> expected.add(entry.getKey()));
    Set<Name> held = new TreeSet<>();
    evidence.to(USER, Fact.USED_AS).forEach(fact -> held.add(fact.from()));
    assertThat(held).isEqualTo(expected);
    assertThat(evidence.size()).isEqualTo(100);
    assertThat(last.keySet())
        .allSatisfy(
            key ->
                assertThat(evidence.from(key, Fact.USED_AS))
                    .hasSize(expected.contains(key) ? 1 : 0));
  }

  /** What tells the provenance must not be whichever came first. */
  @Test
  void add_twoSourcesAtOneTime_namesTheSameInAnyOrder() {
    for (List<String> order : List.of(List.of("a", "b"), List.of("b", "a"))) {
      Evidence evidence = new Evidence(100);
      order.forEach(source -> evidence.add(Fact.USED_AS, key(1), USER, World.NINE, source));
      assertThat(evidence.from(key(1), Fact.USED_AS).iterator().next().source()).isEqualTo("a");
    }
  }

  /** A name is found by its likes as long as one fact holds it, and no longer. */
  @Test
  void alike_nameWhoseFactsLeft_isForgotten() {
    Evidence evidence = new Evidence(2);
    Name other = new Name(Name.Kind.USER, "corp\\a.n.n");
    evidence.add(Fact.SEEN, other, other, World.at(0), "e1");
    evidence.add(Fact.NAMED, key(1), other, World.at(1), "e2");
    assertThat(evidence.alike(USER)).containsExactly(other);
    evidence.add(Fact.USED_AS, key(2), key(3), World.at(2), "e3");
    assertThat(evidence.alike(USER)).containsExactly(other);
    evidence.add(Fact.USED_AS, key(2), key(4), World.at(3), "e4");
    assertThat(evidence.alike(USER)).isEmpty();
    assertThat(evidence.domainUsers("corp")).isEmpty();
  }
}
