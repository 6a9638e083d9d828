// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HypothesesTest {
  private static final Hypotheses HYPOTHESES = Hypotheses.of(HuntCatalog.builtIn(), Cases.ALL);

  /** Discovery and persistence were seen: rights lie between, the log-in before. */
  private static Incident between() {
    return Cases.incident(
        Cases.call("e1", 0, "CreateUser", Cases.principal("ann"), Cases.source("198.51.100.7")),
        Cases.call("e2", 10, "ListUsers", Cases.principal("ann")));
  }

  @Test
  void about_stagesWithAGap_ranksWhatIsMissingFirst() {
    List<Hypothesis> all = HYPOTHESES.about(between(), 1000);
    assertThat(between().stages()).containsExactly(Tactic.PERSISTENCE, Tactic.DISCOVERY);
    Hypothesis rights = find(all, "rights-raised");
    assertThat(rights.reasons())
        .contains(
            "Privilege Escalation is missing between Persistence and Discovery, which were seen");
    assertThat(all.indexOf(rights)).isLessThan(8);
    assertThat(rights.likelihood()).isGreaterThan(find(all, "trust-changed").likelihood());
  }

  @Test
  void about_anyIncident_tellsWhatCameBeforeAndWhatComesNext() {
    List<Hypothesis> ten = HYPOTHESES.about(between(), 15);
    assertThat(ten).hasSize(15);
    assertThat(ten)
        .extracting(one -> one.hunt().direction())
        .contains(Direction.BEFORE, Direction.AFTER);
    assertThat(ten).isSortedAccordingTo((a, b) -> Double.compare(b.likelihood(), a.likelihood()));
  }

  @Test
  void about_whatTheIncidentShowsItself_isLessLikelyToTellMore() {
    List<Hypothesis> all = HYPOTHESES.about(between(), 1000);
    Hypothesis created = find(all, "user-created");
    assertThat(created.reasons()).contains("the incident itself shows CreateUser");
    assertThat(created.likelihood()).isLessThan(find(all, "access-key-created").likelihood());
  }

  @Test
  void about_aCallThatFailed_doesNotCountAsShown() {
    Incident denied =
        Cases.incident(Cases.call("e1", 0, "CreateUser", "AccessDenied", Cases.principal("ann")));
    assertThat(find(HYPOTHESES.about(denied, 1000), "user-created").reasons())
        .noneMatch(reason -> reason.startsWith("the incident itself shows"));
  }

  @Test
  void about_anIncidentOfOneSide_asksTheOtherSide() {
    assertThat(
            find(
                    HYPOTHESES.about(
                        Cases.incident(Cases.call("e1", 0, "CreateUser", Cases.user("ann"))), 1000),
                    "vpn-logon")
                .reasons())
        .contains("the incident has an AWS part and no QRadar part");
    assertThat(
            find(
                    HYPOTHESES.about(
                        Cases.incident(Cases.offense(7, 0, "Phishing", Cases.user("ann"))), 1000),
                    "secrets-read")
                .reasons())
        .contains("the incident has a QRadar part and no AWS part");
  }

  @Test
  void about_whatTheIncidentDoesNotShow_isNotAsked() {
    List<Hypothesis> all =
        HYPOTHESES.about(
            Cases.incident(Cases.offense(7, 0, "Scan", Cases.source("198.51.100.7"))), 1000);
    assertThat(all).isNotEmpty();
    assertThat(all)
        .extracting(one -> one.hunt().id())
        .contains("address-rejected", "calls-denied")
        .doesNotContain("rights-raised", "hash-elsewhere", "bucket-read");
  }

  @Test
  void about_anIncidentThatShowsNothing_givesNothing() {
    assertThat(HYPOTHESES.about(Cases.incident(Cases.offense(7, 0, "Odd")), 10)).isEmpty();
  }

  @Test
  void about_targetsThatAreNotSet_areNotAsked() {
    Hypotheses athena =
        Hypotheses.of(
            HuntCatalog.builtIn(),
            QueryTargets.builder()
                .cloudTrail("cloudtrail_logs", DayPartition.none())
                .withoutQradar()
                .build());
    List<Hypothesis> all = athena.about(Cases.everything(), 1000);
    assertThat(all).isNotEmpty();
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.hunt().source()).isEqualTo(HuntSource.API_CALLS);
              assertThat(one.queries())
                  .extracting(HuntQuery::dialect)
                  .containsExactly(Dialect.ATHENA);
              assertThat(one.queries().get(0).text())
                  .contains("FROM \"cloudtrail_logs\" WHERE (eventtime >= ");
            });
  }

  @Test
  void about_eachDirection_looksThatWay() {
    Instant first = Cases.NINE;
    Instant last = Cases.NINE.plus(Duration.ofMinutes(10));
    for (Hypothesis one : HYPOTHESES.about(between(), 1000)) {
      Duration window = one.hunt().window();
      for (HuntQuery query : one.queries()) {
        boolean before = one.hunt().direction() != Direction.AFTER;
        boolean after = one.hunt().direction() != Direction.BEFORE;
        assertThat(query.from()).isEqualTo(before ? first.minus(window) : first);
        assertThat(query.to()).isEqualTo(after ? last.plus(window) : first);
      }
    }
  }

  /** An incident that went on for months must not become a query over months. */
  @Test
  void about_aLongIncident_looksAtItsLastMonthOnly() {
    Incident months =
        Cases.incident(
            Cases.call("e1", -200_000, "CreateUser", Cases.principal("ann")),
            Cases.call("e2", 0, "ListUsers", Cases.principal("ann")));
    assertThat(HYPOTHESES.about(months, 1000))
        .flatExtracting(Hypothesis::queries)
        .allSatisfy(
            query ->
                assertThat(Duration.between(query.from(), query.to()))
                    .isLessThanOrEqualTo(Duration.ofDays(93)));
  }

  @Test
  void about_signalsWithoutATime_stillGivesQueries() {
    long minutes = Duration.between(Instant.EPOCH, Cases.NINE).toMinutes();
    Incident old =
        Cases.incident(Cases.call("e1", (int) -minutes, "CreateUser", Cases.principal("ann")));
    assertThat(old.firstSeen()).isEqualTo(Instant.EPOCH);
    assertThat(HYPOTHESES.about(old, 1000))
        .flatExtracting(Hypothesis::queries)
        .allSatisfy(query -> assertThat(query.from()).isAfterOrEqualTo(Instant.EPOCH));
  }

  @Test
  void about_manyValues_takesThoseThatMostSignalsShow() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      signals.add(
          Cases.call(
              "e" + i, i, "ListUsers", Cases.source("203.0.113." + i), Cases.principal("ann")));
    }
    signals.add(Cases.call("often1", 70, "ListUsers", Cases.source("203.0.113.200")));
    signals.add(Cases.call("often2", 71, "ListUsers", Cases.source("203.0.113.200")));
    Hypothesis rejected =
        find(HYPOTHESES.about(Incident.of("inc", signals), 1000), "address-rejected");
    assertThat(rejected.about()).hasSize(5).first().isEqualTo("203.0.113.200");
    assertThat(TrinoSql.parse(rejected.queries().get(0).text()).texts())
        .contains("203.0.113.200")
        .hasSize(2 + Bindings.MOST - 1);
  }

  @Test
  void about_signalsInAnyOrder_givesTheSame() {
    List<Signal> signals = new ArrayList<>(Cases.everything().signals());
    for (int i = 0; i < 20; i++) {
      signals.add(
          Cases.call("x" + i, i, "GetObject", Cases.user("u" + i), Cases.source("192.0.2." + i)));
    }
    List<Hypothesis> once = HYPOTHESES.about(Incident.of("inc", signals), 1000);
    Collections.shuffle(signals, new Random(5));
    assertThat(HYPOTHESES.about(Incident.of("inc", signals), 1000)).isEqualTo(once);
  }

  @Test
  void about_noneAskedFor_isRefused() {
    assertThatThrownBy(() -> HYPOTHESES.about(between(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void about_keysThatWereHandedOut_asksForTheirUse() {
    Incident issued =
        Cases.incident(
            Cases.call(
                "e1",
                0,
                "CreateAccessKey",
                Cases.principal("ann"),
                Cases.seen(ObservableKind.ACCESS_KEY, "AKIAI44QH8DHBEXAMPLE", Role.TARGET)));
    Hypothesis used = find(HYPOTHESES.about(issued, 1000), "issued-key-used");
    assertThat(used.about()).containsExactly("AKIAI44QH8DHBEXAMPLE");
    assertThat(used.queries().get(1).text())
        .contains("(useridentity.accesskeyid = 'AKIAI44QH8DHBEXAMPLE')");
  }

  private static Hypothesis find(List<Hypothesis> all, String id) {
    return all.stream().filter(one -> one.hunt().id().equals(id)).findFirst().orElseThrow();
  }
}
