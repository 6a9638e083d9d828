// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static io.qraws.correlation.baseline.Shop.OFFICE;
import static io.qraws.correlation.baseline.Shop.at;
import static io.qraws.correlation.baseline.Shop.person;
import static io.qraws.correlation.baseline.Shop.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.GeoPlace;
import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaselineTest {
  private static final int DAYS = 21;
  private static final double RATE = 1e-3;
  private static final String STRANGE = "192.0.2.200";

  private static final byte[] LEARNED = learn();

  private final Shop shop = new Shop(2);

  /** Learning takes a second, and each test begins with the same. */
  private static byte[] learn() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new Shop(1).learned(Baseline.builder(), DAYS).save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private Baseline learned() throws IOException {
    return Baseline.builder().alarmRate(RATE).restore(new ByteArrayInputStream(LEARNED));
  }

  private ApiCall attack(int day, int minute) {
    return shop.call(service(3), "iam", "CreateUser", STRANGE, at(day, 11, minute));
  }

  @Test
  void observe_nothingLearned_raisesNothing() {
    Baseline baseline = Baseline.create();
    assertThat(baseline.observe(attack(0, 0))).isEmpty();
    assertThat(baseline.stats().pendingDays()).isOne();
  }

  @Test
  void observe_operationNobodyEverUsed_isFirstSeenAndTellsWhatIsUsual() throws IOException {
    Baseline baseline = learned();
    ApiCall attack = attack(DAYS, 0);
    Anomaly anomaly = baseline.observe(attack).orElseThrow();
    assertThat(anomaly.probability()).isPositive().isLessThanOrEqualTo(RATE);
    assertThat(anomaly.time()).isEqualTo(attack.time());
    assertThat(anomaly.observables()).isEqualTo(attack.observables());
    assertThat(anomaly.observed()).contains("first-seen", "iam:CreateUser", "192.0.2.0/24");
    assertThat(anomaly.expected()).contains("s3:", "on " + DAYS + " days");
    assertThat(anomaly.title()).contains("role-shop-3");
    assertThat(anomaly.types()).allMatch(type -> type.endsWith("/first-seen"));
  }

  @Test
  void observe_whatIsUsual_raisesNothing() throws IOException {
    Baseline baseline = learned();
    assertThat(
            baseline.observe(
                shop.call(service(0), "s3", "GetObject", "203.0.113.0", at(DAYS, 3, 0))))
        .isEmpty();
    assertThat(
            baseline.observe(shop.call(person(0), "ec2", "DescribeThing1", OFFICE, at(DAYS, 9, 0))))
        .isEmpty();
  }

  @Test
  void observe_sameDoingAgain_isOneAnomaly() throws IOException {
    Baseline baseline = learned();
    List<Anomaly> raised = new ArrayList<>();
    for (int minute = 0; minute < 50; minute++) {
      baseline.observe(attack(DAYS, minute)).ifPresent(raised::add);
    }
    // That there are so many is another thing to tell.
    assertThat(raised).filteredOn(anomaly -> !anomaly.feature().equals("volume")).hasSize(1);
    assertThat(raised).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void learn_whatIncidentsHold_staysUnusual() throws IOException {
    Baseline baseline = learned();
    for (int day = DAYS; day < DAYS + 5; day++) {
      ApiCall attack = attack(day, 0);
      Optional<Anomaly> raised = baseline.observe(attack);
      assertThat(raised).as("day " + day).isPresent();
      // Once the call itself is in the incident, once the anomaly alone.
      Signal held = day % 2 == 0 ? attack : raised.orElseThrow();
      baseline.learn(at(day + 1, 0, 0), List.of(held));
    }
  }

  @Test
  void learn_whatNoIncidentHolds_becomesUsual() throws IOException {
    Baseline baseline = learned();
    int raised = 0;
    for (int day = DAYS; day < DAYS + 8; day++) {
      boolean unusual = baseline.observe(attack(day, 0)).isPresent();
      raised = unusual ? day - DAYS + 1 : raised;
      baseline.learn(at(day + 1, 0, 0), List.of());
    }
    assertThat(raised).isBetween(1, 6);
  }

  @Test
  void learn_dayThatIsNotOver_stays() throws IOException {
    Baseline baseline = learned();
    baseline.observe(attack(DAYS, 0));
    baseline.learn(at(DAYS, 23, 0), List.of());
    assertThat(baseline.stats().pendingDays()).isOne();
    assertThat(baseline.stats().learnedDays()).isEqualTo(DAYS);
  }

  @Test
  void observe_manyFailedCallsWithinAnHour_isSpikeOfErrors() throws IOException {
    Baseline baseline = learned();
    List<Anomaly> raised = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      baseline
          .observe(
              shop.call(
                  Shop.BUSY,
                  "s3",
                  "GetObject",
                  "203.0.113.1",
                  at(DAYS, 3, 0).plusSeconds(i * 5L),
                  "AccessDenied"))
          .ifPresent(raised::add);
    }
    assertThat(raised)
        .anySatisfy(
            anomaly -> {
              assertThat(anomaly.feature()).isEqualTo("errors");
              assertThat(anomaly.observed()).contains("spike", "failed calls");
              assertThat(anomaly.expected()).contains("at most");
            });
  }

  /** A stolen role that reads a third more each day must not make that usual. */
  @Test
  void observe_volumeThatRampsUpOverThirtyDays_isNoticed() throws IOException {
    Baseline baseline = learned();
    int noticed = 0;
    for (int day = DAYS; day < DAYS + 30; day++) {
      shop.day(day).forEach(baseline::observe);
      int calls = (int) Math.pow(1.3, day - DAYS);
      for (int i = 0; i < calls; i++) {
        Optional<Anomaly> raised =
            baseline.observe(
                shop.call(
                    service(2),
                    "s3",
                    "GetObject",
                    "203.0.113.2",
                    at(day, 2, 0).plusMillis(i * 3_000_000L / calls)));
        if (noticed == 0 && raised.isPresent()) {
          noticed = day - DAYS + 1;
          assertThat(raised.orElseThrow().feature()).isEqualTo("volume");
        }
      }
      baseline.learn(at(day + 1, 0, 0), List.of());
    }
    assertThat(noticed).isBetween(1, 30);
  }

  /**
   * One who adds a new operation each day to make telling ones look usual must be noticed as well.
   */
  @Test
  void observe_newOperationsEachDayForThirtyDays_areNoticed() throws IOException {
    Baseline baseline = learned();
    for (int day = DAYS; day < DAYS + 30; day++) {
      shop.day(day).forEach(baseline::observe);
      baseline.observe(
          shop.call(
              service(4), "iam", "List" + "Thing".repeat(day - DAYS + 1), STRANGE, at(day, 11, 0)));
      baseline.learn(at(day + 1, 0, 0), List.of());
    }
    assertThat(
            baseline.observe(
                shop.call(service(4), "iam", "CreateAccessKey", STRANGE, at(DAYS + 30, 11, 0))))
        .isPresent();
  }

  @Test
  void observe_bucketThatOpens_isConfigurationThatMoved() {
    Baseline baseline = Baseline.builder().alarmRate(RATE).build();
    for (int day = 0; day < DAYS; day++) {
      shop.day(day).forEach(baseline::observe);
      for (int i = 0; i < 10; i++) {
        baseline.observe(
            shop.change(
                "corp-" + i, at(day, 12, i), Map.of("Configuration.versioning", "Enabled")));
      }
      baseline.learn(at(day + 1, 0, 0), List.of());
    }
    assertThat(
            baseline.observe(
                shop.change("corp-3", at(DAYS, 12, 0), Map.of("Configuration.tags", "x"))))
        .isEmpty();
    Anomaly opened =
        baseline
            .observe(
                shop.change(
                    "corp-3",
                    at(DAYS, 13, 0),
                    Map.of(
                        "SupplementaryConfiguration.PublicAccessBlock.blockPublicAcls", "false")))
            .orElseThrow();
    assertThat(opened.feature()).isEqualTo("configuration");
    assertThat(opened.observed()).contains("opens");
    assertThat(opened.expected()).contains("changes");
  }

  @Test
  void observe_withPlaces_tellsTheCountry() {
    Baseline.Builder builder =
        Baseline.builder()
            .alarmRate(RATE)
            .places(
                address ->
                    new GeoPlace(
                        address.equals(STRANGE) ? "NZ" : "DE", null, null, 64_500L, null, null));
    Baseline baseline = shop.learned(builder, DAYS);
    assertThat(baseline.observe(attack(DAYS, 0)).orElseThrow().observed()).contains("country NZ");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12})
  void observe_ordinaryDays_raiseAsOftenAsWasAskedFor(long seed) {
    Shop other = new Shop(seed);
    Baseline baseline = other.learned(Baseline.builder().alarmRate(RATE), DAYS);
    int raised = 0;
    int calls = 0;
    for (int day = DAYS; day < DAYS + 10; day++) {
      for (ApiCall call : other.day(day)) {
        calls++;
        raised += baseline.observe(call).isPresent() ? 1 : 0;
      }
      baseline.learn(at(day + 1, 0, 0), List.of());
    }
    assertThat((double) raised / calls).isLessThan(1.5 * RATE);
  }

  @Test
  void observe_moreProfilesThanFit_forgetsTheLeastActive() {
    Baseline baseline = shop.learned(Baseline.builder().mostProfiles(100), 2);
    for (int i = 100; i < 400; i++) {
      baseline.observe(shop.call(service(i), "s3", "GetObject", "203.0.113.9", at(2, 1, 0)));
    }
    baseline.learn(at(3, 0, 0), List.of());
    assertThat(baseline.stats().profiles()).isEqualTo(100);
    assertThat(baseline.stats().unlearned()).isPositive();
  }

  @Test
  void observe_moreDaysThanMayWait_dropsTheOldest() {
    Baseline baseline = Baseline.builder().mostPendingDays(2).build();
    for (int day = 0; day < 5; day++) {
      baseline.observe(attack(day, 0));
    }
    assertThat(baseline.stats().pendingDays()).isEqualTo(2);
    assertThat(baseline.stats().unlearned()).isEqualTo(3);
  }

  @Test
  void build_wrongSettings_areRefusedByName() {
    assertThatThrownBy(() -> Baseline.builder().alarmRate(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alarmRate");
    assertThatThrownBy(() -> Baseline.builder().learningDays(0))
        .hasMessageContaining("learningDays");
    assertThatThrownBy(() -> Baseline.builder().mostProfiles(5))
        .hasMessageContaining("mostProfiles");
    assertThatThrownBy(() -> Baseline.builder().mostPendingDays(1))
        .hasMessageContaining("mostPendingDays");
  }
}
