// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.IdentityResolver;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DailyHuntTest {
  private static final DailyHunt HUNT =
      DailyHunt.of(Hypotheses.of(HuntCatalog.builtIn(), Cases.ALL));

  /** Each is too little for an incident: a look at a secret, a copy, and a denied call. */
  private static List<Signal> weak() {
    return List.of(
        Cases.call("w1", 0, "GetSecretValue", Cases.user("eve"), Cases.principal("eve")),
        Cases.call("w2", 9, "CreateSnapshot", Cases.user("eve")),
        Cases.call("w3", 12, "CreateUser", "AccessDenied", Cases.user("eve")));
  }

  /** What everybody does all day. */
  private static List<Signal> noise() {
    List<Signal> noise = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      noise.add(
          Cases.call(
              "n" + i, i, "GetSecretValue", Cases.user("user" + i), Cases.principal("user" + i)));
    }
    return noise;
  }

  @Test
  void leads_weakSignalsOfOne_areOneLeadWithQueries() {
    List<Signal> day = new ArrayList<>(noise());
    day.addAll(weak());
    List<Incident> incidents =
        IncidentCorrelator.create().correlate(day, Cases.NINE.plus(Duration.ofDays(1)));
    assertThat(incidents).isEmpty();
    List<Lead> leads = HUNT.leads(day, incidents);
    assertThat(leads).hasSize(1);
    Lead lead = leads.get(0);
    assertThat(lead.subject()).isEqualTo("user:eve");
    assertThat(lead.signals()).extracting(Signal::id).containsExactly("w1", "w2", "w3");
    assertThat(lead.reasons())
        .contains("CreateUser (failed), 1 time, seen of 1 subject")
        .contains("GetSecretValue, 1 time, seen of 41 subjects");
    assertThat(lead.hypotheses()).hasSize(3);
    assertThat(lead.hypotheses())
        .allSatisfy(one -> assertThat(one.queries()).isNotEmpty())
        .allSatisfy(one -> assertThat(one.about()).contains("eve"));
  }

  @Test
  void leads_signalsOfAnIncident_areNone() {
    Incident incident = Incident.of("inc", weak());
    assertThat(HUNT.leads(weak(), List.of(incident))).isEmpty();
  }

  @Test
  void leads_whatManyDo_areNone() {
    assertThat(HUNT.leads(noise(), List.of())).isEmpty();
  }

  /** An administrator who does the same each hour is at work. */
  @Test
  void leads_whatOneDoesInManyHours_isNone() {
    List<Signal> habit = new ArrayList<>();
    List<Signal> burst = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      habit.add(Cases.call("h" + i, 60 * i, "CreateUser", Cases.user("adam")));
      burst.add(Cases.call("b" + i, i, "CreateUser", Cases.user("adam")));
    }
    assertThat(HUNT.leads(habit, List.of())).isEmpty();
    assertThat(HUNT.leads(burst, List.of())).hasSize(1);
  }

  @Test
  void leads_signalsThatNameNobody_areGroupedByAddress() {
    List<Signal> day =
        List.of(
            Cases.call("a1", 0, "ListBuckets", "AccessDenied", Cases.source("198.51.100.9")),
            Cases.call("a2", 1, "ListUsers", "AccessDenied", Cases.source("198.51.100.9")),
            Cases.call("a3", 2, "GetSecretValue", "AccessDenied"));
    assertThat(HUNT.leads(day, List.of()))
        .singleElement()
        .extracting(Lead::subject)
        .isEqualTo("ip:198.51.100.9");
  }

  /** Names that one identity has on both sides are one subject where a resolver says so. */
  @Test
  void leads_withIdentities_areGroupedByIdentity() {
    List<Signal> day =
        List.of(
            Cases.call(
                "k1",
                0,
                "CreateAccessKey",
                Cases.user("eve"),
                Cases.principal("eve"),
                Cases.seen(ObservableKind.USER, "eve", Role.TARGET),
                Cases.seen(ObservableKind.ACCESS_KEY, "AKIAI44QH8DHBEXAMPLE", Role.TARGET)),
            Cases.call("k2", 9, "GetSecretValue", Cases.key("AKIAI44QH8DHBEXAMPLE")));
    IdentityResolver resolver =
        IdentityResolver.builder(Clock.fixed(Cases.NINE, ZoneOffset.UTC)).build();
    day.forEach(resolver::learn);
    List<Lead> leads = HUNT.identities(resolver).leads(day, List.of());
    assertThat(leads).isNotEmpty();
    String own = resolver.resolve(Cases.user("eve"), Cases.NINE).id();
    assertThat(leads.get(0).subject()).isEqualTo(own);
  }

  @Test
  void leads_inAnyOrder_areTheSame() {
    List<Signal> day = new ArrayList<>(noise());
    day.addAll(weak());
    day.add(Cases.call("x", 4, "StopLogging", Cases.user("mallory")));
    List<Lead> once = HUNT.leads(day, List.of());
    assertThat(once).hasSize(2);
    assertThat(once.get(0).weight()).isGreaterThanOrEqualTo(once.get(1).weight());
    Collections.shuffle(day, new Random(3));
    assertThat(HUNT.leads(day, List.of())).isEqualTo(once);
  }

  @Test
  void leads_moreThanAskedFor_areTheStrongest() {
    List<Signal> day = new ArrayList<>(weak());
    day.add(Cases.call("x", 4, "StopLogging", Cases.user("mallory")));
    List<Lead> two = HUNT.leads(day, List.of());
    List<Lead> one = HUNT.atMost(1, 1).leads(day, List.of());
    assertThat(two).hasSize(2);
    assertThat(one).singleElement().extracting(Lead::subject).isEqualTo(two.get(0).subject());
    assertThat(one.get(0).hypotheses()).hasSize(1);
  }

  @Test
  void atMost_outsideItsRanges_isRefused() {
    for (int[] bad : new int[][] {{0, 1}, {1_001, 1}, {1, 0}, {1, 101}}) {
      assertThatThrownBy(() -> HUNT.atMost(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
