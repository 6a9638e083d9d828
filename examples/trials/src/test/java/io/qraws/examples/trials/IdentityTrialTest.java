// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.examples.trials.identity.FoldedNames;
import io.qraws.examples.trials.identity.Label;
import io.qraws.examples.trials.identity.Name;
import io.qraws.examples.trials.identity.NameClass;
import io.qraws.examples.trials.identity.ResolvedNames;
import io.qraws.examples.trials.identity.Resolver;
import io.qraws.examples.trials.identity.Score;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityTrialTest {
  private static final int PEOPLE = 300;
  private static IdentitySet set;
  private static List<Signal> signals;

  @BeforeAll
  static void make() throws IOException {
    set = IdentitySet.make(7, PEOPLE);
    signals = set.read();
  }

  @Test
  void make_sameSeed_sameSet() {
    assertThat(IdentitySet.make(7, PEOPLE)).isEqualTo(set);
    assertThat(IdentitySet.make(8, PEOPLE).labels()).isNotEqualTo(set.labels());
  }

  @Test
  void make_anySize_everyClassOfNameIsThere() {
    Set<NameClass> there =
        set.labels().stream()
            .map(Label::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(NameClass.class)));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(there))).isEmpty();
  }

  /** What no signal shows nobody could have found. */
  @Test
  void read_everyDocument_isASignalAndEveryLabelIsSeen() {
    IdentityTrial.check(signals, set.labels());
    Label unseen =
        new Label(new Name(ObservableKind.USER, "nobody", Instant.EPOCH), "x", NameClass.UPN);
    assertThatThrownBy(() -> IdentityTrial.check(signals, List.of(unseen)))
        .hasMessageContaining("nobody");
  }

  /** A name that two own at one moment would be wrong whatever the answer. */
  @Test
  void make_anyNameAtAMoment_isOneOwners() {
    Map<Name, String> owners = new HashMap<>();
    for (Label label : set.labels()) {
      String other = owners.putIfAbsent(label.name(), label.owner());
      assertThat(other == null || other.equals(label.owner())).as("%s", label).isTrue();
    }
  }

  /** Whose a name is that two have for good, nothing in the set could tell. */
  @Test
  void make_anyNameThatDoesNotPassOn_isOneOwners() {
    Map<String, String> owners = new HashMap<>();
    for (Label label : set.labels()) {
      if (!Company.PASSING.contains(label.kind())) {
        String name = label.name().kind() + label.name().value().toLowerCase(Locale.ROOT);
        String other = owners.putIfAbsent(name, label.owner());
        assertThat(other == null || other.equals(label.owner())).as("%s", label).isTrue();
      }
    }
  }

  /** The truth itself must pass, or nothing can. */
  @Test
  void judge_theTruth_isPerfect() {
    Score score = IdentityTrial.judge(truth(Map.of()), signals, set);
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isEqualTo(1);
  }

  @Test
  void judge_twoPeopleMadeOne_isSeen() {
    List<String> people = owners(NameClass.DOWN_LEVEL);
    Score score = IdentityTrial.judge(truth(Map.of(people.get(0), people.get(1))), signals, set);
    assertThat(score.precision()).isLessThan(1);
    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.merges().get(0).example()).contains(people.get(0)).contains(people.get(1));
  }

  @Test
  void judge_onePersonsHostForgotten_isSeen() {
    String person = owners(NameClass.HOST).get(0);
    Resolver forgetful =
        (all, directory, table) -> {
          Map<Name, String> owners = byName();
          return name ->
              name.kind() == ObservableKind.HOST && person.equals(owners.get(name))
                  ? null
                  : owners.get(name);
        };
    Score score = IdentityTrial.judge(forgetful, signals, set);
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isLessThan(1);
    assertThat(score.misses())
        .allMatch(one -> one.first() == NameClass.HOST || one.second() == NameClass.HOST);
  }

  /** If spelling alone were enough, the set would prove nothing. */
  @Test
  void judge_namesSpelledAlike_isNotEnough() {
    Score score = IdentityTrial.judge(new FoldedNames(), signals, set);
    assertThat(score.recall()).isLessThan(0.5);
    assertThat(score.precision()).isLessThan(0.99);
  }

  @Test
  void run_resolver_passes() throws IOException {
    Options options = Options.of("identity", "--seed", "7", "people=" + PEOPLE);
    Trials.Verdict verdict = new IdentityTrial(options, new ResolvedNames()).run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }

  @Test
  void run_naiveRule_fails() throws IOException {
    Options options = Options.of("identity", "--seed", "7", "people=150");
    Trials.Verdict verdict = new IdentityTrial(options, new FoldedNames()).run();
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.measures())
        .matches("seed=7 names=\\d+ precision=0\\.\\d{4} recall=0\\.\\d{4}");
  }

  @Test
  void run_truth_passes() throws IOException {
    Options options = Options.of("identity", "--seed", "7", "people=" + PEOPLE);
    assertThat(new IdentityTrial(options, truth(Map.of())).run().passed()).isTrue();
  }

  /** Whose each name is, but that some people pass for others. */
  private static Resolver truth(Map<String, String> passes) {
    Map<Name, String> owners = byName();
    owners.replaceAll((name, owner) -> passes.getOrDefault(owner, owner));
    return (all, directory, table) -> owners::get;
  }

  private static Map<Name, String> byName() {
    Map<Name, String> owners = new HashMap<>();
    set.labels().forEach(label -> owners.put(label.name(), label.owner()));
    return owners;
  }

  private static List<String> owners(NameClass kind) {
    List<String> owners = new ArrayList<>();
    set.labels().stream()
        .filter(label -> label.kind() == kind)
        .map(Label::owner)
        .distinct()
        .forEach(owners::add);
    return owners;
  }
}
