// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LeefWriterTest {
  private static final String EMOJI = "\ud83d\ude00";

  private final LeefWriter writer = LeefWriter.builder("QRAWS", "QRAWS", "1.0").build();

  private static LeefEvent.Builder event() {
    return LeefEvent.builder("AssessmentCreated", "a-17");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void write_shortEvent_isOneLine() {
    LeefEvent event =
        event()
            .set(LeefKey.CAT, "Assessment")
            .sev(7)
            .devTime(Instant.ofEpochMilli(1719828999000L))
            .set(LeefKey.SRC, "203.0.113.9")
            .set(LeefKey.DST, "2001:db8::7")
            .set(LeefKey.DST_PORT, "443")
            .set(LeefKey.USR_NAME, "CORP\\svc-deploy")
            .attribute("riskScore", "68")
            .build();
    assertThat(writer.write(event))
        .containsExactly(
            "LEEF:2.0|QRAWS|QRAWS|1.0|AssessmentCreated|^|uid=a-17^cat=Assessment^sev=7"
                + "^devTime=1719828999000^src=203.0.113.9^dst=2001:db8::7^dstPort=443"
                + "^usrName=CORP\\svc-deploy^riskScore=68");
  }

  @Test
  void write_tabAsDelimiter_isNamedInHexadecimal() {
    LeefWriter tab = LeefWriter.builder("QRAWS", "QRAWS", "1.0").delimiter('\t').build();
    assertThat(tab.write(event().attribute("note", "a\tb;c").build()))
        .containsExactly("LEEF:2.0|QRAWS|QRAWS|1.0|AssessmentCreated|x09|uid=a-17\tnote=a\\x09b;c");
  }

  @ParameterizedTest
  @ValueSource(chars = {'|', '=', '\\', ' ', 'a', '1', '\n', '-', '.', ':', '_'})
  void delimiter_thatStandsInValuesOrKeys_isRefused(char delimiter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeefWriter.builder("QRAWS", "QRAWS", "1.0").delimiter(delimiter));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "'a|b'>a\\x7Cb",
        "'a^b'>a\\x5Eb",
        "'a=b'>a=b",
        "'C:\\x'>C:\\x",
        "'a~b'>a~b",
        "' a '>' a '",
      })
  void write_value_isEscapedAsDescribed(String value, String written) {
    assertThat(writer.write(event().attribute("note", value).build()).get(0))
        .endsWith("^note=" + written);
  }

  @Test
  void write_controlCharacters_areShown() {
    String value = "a\tb\nc\rd\u0000e\u0085f\u2028g\u2029h\ud800i\u007fj\udc00" + EMOJI;
    assertThat(writer.write(event().attribute("note", value).build()).get(0))
        .endsWith(
            "^note=a\\x09b\\x0Ac\\x0Dd\\x00e\\x85f\\u2028g\\u2029h\\uD800i\\x7Fj\\uDC00" + EMOJI);
  }

  @Test
  void write_headerFields_areEscaped() {
    LeefWriter odd = LeefWriter.builder("A|B", "C\nD", "1|^").build();
    assertThat(odd.write(LeefEvent.builder("x|y|^|cat=z", "a-17").build()))
        .containsExactly(
            "LEEF:2.0|A\\x7CB|C\\x0AD|1\\x7C\\x5E|x\\x7Cy\\x7C\\x5E\\x7Ccat=z|^|uid=a-17");
  }

  @Test
  void headerFields_emptyOrLong_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> LeefWriter.builder("", "b", "1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeefWriter.builder("a", "b", "1".repeat(101)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeefEvent.builder("|".repeat(61), "a-17"))
        .withMessageContaining("240");
    assertThat(LeefEvent.builder("|".repeat(60), "a-17").build().eventId()).hasSize(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\u00fc", "a\n"})
  void uid_notVisibleAscii_isRefused(String uid) {
    assertThatIllegalArgumentException().isThrownBy(() -> LeefEvent.builder("A", uid));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a=b",
        "a^b",
        "1a",
        "\u00fcber",
        "a|b",
        "uid",
        "UID",
        "part",
        "parts",
        "sev",
        "devTime",
        "devTimeFormat",
        "src",
        "SRC",
        "usrName",
        "usrNameFull",
        "a\nb"
      })
  void attribute_keyThatMeansSomethingOrBreaksTheLine_isRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> event().attribute(key, "x"));
  }

  @Test
  void attribute_twice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event().attribute("note", "x").attribute("note", "y"));
    assertThatIllegalArgumentException().isThrownBy(() -> event().sev(1).sev(2));
  }

  @ParameterizedTest
  @CsvSource({
    "SRC, db.example",
    "SRC, 203.0.113.256",
    "SRC, 1:2",
    "SRC, ''",
    "SRC_PORT, 65536",
    "SRC_PORT, -1",
    "SRC_PORT, 007",
    "SRC_MAC, 06:aa:bb:cc:dd",
    "IS_LOGIN_EVENT, yes",
    "SRC_BYTES, 1.5",
    "DST, fe80::1%eth0"
  })
  void set_valueOfAnotherKind_isRefusedWithoutShowingIt(LeefKey key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event().set(key, value))
        .withMessageStartingWith(key.key() + " must be ");
  }

  @ParameterizedTest
  @CsvSource({
    "SRC, 203.0.113.255",
    "SRC, ::",
    "SRC, ::ffff:203.0.113.9",
    "SRC_PORT, 0",
    "SRC_PORT, 65535",
    "SRC_PORT, 9999",
    "SRC_MAC, 06:aa:bb:cc:dd:EE",
    "IS_LOGIN_EVENT, true",
    "SRC_BYTES, 0"
  })
  void set_valueOfItsKind_isTaken(LeefKey key, String value) {
    assertThat(event().set(key, value).build().attributes()).containsEntry(key.key(), value);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "14, 1", "15, 2", "68, 7", "95, 10", "100, 10"})
  void sevOf100_mapsAndClamps(int value, int sev) {
    assertThat(LeefEvent.sevOf100(value)).isEqualTo(sev);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11})
  void sev_outside1To10_isRefused(int sev) {
    assertThatIllegalArgumentException().isThrownBy(() -> event().sev(sev));
  }

  /** QRadar guesses the unit of an epoch by its digits, so that others must not be sent as such. */
  @ParameterizedTest
  @CsvSource({
    "2001-09-09T01:46:40Z, 1000000000000, ",
    "2001-09-09T01:46:39.999Z, 2001-09-09T01:46:39.999+0000, yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000+0000, yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "2286-11-20T17:46:40Z, 2286-11-20T17:46:40.000+0000, yyyy-MM-dd'T'HH:mm:ss.SSSZ"
  })
  void devTime_isAnEpochOf13DigitsOrHasItsFormat(Instant time, String written, String format) {
    Map<String, String> attributes = event().devTime(time).build().attributes();
    assertThat(attributes).containsEntry("devTime", written);
    assertThat(attributes.get("devTimeFormat")).isEqualTo(format);
  }

  @Test
  void write_longName_isCutBesideTheWhole() {
    String name = "n".repeat(250) + "|" + EMOJI + EMOJI;
    LeefReading read =
        LeefReading.of(writer.write(event().set(LeefKey.USR_NAME, name).build()).get(0));
    // 250 characters, an escape of four, and no room for both halves of an emoji.
    assertThat(read.attributes())
        .containsEntry("usrName", "n".repeat(250) + "\\x7C")
        .containsEntry("usrNameFull", "n".repeat(250) + "\\x7C" + EMOJI + EMOJI);
    String fits = "n".repeat(255);
    assertThat(writer.write(event().set(LeefKey.USR_NAME, fits).build()).get(0))
        .endsWith("^usrName=" + fits);
  }

  @Test
  void write_atTheLimit_isOneLineAndBeyondItParts() {
    LeefWriter small = LeefWriter.builder("QRAWS", "QRAWS", "1.0").maxBytes(2_048).build();
    int free = 2_048 - bytes(small.write(event().attribute("note", "").build()).get(0));
    assertThat(small.write(event().attribute("note", "n".repeat(free)).build())).hasSize(1);
    List<String> parts =
        small.write(event().set(LeefKey.CAT, "c").attribute("note", "n".repeat(free)).build());
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0))
        .startsWith(
            "LEEF:2.0|QRAWS|QRAWS|1.0|AssessmentCreated|^|uid=a-17^part=1^parts=2^cat=c^note=n");
    assertThat(parts.get(1))
        .startsWith(
            "LEEF:2.0|QRAWS|QRAWS|1.0|AssessmentCreated_continued|^"
                + "|uid=a-17^part=2^parts=2^cat=c^note=n");
  }

  @ParameterizedTest
  @ValueSource(ints = {8 << 10, 64 << 10, 1 << 20})
  void write_largeValue_comesBackFromItsParts(int length) {
    String value = ("|" + EMOJI + "=\tx").repeat(length / 9);
    List<String> parts = writer.write(event().sev(3).attribute("raw", value).build());
    assertThat(parts).allSatisfy(p -> assertThat(bytes(p)).isLessThanOrEqualTo(3_800));
    assertThat(joined(parts).get("raw"))
        .isEqualTo(value.replace("|", "\\x7C").replace("\t", "\\x09"));
  }

  /** The worst that a header, an id and a category can be leaves room for progress. */
  @Test
  void write_everythingAtItsLongest_stillGetsThrough() {
    String odd = "\u2028".repeat(16);
    LeefWriter small = LeefWriter.builder(odd, odd, odd).maxBytes(2_048).build();
    LeefEvent event =
        LeefEvent.builder("|".repeat(60), "^".repeat(255))
            .set(LeefKey.CAT, "\u2028".repeat(1_000))
            .set(LeefKey.USR_NAME, EMOJI.repeat(200))
            .attribute("k".repeat(64), "|".repeat(5_000))
            .build();
    List<String> parts = small.write(event);
    assertThat(parts).allSatisfy(p -> assertThat(bytes(p)).isLessThanOrEqualTo(2_048));
    assertThat(joined(parts))
        .containsEntry("cat", "\\u2028".repeat(1_000))
        .containsEntry("usrNameFull", EMOJI.repeat(200))
        .containsEntry("k".repeat(64), "\\x7C".repeat(5_000));
  }

  private static Map<String, String> joined(List<String> parts) {
    Map<String, String> joined = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      LeefReading read = LeefReading.of(parts.get(i));
      assertThat(read.attributes().get("part")).isEqualTo(parts.size() == 1 ? null : "" + (i + 1));
      assertThat(read.eventId().endsWith("_continued")).isEqualTo(i > 0);
      boolean first = i == 0;
      read.attributes()
          .forEach(
              (key, value) -> {
                boolean same = first || List.of("uid", "parts", "sev", "src").contains(key);
                joined.merge(key, value, (a, b) -> same ? b : a + b);
              });
    }
    return joined;
  }

  /** Whatever values hold, a receiver finds the attributes that were set, and no others. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void write_hostileText_forgesNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 500; run++) {
      char delimiter = "\t^~;!#$%&*".charAt(random.nextInt(10));
      int maxBytes = 2_048 + random.nextInt(3_000);
      LeefWriter any =
          LeefWriter.builder("V" + HostileLeef.text(random, 2), "P", "1")
              .delimiter(delimiter)
              .maxBytes(maxBytes)
              .build();
      String eventId = "E" + HostileLeef.text(random, 3);
      LeefEvent.Builder builder = LeefEvent.builder(eventId, "u" + run);
      Map<String, String> expected = new LinkedHashMap<>(Map.of("uid", "u" + run));
      for (int i = random.nextInt(6); i >= 0; i--) {
        String value = HostileLeef.text(random, random.nextInt(10) == 0 ? 1_000 : 12);
        builder.attribute("k" + i, value);
        expected.put("k" + i, oracle(value, delimiter));
      }
      List<String> lines = any.write(builder.build());
      assertThat(lines).allSatisfy(l -> assertThat(bytes(l)).isLessThanOrEqualTo(maxBytes));
      assertThat(lines).allSatisfy(l -> assertThat(HostileLeef.isWellFormed(l)).isTrue());
      Map<String, String> found = joined(lines);
      found.keySet().removeAll(List.of("part", "parts"));
      assertThat(found).isEqualTo(expected);
      assertThat(LeefReading.of(lines.get(0)).eventId()).isEqualTo(oracle(eventId, '|'));
    }
  }

  private static String oracle(String text, char delimiter) {
    Matcher matcher =
        Pattern.compile("[|^\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029" + "\\" + delimiter + "]|\\p{Cs}")
            .matcher(text);
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      pieces.add(text.substring(from, matcher.start()));
      int c = matcher.group().charAt(0);
      pieces.add(c > 255 ? "\\u" + hex(c, 4) : "\\x" + hex(c, 2));
      from = matcher.end();
    }
    return String.join("", pieces) + text.substring(from);
  }

  private static String hex(int value, int digits) {
    String hex = "0000" + Integer.toHexString(value).toUpperCase(java.util.Locale.ROOT);
    return hex.substring(hex.length() - digits);
  }
}
