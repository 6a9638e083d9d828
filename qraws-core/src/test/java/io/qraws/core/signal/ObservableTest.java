// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ObservableTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "0.0.0.0", "null", "N/A"})
  void of_placeholderForAbsence_isNothing(String value) {
    assertThat(Observable.of(ObservableKind.IP, value, Role.SOURCE)).isEmpty();
  }

  @Test
  void of_value_isStripped() {
    assertThat(Observable.of(ObservableKind.HOST, " db01 ", Role.TARGET))
        .contains(new Observable(ObservableKind.HOST, "db01", Role.TARGET));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"INFORMATIONAL, 0", "LOW, 1", "MEDIUM, 40", "HIGH, 70", "CRITICAL, 90", "high, 70"})
  void ofLabel_eachLabel(String label, int expected) {
    assertThat(Severity.ofLabel(label)).isEqualTo(new Severity(expected, label, true));
  }

  @Test
  void ofLabel_unknownWord_isUnknownAndNotLow() {
    assertThat(Severity.ofLabel("UNTRIAGED").known()).isFalse();
  }

  @ParameterizedTest(name = "{0} tenths are {1}")
  @CsvSource({"0, 0", "3.9, 39", "8, 80", "10, 100", "12, 100", "-1, 0"})
  void ofTenths_isClamped(double value, int expected) {
    assertThat(Severity.ofTenths(value).normalized()).isEqualTo(expected);
  }

  @Test
  void severity_outsideTheScale_isRefused() {
    assertThatThrownBy(() -> new Severity(101, "", true)).hasMessageContaining("101");
  }

  /** In a hash table these two lie in one place, and only their order tells them apart. */
  @Test
  void compareTo_sameHash_tellsApart() {
    Observable one = new Observable(ObservableKind.USER, "an", Role.ACTOR);
    Observable other = new Observable(ObservableKind.USER, "c0", Role.ACTOR);

    assertThat(other).hasSameHashCodeAs(one).isGreaterThan(one).isEqualByComparingTo(other);
    assertThat(new Observable(ObservableKind.USER, "an", Role.TARGET)).isNotEqualByComparingTo(one);
    assertThat(new Observable(ObservableKind.HOST, "an", Role.ACTOR)).isNotEqualByComparingTo(one);
  }
}
