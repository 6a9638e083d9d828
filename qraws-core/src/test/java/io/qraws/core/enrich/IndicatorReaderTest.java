// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.IndicatorReader.Problem;
import io.qraws.core.enrich.Indicators.Match;
import io.qraws.core.qradar.ReferenceEntry;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IndicatorList LIST = IndicatorList.threat("list");

  private final Indicators.Builder builder = Indicators.builder();
  private final List<Problem> problems = new ArrayList<>();
  private final IndicatorReader reader = new IndicatorReader(builder, NOW, problems::add);

  private static Reader text(String... lines) {
    return new StringReader(String.join("\n", lines));
  }

  private List<Match> find(IndicatorKind kind, String value) {
    return builder.build().find(kind, value, NOW);
  }

  private List<String> where() {
    return problems.stream().map(Problem::where).toList();
  }

  @Test
  void plain_commentsAndVeiledTexts_areRead() throws IOException {
    long taken =
        reader.plain(
            LIST,
            text(
                "\ufeff# comment",
                "; comment",
                "",
                "198.51.100.0/24 ; SBL1\r",
                "hxxps://bad[.]example/#a",
                "HXXP[://]bad.example/b",
                "bad[dot]example",
                "eve[@]bad[.]example",
                "  *.worse.example  # why"));

    assertThat(taken).isEqualTo(6);
    assertThat(problems).isEmpty();
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.200")).hasSize(1);
    assertThat(find(IndicatorKind.URL, "https://bad.example/")).hasSize(1);
    assertThat(find(IndicatorKind.URL, "http://bad.example/b")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "bad.example")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "a.worse.example")).hasSize(1);
    assertThat(find(IndicatorKind.USER, "eve@bad.example")).hasSize(1);
  }

  @Test
  void plain_badLines_costOnlyThemselves() throws IOException {
    long taken =
        reader.plain(
            LIST,
            text(
                "198.51.100.7", "0.0.0.0 bad.example", "x".repeat(70_000), "word", "198.51.100.8"));

    assertThat(taken).isEqualTo(2);
    assertThat(where()).containsExactly("line 2", "line 3", "line 4");
    assertThat(problems).allSatisfy(p -> assertThat(p.reason()).hasSizeLessThan(200));
  }

  @Test
  void csv_namedColumn_isRead() throws IOException {
    long taken =
        reader.csv(
            LIST,
            text(
                "# from a feed",
                "Id,Indicator,Ends,Note",
                "1,198.51.100.7,2026-03-01T12:00:01Z,\"two",
                "lines, \"\"quoted\"\"\"",
                "2,198[.]51.100.8,2026-03-01T12:00:00Z,",
                "3,198.51.100.9,,"),
            "indicator",
            "ENDS");

    assertThat(taken).isEqualTo(3);
    assertThat(problems).isEmpty();
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.7"))
        .containsExactly(
            new Match(LIST, "198.51.100.7", Optional.of(Instant.parse("2026-03-01T12:00:01Z"))));
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.8")).isEmpty();
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.9")).hasSize(1);
  }

  @Test
  void csv_brokenQuotesAndRows_costOnlyThemselves() throws IOException {
    List<String> lines = new ArrayList<>(List.of("indicator,ends"));
    lines.add("\"198.51.100.1,");
    lines.add("198.51.100.2,");
    lines.add("\"198.51.100.3\"x,");
    lines.add("198.51.100.4,,");
    lines.add("198.51.100.5,tomorrow");
    for (int i = 6; i < 30; i++) {
      lines.add("198.51.100." + i + ",");
    }
    lines.add("\"198.51.100.30");

    long taken = reader.csv(LIST, text(lines.toArray(String[]::new)), "indicator", "ends");

    assertThat(taken).isEqualTo(25);
    assertThat(where()).containsExactly("line 2", "line 4", "line 5", "line 6", "line 31");
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.2")).hasSize(1);
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.29")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment", "value,note\n198.51.100.7,"})
  void csv_withoutTheColumn_isTheCallersMistake(String csv) {
    assertThatThrownBy(() -> reader.csv(LIST, text(csv), "indicator"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String indicator(String pattern, String more) {
    return """
        {"type": "indicator", "id": "indicator--1", "pattern_type": "stix",
         "valid_from": "2026-01-01T00:00:00Z", "pattern": "%s"%s}"""
        .formatted(pattern.replace("\\", "\\\\"), more);
  }

  @Test
  void stix_alternatives_areTakenEach() throws IOException {
    String pattern =
        "[ipv4-addr:value = '198.51.100.7' OR domain-name:value='bad.example'] OR"
            + " [file:hashes.'SHA-1' = '0011223344556677889900112233445566778899'"
            + " OR file:hashes.MD5 = '00112233445566778899aabbccddeeff']"
            + " OR [url:value = 'http://bad.example/it\\'s' OR ipv4-addr:value ISSUBSET"
            + " '203.0.113.0/24' OR email-addr:value IN ('eve@bad.example', 'mal@bad.example')]";
    String bundle =
        "{\"type\": \"bundle\", \"objects\": [{\"type\": \"malware\", \"objects\": [1]}, "
            + indicator(pattern, ", \"valid_until\": \"2026-04-01T00:00:00.500Z\"")
            + "], \"id\": \"bundle--1\"}";

    assertThat(reader.stix(LIST, text(bundle))).isEqualTo(8);
    assertThat(problems).isEmpty();
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.7"))
        .containsExactly(
            new Match(LIST, "198.51.100.7", Optional.of(Instant.parse("2026-04-01T00:00:00Z"))));
    assertThat(find(IndicatorKind.URL, "http://bad.example/it's")).hasSize(1);
    assertThat(find(IndicatorKind.ADDRESS, "203.0.113.9")).hasSize(1);
    assertThat(find(IndicatorKind.USER, "mal@bad.example")).hasSize(1);
    assertThat(find(IndicatorKind.FILE_HASH, "00112233445566778899aabbccddeeff")).hasSize(1);
  }

  /** Half of a pattern would accuse what the list does not accuse. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ipv4-addr:value = '198.51.100.7' AND domain-name:value = 'bad.example']",
        "[ipv4-addr:value = '198.51.100.7'] AND [domain-name:value = 'bad.example']",
        "[ipv4-addr:value = '198.51.100.7'] FOLLOWEDBY [domain-name:value = 'bad.example']",
        "[ipv4-addr:value = '198.51.100.7'] WITHIN 300 SECONDS",
        "[ipv4-addr:value = '198.51.100.7' OR process:name = 'evil']",
        "[ipv4-addr:value = '198.51.100.7' OR domain-name:value = 'no name']",
        "[ipv4-addr:value = '198.51.100.7' OR domain-name:value LIKE '%bad%']",
        "[ipv4-addr:value = '198.51.100.7' OR domain-name:value != 'bad.example']",
        "[ipv4-addr:value = '198.51.100.7' OR NOT domain-name:value = 'bad.example']",
        "[ipv4-addr:value = '198.51.100.7' OR domain-name:value = '*.bad.example']",
        "[ipv4-addr:value = '198.51.100.7' OR file:hashes.'SHA-256' = 'abcd']",
        "[ipv4-addr:value = '198.51.100.7' OR file:hashes.SSDEEP = '3:a:b']",
        "[ipv4-addr:value = '198.51.100.7' OR (url:value = 'http://bad.example/')]",
        "[ipv4-addr:value = '198.51.100.7'",
        "[ipv4-addr:value = '198.51.100.7' OR]",
        "[ipv4-addr:value = '198.51.100.7]",
        "ipv4-addr:value = '198.51.100.7'",
        "[]",
        ""
      })
  void stix_patternThatAsksForMore_isToldAndNotTakenInPart(String pattern) throws IOException {
    assertThat(reader.stix(LIST, text(indicator(pattern, "")))).isZero();

    assertThat(where()).containsExactly("indicator--1");
    assertThat(builder.build().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", \"revoked\": true | 0 | 0",
        ", \"revoked\": false | 1 | 0",
        ", \"pattern_type\": \"sigma\" | 0 | 1",
        ", \"valid_from\": \"2026-03-01T12:00:00.001Z\" | 0 | 1",
        ", \"valid_from\": \"2026-03-01T12:00:00Z\" | 1 | 0",
        ", \"valid_until\": \"soon\" | 0 | 1"
      })
  void stix_stateOfTheIndicator_isHonoured(String more, long taken, int told) throws IOException {
    String json = indicator("[ipv4-addr:value = '198.51.100.7']", more);

    assertThat(reader.stix(LIST, text("[" + json + "]"))).isEqualTo(taken);
    assertThat(problems).hasSize(told);
  }

  @Test
  void stix_damagedJson_keepsWhatCameBefore() throws IOException {
    String one = indicator("[ipv4-addr:value = '198.51.100.7']", "");

    assertThat(reader.stix(LIST, text(one, one.substring(0, 60)))).isEqualTo(1);
    assertThat(where()).containsExactly("the document");
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.7")).hasSize(1);
  }

  @Test
  void stix_hugePattern_isReadOrTold() throws IOException {
    String many = "url:value = 'http://bad.example/" + "\\'".repeat(4_000) + "' OR ";

    assertThat(
            reader.stix(
                LIST, text(indicator("[" + many + "url:value = 'http://bad.example/']", ""))))
        .isEqualTo(2);
    reader.stix(LIST, text(indicator("[file:hashes" + ".a".repeat(100_000) + "]", "")));
    reader.stix(LIST, text(indicator("[".repeat(100_000), "")));
    assertThat(problems).hasSize(2);
  }

  private static String misp(String type, String attributes, String list) {
    return """
        {"list": [%s], "matching_attributes": [%s], "name": "a list", "type": "%s", "version": 1}"""
        .formatted(list, attributes, type);
  }

  @Test
  void misp_eachType_isHonouredAsMispDoes() throws IOException {
    reader.misp(
        LIST, text(misp("cidr", "\"ip-src\"", "\"198.51.100.0/24\", \"2001:db8::1\", 1, \"x\"")));
    reader.misp(LIST, text(misp("hostname", "\"domain\", \"url\"", "\"bad.example\"")));
    reader.misp(LIST, text(misp("string", "\"domain\", \"url\"", "\"worse.example\", \"TLD\"")));
    reader.misp(
        LIST,
        text(
            misp(
                "string",
                "\"md5\", \"filename|md5\"",
                "\"00112233445566778899aabbccddeeff\", \"3::\"")));

    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.9")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "www.bad.example")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "bad.example")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "worse.example")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "www.worse.example")).isEmpty();
    assertThat(find(IndicatorKind.DOMAIN, "tld")).hasSize(1);
    assertThat(find(IndicatorKind.FILE_HASH, "00112233445566778899aabbccddeeff")).hasSize(1);
    // An ssdeep hash that looks like an address.
    assertThat(find(IndicatorKind.ADDRESS, "3::")).isEmpty();
    assertThat(where()).containsExactly("entry 3", "entry 4", "entry 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"substring", "regex", ""})
  void misp_typeThatCannotBeHonoured_isTold(String type) throws IOException {
    assertThat(reader.misp(LIST, text(misp(type, "", "\"198.51.100.7\"")))).isZero();
    assertThat(where()).containsExactly("the document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"list\": [\"198.51.100.7\"", "[]", "null", "\u0000"})
  void misp_noWarningList_isTold(String json) throws IOException {
    assertThat(reader.misp(LIST, text(json))).isZero();
    assertThat(problems).isNotEmpty();
  }

  @Test
  void awsRanges_chosenServices_areAllowListsByServiceAndRegion() throws IOException {
    String json =
        """
        {"syncToken": "1", "prefixes": [
          {"ip_prefix": "198.51.100.0/24", "region": "eu-west-1", "service": "AMAZON"},
          {"ip_prefix": "198.51.100.0/24", "region": "eu-west-1", "service": "S3"},
          {"ip_prefix": "198.51.100.300/24", "region": "eu-west-1", "service": "S3"}],
         "ipv6_prefixes": [
          {"ipv6_prefix": "2001:db8::/32", "region": "GLOBAL", "service": "S3"}]}""";

    assertThat(reader.awsRanges(text(json), List.of("S3", "S4"))).isEqualTo(2);
    assertThat(find(IndicatorKind.ADDRESS, "198.51.100.7"))
        .containsExactly(
            new Match(
                IndicatorList.benign("AWS S3 eu-west-1"), "198.51.100.0/24", Optional.empty()));
    assertThat(find(IndicatorKind.ADDRESS, "2001:db8::7")).hasSize(1);
    assertThat(where()).containsExactly("prefixes, entry 3", "the document");
  }

  @Test
  void referenceSet_values_areReadAsTheirFormTells() {
    List<ReferenceEntry> entries = new ArrayList<>();
    for (String value : List.of("198.51.100.7", "203.0.113.0/24", "16.0", "bad.example")) {
      entries.add(new ReferenceEntry(value, "analyst", NOW, NOW, null));
    }

    assertThat(reader.referenceSet(LIST, entries)).isEqualTo(3);
    assertThat(find(IndicatorKind.ADDRESS, "203.0.113.7")).hasSize(1);
    assertThat(find(IndicatorKind.DOMAIN, "bad.example")).hasSize(1);
    assertThat(where()).containsExactly("value 3");
  }

  /** Real warning lists: nearly all of their entries can be honoured. */
  @Test
  @EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
  void misp_realLists_areTakenButForWhatHasNoKind() throws IOException {
    Path folder = Path.of(System.getProperty("qraws.corpus"), "intel", "warninglists");
    long taken = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        try (Reader json = Files.newBufferedReader(file)) {
          taken += reader.misp(IndicatorList.benign(file.getFileName().toString()), json);
        }
      }
    }
    assertThat(taken).isGreaterThan(100_000);
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).endsWith("nothing else: 3::"));
  }
}
