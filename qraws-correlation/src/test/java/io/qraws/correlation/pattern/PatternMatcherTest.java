// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static io.qraws.correlation.pattern.Signals.NINE;
import static io.qraws.correlation.pattern.Signals.call;
import static io.qraws.correlation.pattern.Signals.catalog;
import static io.qraws.correlation.pattern.Signals.event;
import static io.qraws.correlation.pattern.Signals.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternMatcherTest {
  private static final PatternCatalog AB = two("temporal_ordered", "");

  /** Without an SSO log-in in the ten minutes before, by the same user. */
  private static final PatternCatalog ABSENT = two("temporal_ordered", "condition: b and not a");

  private static PatternCatalog two(String type, String condition) {
    return catalog(
        step("A")
            + step("B")
            + """
            title: Two
            correlation:
                type: %s
                rules: [a, b]
                group-by: [actor.user]
                timespan: 10m
                %s
            """
                .formatted(type, condition));
  }

  private static PatternCatalog counting(String type, String condition) {
    return catalog(
        step("A")
            + """
            title: Many
            correlation:
                type: %s
                rules: [a]
                group-by: [actor.user]
                timespan: 10m
                condition: %s
            """
                .formatted(type, condition));
  }

  private static Signal of(String user, String operation, int second) {
    return call(operation + second, second, operation, "user=" + user);
  }

  private static List<String> found(PatternCatalog catalog, Signal... signals) {
    return PatternMatcher.match(catalog, List.of(signals)).stream().map(Signals::shown).toList();
  }

  @Test
  void match_stepsInOrder_areFound() {
    assertThat(found(AB, of("ann", "A", 0), of("ann", "B", 5))).containsExactly("A0|B5");
    assertThat(found(AB, of("ann", "B", 0), of("ann", "A", 5))).isEmpty();
  }

  /** What the steps share is compared as identities are: the domain and the case do not count. */
  @Test
  void match_userInTwoSpellings_isOneGroup() {
    assertThat(found(AB, of("CORP\\Ann", "A", 0), of("ann@corp.example", "B", 5))).hasSize(1);
    assertThat(found(AB, of("ann", "A", 0), of("bob", "B", 5))).isEmpty();
  }

  @Test
  void match_withoutTheSharedField_isNotFound() {
    assertThat(found(AB, call("A0", 0, "A"), call("B5", 5, "B"))).isEmpty();
  }

  @Test
  void match_atTheEndOfTheSpan_isFoundAndBehindItNot() {
    assertThat(found(AB, of("ann", "A", 0), of("ann", "B", 600))).hasSize(1);
    assertThat(found(AB, of("ann", "A", 0), of("ann", "B", 601))).isEmpty();
  }

  /** Records have whole seconds, and scripts do several things in one. */
  @Test
  void match_stepsAtOneTime_areInOrder() {
    assertThat(found(AB, of("ann", "B", 5), of("ann", "A", 5))).containsExactly("A5|B5");
  }

  @Test
  void match_again_onlyWhenTheSpanIsOver() {
    assertThat(
            found(
                AB,
                of("ann", "A", 0),
                of("ann", "B", 5),
                of("ann", "A", 10),
                of("ann", "B", 600),
                of("ann", "A", 601),
                of("ann", "B", 602)))
        .containsExactly("A0|B5", "A601|B602");
  }

  @Test
  void match_temporal_takesAnyOrder() {
    PatternCatalog any = two("temporal", "");
    assertThat(found(any, of("ann", "B", 0), of("ann", "A", 5))).containsExactly("A5|B0");
    PatternCatalog one = two("temporal", "condition: {gte: 1}");
    assertThat(found(one, of("ann", "B", 0))).containsExactly("B0");
  }

  @Test
  void match_absent_isFoundOnlyWhereNothingCameBefore() {
    assertThat(found(ABSENT, of("ann", "B", 700))).containsExactly("B700");
    assertThat(found(ABSENT, of("ann", "A", 99), of("ann", "B", 700))).containsExactly("B700");
    assertThat(found(ABSENT, of("ann", "A", 100), of("ann", "B", 700))).isEmpty();
    assertThat(found(ABSENT, of("ann", "A", 700), of("ann", "B", 700))).isEmpty();
    assertThat(found(ABSENT, of("bob", "A", 699), of("ann", "B", 700))).containsExactly("B700");
    assertThat(found(ABSENT, of("ann", "B", 700), of("ann", "A", 701))).containsExactly("B700");
  }

  @Test
  void match_absentOfTemporal_countsInAllOfTheSpanUntilThen() {
    PatternCatalog absent = two("temporal", "condition: b and not a");
    assertThat(found(absent, of("ann", "A", 100), of("ann", "B", 700))).isEmpty();
    assertThat(found(absent, of("ann", "A", 99), of("ann", "B", 700))).containsExactly("B700");
  }

  @Test
  void match_absentBetweenSteps_endsWhatWasBegun() {
    PatternCatalog between =
        catalog(
            step("A")
                + step("B")
                + step("C")
                + """
                title: Not undone
                correlation:
                    type: temporal_ordered
                    rules: [a, c, b]
                    group-by: [actor.user]
                    timespan: 10m
                    condition: a and b and not c
                """);
    assertThat(found(between, of("ann", "A", 0), of("ann", "C", 1), of("ann", "B", 2))).isEmpty();
    assertThat(found(between, of("ann", "C", 0), of("ann", "A", 1), of("ann", "B", 2)))
        .containsExactly("A1|B2");
    assertThat(
            found(
                between,
                of("ann", "A", 0),
                of("ann", "C", 1),
                of("ann", "A", 2),
                of("ann", "B", 3)))
        .containsExactly("A2|B3");
  }

  /** The absent signal comes after the one that it must not stand before, but in time. */
  @Test
  void add_absentSignalLateWithinTheDisorder_isSeen() {
    PatternMatcher matcher = PatternMatcher.builder().disorder(Duration.ofMinutes(5)).build(ABSENT);
    List<PatternMatch> found = new ArrayList<>();
    found.addAll(matcher.add(of("ann", "B", 700), NINE.plusSeconds(700)));
    found.addAll(matcher.add(of("bob", "A", 999), NINE.plusSeconds(999)));
    found.addAll(matcher.add(of("ann", "A", 699), NINE.plusSeconds(1_000)));
    found.addAll(matcher.finish());
    assertThat(found).isEmpty();
    assertThat(matcher.stats().late()).isZero();
  }

  @Test
  void add_signalLaterThanTheDisorder_isLeftOutAndTold() {
    PatternMatcher matcher = PatternMatcher.builder().disorder(Duration.ofMinutes(5)).build(ABSENT);
    List<PatternMatch> found = new ArrayList<>();
    found.addAll(matcher.add(of("ann", "B", 700), NINE.plusSeconds(700)));
    found.addAll(matcher.add(of("bob", "A", 1_001), NINE.plusSeconds(1_001)));
    found.addAll(matcher.add(of("ann", "A", 699), NINE.plusSeconds(1_002)));
    assertThat(found).hasSize(1);
    assertThat(matcher.stats().late()).isOne();
  }

  /** A sender whose clock is a year ahead must not make all others late. */
  @Test
  void add_signalFromTheFuture_doesNotMakeOthersLate() {
    PatternMatcher matcher = PatternMatcher.builder().build(AB);
    List<PatternMatch> found = new ArrayList<>();
    found.addAll(matcher.add(of("ann", "A", 0), NINE));
    found.addAll(matcher.add(of("eve", "B", 31_536_000), NINE.plusSeconds(1)));
    found.addAll(matcher.add(of("ann", "B", 5), NINE.plusSeconds(5)));
    found.addAll(matcher.finish());
    assertThat(found).extracting(Signals::shown).containsExactly("A0|B5");
    assertThat(matcher.stats().late()).isZero();
  }

  @Test
  void match_eventCount_isFoundAtItsThresholdOnceInASpan() {
    PatternCatalog three = counting("event_count", "{gt: 2}");
    Signal[] burst = new Signal[9];
    for (int i = 0; i < burst.length; i++) {
      burst[i] = of("ann", "A", 10 * i);
    }
    assertThat(found(three, burst)).containsExactly("A0 A10 A20");
    assertThat(found(three, of("ann", "A", 0), of("ann", "A", 300), of("ann", "A", 601))).isEmpty();
  }

  /** QRadar puts like events together; a burst must not look small for that. */
  @Test
  void match_coalescedEvents_countAsOftenAsTheySay() {
    PatternCatalog failures =
        catalog(
            """
            title: Failed
            name: failed
            logsource: {product: qradar, service: event}
            detection:
                selection: {title: Login failed}
                condition: selection
            ---
            title: Many failed
            correlation:
                type: event_count
                rules: [failed]
                group-by: [actor.user]
                timespan: 10m
                condition: {gte: 10}
            """);
    assertThat(found(failures, event("e", 0, "Login failed", "user=ann", "count=10"))).hasSize(1);
    assertThat(found(failures, event("e", 0, "Login failed", "user=ann", "count=9"))).isEmpty();
  }

  @Test
  void match_valueCount_countsDifferentValuesAndShowsTheLatestOfEach() {
    PatternCatalog three = counting("value_count", "{field: source.ip, gte: 3}");
    Signal[] calls = {
      call("a", 0, "A", "user=ann", "ip=192.0.2.1"),
      call("b", 1, "A", "user=ann", "ip=192.0.2.1"),
      call("c", 2, "A", "user=ann", "ip=192.0.2.2"),
      call("d", 3, "A", "user=ann"),
      call("e", 4, "A", "user=ann", "ip=192.0.2.3")
    };
    assertThat(found(three, calls)).containsExactly("b c e");
  }

  /** A match of one correlation is a step of another, and shares what it was grouped by. */
  @Test
  void match_correlationOfACorrelation_isFound() {
    PatternCatalog chained =
        catalog(
            step("A")
                + step("B")
                + """
                title: Many
                name: many
                correlation:
                    type: event_count
                    rules: [a]
                    group-by: [actor.user]
                    timespan: 1m
                    condition: {gte: 2}
                ---
                title: Many, then one
                correlation:
                    type: temporal_ordered
                    rules: [many, b]
                    group-by: [actor.user]
                    timespan: 10m
                """);
    List<PatternMatch> found =
        PatternMatcher.match(
            chained, List.of(of("ann", "A", 0), of("ann", "A", 9), of("ann", "B", 600)));
    assertThat(found).extracting(Signals::shown).containsExactly("A0 A9|B600");
    assertThat(found.get(0).shared()).containsExactly(Map.entry("actor.user", "ann"));
    assertThat(found.get(0).steps())
        .extracting(PatternMatch.Step::title)
        .containsExactly("Many", "B");
    assertThat(found.get(0).first()).isEqualTo(NINE);
    assertThat(found.get(0).last()).isEqualTo(NINE.plusSeconds(600));
  }

  /** A rule that no other refers to is a pattern of one step. */
  @Test
  void match_ruleAlone_isFoundEachTime() {
    assertThat(found(catalog(step("A")), of("ann", "A", 0), of("ann", "A", 1)))
        .containsExactly("A0", "A1");
  }

  @Test
  void add_moreGroupsThanFit_forgetsTheOldestAndTellsIt() {
    PatternMatcher matcher =
        PatternMatcher.builder().disorder(Duration.ZERO).capacity(100).build(AB);
    List<PatternMatch> found = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      found.addAll(matcher.add(of("u" + i, "A", i), NINE.plusSeconds(i)));
      assertThat(matcher.stats().held()).isLessThanOrEqualTo(101);
    }
    found.addAll(matcher.add(of("u0", "B", 500), NINE.plusSeconds(500)));
    found.addAll(matcher.add(of("u499", "B", 500), NINE.plusSeconds(500)));
    found.addAll(matcher.finish());
    assertThat(found).extracting(match -> match.shared().get("actor.user")).containsExactly("u499");
    assertThat(matcher.stats().forgotten()).isGreaterThan(400);
  }

  @Test
  void add_moreWaitingThanFit_isLookedAtEarlyAndTold() {
    PatternMatcher matcher = PatternMatcher.builder().capacity(10).build(AB);
    for (int i = 0; i < 50; i++) {
      matcher.add(of("u" + i, "A", i), NINE.plusSeconds(i));
    }
    assertThat(matcher.stats().hurried()).isEqualTo(40);
    matcher.add(of("ann", "A", 39), NINE.plusSeconds(50));
    assertThat(matcher.stats().late()).isOne();
  }

  /** A state that no later signal can complete is not kept. */
  @Test
  void add_longAfterTheSpan_nothingIsHeld() {
    PatternMatcher matcher = PatternMatcher.builder().disorder(Duration.ZERO).build(AB);
    for (int i = 0; i < 100; i++) {
      matcher.add(of("u" + i, "A", i), NINE.plusSeconds(i));
    }
    matcher.add(of("late", "A", 10_000), NINE.plusSeconds(10_000));
    matcher.finish();
    assertThat(matcher.stats().held()).isEqualTo(2);
  }

  @Test
  void add_sameSignalTwice_countsOnce() {
    PatternCatalog two = counting("event_count", "{gte: 2}");
    assertThat(found(two, of("ann", "A", 0), of("ann", "A", 0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "P91D"})
  void disorder_outOfRange_isRefused(String disorder) {
    assertThatThrownBy(() -> PatternMatcher.builder().disorder(Duration.parse(disorder)))
        .hasMessageContaining("disorder must be 0 to 90 days");
  }

  @Test
  void capacity_zero_isRefused() {
    assertThatThrownBy(() -> PatternMatcher.builder().capacity(0))
        .hasMessage("capacity must be at least 1: 0");
  }

  @Test
  void add_timesAtTheEndsOfTime_doNotFail() {
    PatternMatcher matcher = PatternMatcher.builder().build(AB);
    for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
      Signal signal = of("ann", "A", 0);
      matcher.add(
          signal.withHeader(
              new SignalHeader(
                  "at" + time,
                  signal.format(),
                  time,
                  "",
                  signal.severity(),
                  null,
                  null,
                  List.of(),
                  signal.observables(),
                  signal.source(),
                  signal.raw())),
          Instant.MAX);
    }
    assertThat(matcher.finish()).isEmpty();
  }
}
