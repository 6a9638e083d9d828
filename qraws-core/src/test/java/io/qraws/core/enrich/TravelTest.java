// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qraws.core.enrich.Travel.Result;
import io.qraws.core.enrich.Travel.Sighting;
import io.qraws.core.enrich.Travel.Verdict;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TravelTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final GeoPoint BERLIN = new GeoPoint(52.52, 13.405, 20);
  private static final GeoPoint SYDNEY = new GeoPoint(-33.8688, 151.2093, 50);
  private static final Travel TRAVEL = Travel.builder().build();

  /** A quarter and a half of the way round are known without any formula. */
  @ParameterizedTest(name = "{0},{1} to {2},{3} is {4} km")
  @CsvSource({
    "0, 0, 0, 0, 0",
    "0, 0, 0, 90, 10007.56",
    "0, 0, 0, 180, 20015.11",
    "90, 0, -90, 77, 20015.11",
    "90, 12, 90, -150, 0",
    "0, 179.5, 0, -179.5, 111.195",
    "10, 20, 11, 20, 111.195"
  })
  void kilometres_knownArcs(double north, double east, double toNorth, double toEast, double km) {
    GeoPoint from = new GeoPoint(north, east, null);
    GeoPoint to = new GeoPoint(toNorth, toEast, null);
    assertThat(from.kilometres(to)).isCloseTo(km, within(0.01));
    assertThat(to.kilometres(from)).isCloseTo(km, within(0.01));
  }

  /** The haversine formula against the angle between the two vectors. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void kilometres_randomPoints_agreesWithVectors(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      GeoPoint from = new GeoPoint(random.nextDouble(-90, 90), random.nextDouble(-180, 180), 0);
      GeoPoint to = new GeoPoint(random.nextDouble(-90, 90), random.nextDouble(-180, 180), 0);
      assertThat(from.kilometres(to)).isCloseTo(angle(from, to) * 6371.0088, within(0.001));
    }
  }

  private static double angle(GeoPoint from, GeoPoint to) {
    double[] a = vector(from);
    double[] b = vector(to);
    double[] cross = {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
    double sine = Math.sqrt(cross[0] * cross[0] + cross[1] * cross[1] + cross[2] * cross[2]);
    return Math.atan2(sine, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  }

  private static double[] vector(GeoPoint point) {
    double north = Math.toRadians(point.latitude());
    double east = Math.toRadians(point.longitude());
    return new double[] {
      Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)
    };
  }

  @Test
  void between_halfTheWorldInAnHour_isImpossibleInEitherOrder() {
    Sighting first = at(NOON, BERLIN);
    Sighting second = at(NOON.plusSeconds(3_600), SYDNEY);
    Result result = TRAVEL.between(first, second);
    assertThat(result.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
    // Without the radii it would be 70 km more.
    assertThat(result.kilometres()).isCloseTo(BERLIN.kilometres(SYDNEY) - 70, within(1e-9));
    assertThat(result.speed()).isCloseTo(BERLIN.kilometres(SYDNEY) - 70, within(1e-9));
    assertThat(result.reason()).isEqualTo("at least 16025 km in 1.00 h, fastest 1000 km/h");
    assertThat(TRAVEL.between(second, first)).isEqualTo(result);
  }

  @Test
  void between_aDayLater_isPossible() {
    assertThat(TRAVEL.between(at(NOON, BERLIN), at(NOON.plusSeconds(86_400), SYDNEY)).verdict())
        .isEqualTo(Verdict.POSSIBLE);
  }

  /** What could be one spot must not be called two, however short the time. */
  @Test
  void between_withinTheRadiiAtOnce_isPossible() {
    GeoPoint near = new GeoPoint(52.4, 13.1, 10);
    Result result = TRAVEL.between(at(NOON, BERLIN), at(NOON, near));
    assertThat(result.verdict()).isEqualTo(Verdict.POSSIBLE);
    assertThat(result.kilometres()).isZero();
    assertThat(result.speed()).isZero();
  }

  @Test
  void between_farAtOnce_isImpossibleAtInfiniteSpeed() {
    Result result = TRAVEL.between(at(NOON, BERLIN), at(NOON, SYDNEY));
    assertThat(result.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
    assertThat(result.speed()).isInfinite();
  }

  @Test
  void between_justAtTheLimit_isPossibleAndJustAboveIsNot() {
    GeoPoint west = new GeoPoint(0, 0, 0);
    GeoPoint east = new GeoPoint(0, 10, 0);
    double km = west.kilometres(east);
    Sighting here = at(NOON, west);
    Sighting there = at(NOON.plusSeconds(3_600), east);
    assertThat(Travel.builder().fastest(km).build().between(here, there).verdict())
        .isEqualTo(Verdict.POSSIBLE);
    assertThat(Travel.builder().fastest(km - 0.01).build().between(here, there).verdict())
        .isEqualTo(Verdict.IMPOSSIBLE);
  }

  @Test
  void between_somethingMissing_isUnknown() {
    Sighting berlin = at(NOON, BERLIN);
    GeoPoint vague = new GeoPoint(-33.8, 151.2, null);
    Result noPoint = TRAVEL.between(berlin, new Sighting(NOON, GeoPlace.UNKNOWN));
    assertThat(noPoint).isEqualTo(new Result(Verdict.UNKNOWN, "no coordinates", null, null));
    assertThat(TRAVEL.between(berlin, at(NOON, vague)).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void between_oneNetwork_countsOnlyIfAskedFor() {
    Sighting here = of(BERLIN, 64_500L, null);
    Sighting there = of(SYDNEY, 64_500L, null);
    assertThat(TRAVEL.between(here, there).verdict()).isEqualTo(Verdict.NOT_COUNTED);
    assertThat(Travel.builder().countSameNetwork(true).build().between(here, there).verdict())
        .isEqualTo(Verdict.IMPOSSIBLE);
    assertThat(TRAVEL.between(here, of(SYDNEY, 64_501L, null)).verdict())
        .isEqualTo(Verdict.IMPOSSIBLE);
  }

  @Test
  void between_relay_countsOnlyIfAskedFor() {
    Sighting here = of(BERLIN, 64_500L, false);
    Sighting marked = of(SYDNEY, 64_501L, true);
    Sighting named = of(SYDNEY, 64_502L, null);
    Travel knows = Travel.builder().relayNetworks(Set.of(64_502L)).build();
    assertThat(TRAVEL.between(here, marked).verdict()).isEqualTo(Verdict.NOT_COUNTED);
    assertThat(TRAVEL.between(marked, here).verdict()).isEqualTo(Verdict.NOT_COUNTED);
    assertThat(TRAVEL.between(here, named).verdict()).isEqualTo(Verdict.IMPOSSIBLE);
    assertThat(knows.between(here, named).verdict()).isEqualTo(Verdict.NOT_COUNTED);
    assertThat(Travel.builder().countRelays(true).build().between(here, marked).verdict())
        .isEqualTo(Verdict.IMPOSSIBLE);
  }

  @ParameterizedTest
  @CsvSource({"91, 0", "-91, 0", "0, 181", "NaN, 0", "0, NaN"})
  void geoPoint_noPlaceOnEarth_isRefused(double north, double east) {
    assertThatThrownBy(() -> new GeoPoint(north, east, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void fastest_noSpeed_isRefused(double speed) {
    assertThatThrownBy(() -> Travel.builder().fastest(speed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Sighting at(Instant time, GeoPoint point) {
    return new Sighting(time, new GeoPlace(null, null, point, null, null, null));
  }

  private static Sighting of(GeoPoint point, Long network, Boolean relay) {
    return new Sighting(NOON, new GeoPlace(null, null, point, network, null, relay));
  }
}
