// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z",
    "2026-01-02T03:04:05.5Z, 2026-01-02T03:04:05.500Z",
    "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
    "2026-01-02T03:04:05.12+02:00, 2026-01-02T01:04:05.120Z",
    "2026-01-02T03:04:05+0200, 2026-01-02T01:04:05Z",
    "2026-01-02T03:04:05.000001-05:30, 2026-01-02T08:34:05.000001Z",
    "2026-01-02T03:04:05+18:00, 2026-01-01T09:04:05Z",
    "2024-02-29 23:59:59.9, 2024-02-29T23:59:59.900Z",
    "2026-12-31T23:59:59-00:01, 2027-01-01T00:00:59Z",
    "2026-01-02T03:04:05.123+0000, 2026-01-02T03:04:05.123Z",
    "2026-01-02 03:04:05, 2026-01-02T03:04:05Z",
    "2026-01-02 03:04:05.000000000, 2026-01-02T03:04:05Z",
    "2026-01-02 03:04:05.721 UTC, 2026-01-02T03:04:05.721Z",
    "2026-01-02T03: 04: 05Z, 2026-01-02T03:04:05Z",
    "2026-01-02, 2026-01-02T00:00:00Z",
    "2026-01-02T03:04Z, 2026-01-02T03:04:00Z",
    "1767323045, 2026-01-02T03:04:05Z",
    "1767323045123, 2026-01-02T03:04:05.123Z",
    "0.001767323045E12, 2026-01-02T03:04:05Z",
    "'Jan 2, 2026, 3:04:05 AM', 2026-01-02T03:04:05Z",
    "'Jan 2, 2026 3:04:05 AM', 2026-01-02T03:04:05Z",
    "'January 2, 2026, 03:04:05 (UTC)', 2026-01-02T03:04:05Z",
    "'January 2, 2026, 04:04:05 (UTC+01:00)', 2026-01-02T03:04:05Z",
    "'Fri, 2 Jan 2026 03:04:05 GMT', 2026-01-02T03:04:05Z"
  })
  void first_text_isRead(String text, String expected) {
    assertThat(Times.first(Trees.node(new TextNode(text)))).isEqualTo(Instant.parse(expected));
  }

  @Test
  void first_number_isSecondsOrMilliseconds() {
    assertThat(Times.first(Trees.node(new LongNode(1767323045123L))))
        .isEqualTo(Instant.parse("2026-01-02T03:04:05.123Z"));
    assertThat(Times.first(Trees.node(DecimalNode.valueOf(new BigDecimal("1767323045.25")))))
        .isEqualTo(Instant.parse("2026-01-02T03:04:05.250Z"));
  }

  @Test
  void first_absent_goesOnToTheNext() {
    assertThat(Times.first(Node.MISSING, Trees.node(new TextNode(" ")))).isNull();
    assertThat(Times.first(Node.MISSING, Trees.node(new TextNode("1767323045")))).isNotNull();
  }

  @Test
  void first_unreadableBeforeAReadableOne_isSkipped() {
    assertThat(
            Times.first(
                Trees.node(new TextNode("redacted")), Trees.node(new TextNode("1767323045"))))
        .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "+50000-01-01T00:00:00Z",
        "50000-01-01T00:00:00Z",
        "1515735244800000",
        "1e300",
        "-5",
        "1969-12-31T23:59:59Z",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-01-02T03:04:05.1234567890Z",
        "2026-01-02T03:04:05+19:00",
        "2026-01-02T03:04:05+02:60",
        "2026-01-02T24:04:05",
        "1.2.3"
      })
  void first_noTimeOrFarAway_isUnreadable(String text) {
    assertThatThrownBy(() -> Times.first(Trees.node(new TextNode(text))))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("time");
  }
}
