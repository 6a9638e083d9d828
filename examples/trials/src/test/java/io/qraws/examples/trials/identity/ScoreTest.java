// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.qraws.core.signal.ObservableKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
  private static final List<Label> LABELS =
      List.of(
          label("CORP\\ann", "ann", NameClass.DOWN_LEVEL),
          label("ann@corp.example", "ann", NameClass.UPN),
          label("CORP\\bob", "bob", NameClass.DOWN_LEVEL),
          label("bob@corp.example", "bob", NameClass.UPN));

  @Test
  void of_eachWithItsOwner_isPerfect() {
    Score score = Score.of(LABELS, name -> name.value().contains("ann") ? "a" : "b");
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.merges()).isEmpty();
    assertThat(score.misses()).isEmpty();
  }

  @Test
  void of_allPutTogether_costsPrecisionAndNamesTheMerges() {
    Score score = Score.of(LABELS, name -> "all");
    assertThat(score.precision()).isEqualTo(2 / 6.0);
    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.merges())
        .extracting(Score.Confusion::first, Score.Confusion::second, Score.Confusion::pairs)
        .containsExactlyInAnyOrder(
            tuple(NameClass.DOWN_LEVEL, NameClass.UPN, 2L),
            tuple(NameClass.DOWN_LEVEL, NameClass.DOWN_LEVEL, 1L),
            tuple(NameClass.UPN, NameClass.UPN, 1L));
    assertThat(score.merges()).allMatch(one -> one.example().contains("bob"));
  }

  @Test
  void of_oneNameAlone_costsRecallAndNamesTheMiss() {
    Score score =
        Score.of(
            LABELS,
            name -> name.value().equals("ann@corp.example") ? null : name.value().substring(5, 6));
    assertThat(score.misses())
        .extracting(Score.Confusion::first, Score.Confusion::second, Score.Confusion::pairs)
        .contains(tuple(NameClass.DOWN_LEVEL, NameClass.UPN, 2L));
    assertThat(score.recall()).isZero();
    assertThat(score.misses().get(0).example()).contains("CORP\\ann").contains("ann@corp.example");
  }

  @Test
  void of_nothingPutTogether_isPreciseAndFindsNothing() {
    Score score = Score.of(LABELS, name -> null);
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isZero();
  }

  /** Counting by groups against looking at each pair. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void of_randomAnswers_agreesWithEachPairLookedAt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NameClass[] classes = {NameClass.UPN, NameClass.MAIL, NameClass.HOST};
    List<Label> labels = new ArrayList<>();
    Map<Name, Object> answers = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      Label label = label("n" + i, "o" + random.nextInt(30), classes[random.nextInt(3)]);
      labels.add(label);
      if (random.nextInt(5) > 0) {
        answers.put(label.name(), random.nextInt(25));
      }
    }
    long one = 0;
    long together = 0;
    long both = 0;
    Map<String, Long> merges = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < i; j++) {
        Label a = labels.get(i);
        Label b = labels.get(j);
        Object under = answers.get(a.name());
        boolean put = under != null && under.equals(answers.get(b.name()));
        boolean is = a.owner().equals(b.owner());
        one += is ? 1 : 0;
        together += put ? 1 : 0;
        both += is && put ? 1 : 0;
        if (put && !is) {
          boolean turned = a.kind().compareTo(b.kind()) > 0;
          String key = turned ? b.kind() + " " + a.kind() : a.kind() + " " + b.kind();
          merges.merge(key, 1L, Long::sum);
        }
      }
    }
    Score score = Score.of(labels, answers::get);
    assertThat(List.of(score.one(), score.together(), score.both()))
        .isEqualTo(List.of(one, together, both));
    Map<String, Long> counted = new HashMap<>();
    score.merges().forEach(m -> counted.put(m.first() + " " + m.second(), m.pairs()));
    assertThat(counted).isEqualTo(merges);
    assertThat(score.merges()).noneMatch(confusion -> confusion.example().isEmpty());
    assertThat(score.misses()).noneMatch(confusion -> confusion.example().isEmpty());
  }

  private static Label label(String value, String owner, NameClass kind) {
    return new Label(new Name(ObservableKind.USER, value, Instant.EPOCH), owner, kind);
  }
}
