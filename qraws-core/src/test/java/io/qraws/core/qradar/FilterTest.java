// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  @Test
  void toString_eachKind() {
    assertThat(Filter.eq("name", "Proprietary Data")).hasToString("name = \"Proprietary Data\"");
    assertThat(Filter.eq("name", "say \"hi\"")).hasToString("name = 'say \"hi\"'");
    assertThat(Filter.in("id", List.of(1L, 2L))).hasToString("id in (1,2)");
    assertThat(Filter.not(Filter.isNull("assigned_to"))).hasToString("not (assigned_to is null)");
    assertThat(Filter.and(Filter.le("id", 5), Filter.or(Filter.gt("a", 1), Filter.ge("b", -2))))
        .hasToString("(id <= 5) and ((a > 1) or (b >= -2))");
    assertThat(Filter.contains("interfaces", Filter.contains("ip", Filter.eq("value", "x"))))
        .hasToString("interfaces contains (ip contains (value = \"x\"))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"both ' and \"", "end\\", "\\\"", "a\nb", "\u0000", "\ud800"})
  void eq_valueThatCantBeQuoted_isRefused(String value) {
    assertThatThrownBy(() -> Filter.eq("name", value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=1 or b", "1a", "a(b)", "."})
  void eq_fieldOfAnotherForm_isRefused(String field) {
    assertThatThrownBy(() -> Filter.eq(field, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** What stands between the two quotes is the value, and the quote is not in it. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void eq_hostileText_staysOneText(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int taken = 0;
    for (int i = 0; i < 3_000; i++) {
      String value = Hostile.text(random);
      String filter;
      try {
        filter = Filter.eq("name", value).toString();
      } catch (IllegalArgumentException e) {
        continue;
      }
      taken++;
      char quote = filter.charAt(7);
      assertThat(quote).isIn('"', '\'');
      assertThat(filter).startsWith("name = " + quote).endsWith(String.valueOf(quote));
      assertThat(filter.substring(8, filter.length() - 1))
          .isEqualTo(value)
          .doesNotContain(String.valueOf(quote));
    }
    assertThat(taken).isGreaterThan(500);
  }
}
