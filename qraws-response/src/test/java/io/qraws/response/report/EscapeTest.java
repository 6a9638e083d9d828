// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapeTest {
  @Test
  void html_markup_isEscapedForTextAndAttribute() {
    assertThat(Escape.html("<a b=\"c\" d='e'>&amp;", 99))
        .isEqualTo("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
  }

  @Test
  void html_charactersThatCannotBeSeen_areWrittenOut() {
    assertThat(Escape.html("a\u202eb\nc\u00add\ufeff", 99))
        .isEqualTo("a⟨U+202E⟩b⟨U+000A⟩c⟨U+00AD⟩d⟨U+FEFF⟩");
    assertThat(Escape.html("\ud83d|\udc00|\uffff|\u0085|\udb40\udc41", 99))
        .isEqualTo("⟨U+D83D⟩|⟨U+DC00⟩|⟨U+FFFF⟩|⟨U+0085⟩|⟨U+E0041⟩");
  }

  @Test
  void html_lettersOfTheWorld_stay() {
    assertThat(Escape.html("Zoë שלום 東京 🙂", 99)).isEqualTo("Zoë שלום 東京 🙂");
  }

  @Test
  void html_longText_isCutBetweenWholeCharacters() {
    assertThat(Escape.html("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Escape.html("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Escape.html("<<<<<<<", 6)).isEqualTo("&lt;&lt;&lt;&lt;&lt;…");
    assertThat(Escape.html("東東東東", 6)).isEqualTo("東東…");
    assertThat(Escape.html("a\u202eb", 6)).isEqualTo("a…");
    assertThat(Escape.html("", 6)).isEmpty();
  }

  @Test
  void html_pileOfAccentsAndBlankLetters_isWrittenOut() {
    assertThat(Escape.html("e\u0301\u0301\u0301\u0301\u0301x\u0301", 99))
        .isEqualTo("e\u0301\u0301\u0301\u0301⟨U+0301⟩x\u0301");
    assertThat(Escape.html("a\u3164b\u2800", 99)).isEqualTo("a⟨U+3164⟩b⟨U+2800⟩");
  }
}
