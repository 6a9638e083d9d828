// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static io.qraws.correlation.pattern.Signals.catalog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of a file of patterns, and what each refusal says. */
final class PatternReaderTest {
  private static final String GOOD =
      """
      title: Key made
      name: made
      logsource:
          product: aws
          service: cloudtrail
      detection:
          selection:
              operation: CreateAccessKey
          condition: selection
      ---
      title: Key used
      name: used
      logsource:
          product: aws
          service: cloudtrail
      detection:
          selection:
              actor.access_key|exists: true
          condition: selection
      ---
      title: Made and used
      id: made-and-used
      status: test
      level: high
      tags: [attack.persistence, attack.t1098.001]
      correlation:
          type: temporal_ordered
          rules: [made, used]
          aliases:
              key:
                  made: target.access_key
                  used: actor.access_key
          group-by: [key]
          timespan: 1h
      """;

  @Test
  void read_good_isOnePatternWithItsTags() {
    PatternCatalog catalog = catalog(GOOD);
    assertThat(catalog.patterns())
        .containsExactly(
            new SignalPattern(
                "made-and-used",
                "Made and used",
                "",
                SignalPattern.Level.HIGH,
                List.of("attack.persistence", "attack.t1098.001")));
    assertThat(catalog.patterns().get(0).techniques()).containsExactly("T1098.001");
    assertThat(catalog.patterns().get(0).tactics()).containsExactly("persistence");
  }

  /** One line of the good file changed, and what the message must tell. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      value = {
        "title: Key made^titel: Key made^\"made\": there is no key \"titel\"; did you mean title?",
        "title: Made and used^x: y^title",
        "product: aws^product: gcp^unknown logsource \"gcp/cloudtrail\"; product and service must",
        "product: aws^category: process_creation^category is not taken",
        "service: cloudtrail^servise: cloudtrail^has no key \"servise\"; did you mean service?",
        "service: cloudtrail^[aws]^no YAML",
        "operation: CreateAccessKey^opertion: X^no field \"opertion\"; did you mean operation?",
        "operation: CreateAccessKey^magnitude: 5^no signal of this logsource has the field",
        "operation: CreateAccessKey^operation|re: X^\"re\" is not taken; write it with wildcards",
        "operation: CreateAccessKey^operation|base64: X^no field holds Base64",
        "operation: CreateAccessKey^operation|contain: X^did you mean contains?",
        "operation: CreateAccessKey^operation|contains|endswith: X^don't go together",
        "operation: CreateAccessKey^operation|all: X^all needs several values",
        "operation: CreateAccessKey^operation|exists: X^exists takes true or false",
        "operation: CreateAccessKey^operation|gte: X^gte takes a number",
        "operation: CreateAccessKey^operation|fieldref: opertion^no field \"opertion\"",
        "operation: CreateAccessKey^operation|contains: ''^an empty text is part of any",
        "operation: CreateAccessKey^operation: []^it has no value",
        "operation: CreateAccessKey^operation: {a: b}^a value must be",
        "operation: CreateAccessKey^source.ip|cidr: 10.0.0.1/8^bits are set behind",
        "operation: CreateAccessKey^source.ip|cidr: ten^is no range of addresses",
        "operation: CreateAccessKey^'|all': [a, b]^words without one are not taken",
        "operation: CreateAccessKey^- CreateAccessKey^words without a field are not taken",
        "operation: CreateAccessKey^operation: *other^an alias (*) is not taken",
        "operation: CreateAccessKey^operation: !!binary aGk=^a tag (!) is not taken",
        "condition: selection^condition: selektion^\"selektion\"; did you mean selection?",
        "condition: selection^condition: selection and^it ends where a name is expected",
        "condition: selection^condition: (selection^a parenthesis is not closed",
        "condition: selection^condition: selection selection^and or or is missing before",
        "condition: selection^condition: 2 of selection*^\"2\" of is not taken",
        "condition: selection^condition: 1 of filter*^nothing is called like \"filter*\"",
        "condition: selection^condition: selection | count() > 5^the old form of counting",
        "condition: selection^condition: []^condition is empty",
        "condition: selection^timeframe: 5m^the old form of counting",
        "status: test^status: good^status must be one of deprecated, experimental",
        "status: test^taxonomy: ecs^the taxonomy must be sigma or qraws",
        "status: test^action: global^filters and actions are not taken",
        "status: test^generate: maybe^generate must be true or false",
        "status: test^detection: {}^either detection or correlation",
        "level: high^level: urgent^level must be one of informational, low, medium",
        "level: high^level: high\\nlevel: low^the key \"level\" stands twice",
        "id: made-and-used^id: made^\"made\" is also what the rule in test.yml:1 is called",
        "type: temporal_ordered^type: value_sum^the type \"value_sum\" is not taken",
        "type: temporal_ordered^typ: temporal^correlation has no key \"typ\"; did you mean type?",
        "rules: [made, used]^rules: [made, usd]^no rule is called \"usd\"; did you mean used?",
        "rules: [made, used]^rules: [made, made]^\"made\" stands twice in rules",
        "rules: [made, used]^rules: []^rules is empty; name the rules",
        "rules: [made, used]^rules: [made]^alias key has no key \"used\"",
        "rules: [made, used]^rules: [made, made-and-used]^refers to itself",
        "made: target.access_key^mad: target.access_key^alias key has no key \"mad\"",
        "used: actor.access_key^used: actor.ip^access_key and ip, which are never the same",
        "used: actor.access_key^used: actor.acess_key^did you mean actor.access_key",
        "group-by: [key]^group-by: [kee]^there is no field \"kee\"",
        "group-by: [key]^x: y^correlation has no key \"x\"",
        "timespan: 1h^timespan: 1w^timespan must be a whole number and s, m, h or d",
        "timespan: 1h^timespan: 0s^from 1s to 90d",
        "timespan: 1h^timespan: 91d^from 1s to 90d",
        "timespan: 1h^timespan: 1h\\n    condition: made or used^alternatives are not taken here",
        "timespan: 1h^timespan: 1h\\n    condition: made and not used^can't stand last",
        "timespan: 1h^timespan: 1h\\n    condition: not made and not used^a rule that is there",
        "timespan: 1h^timespan: 1h\\n    condition: made^must name \"used\" once",
        "timespan: 1h^timespan: 1h\\n    condition: {gte: 1}^gte must be a whole number from 2 to 2",
        "timespan: 1h^timespan: 1h\\n    condition: {lte: 2}^lte is not taken, since more may",
        "timespan: 1h^timespan: 1h\\n    condition: {gt: 1, gte: 2}^needs either gt or gte",
      })
  void read_oneLineChanged_saysWhatIsWrong(String line, String changed, String message) {
    String yaml = GOOD.replaceFirst("(?m)" + Pattern.quote(line) + "$", replaced(changed));
    assertThat(yaml).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> catalog(yaml))
        .isInstanceOf(PatternFormatException.class)
        .hasMessageStartingWith("test.yml:")
        .hasMessageContaining(message);
  }

  private static String replaced(String changed) {
    return Matcher.quoteReplacement(changed.replace("\\n", "\n"));
  }

  @Test
  void read_fault_tellsItsLineAndRule() {
    PatternFormatException fault =
        catchThrowableOfType(
            PatternFormatException.class,
            () -> catalog(GOOD.replace("actor.access_key|exists", "actor.acces_key|exists")));
    assertThat(fault.line()).isEqualTo(18);
    assertThat(fault.file()).isEqualTo("test.yml");
    assertThat(fault).hasMessageContaining("rule \"Key used\": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event_count|{gte: 0}|from 1 to 10000",
        "event_count|{gte: 3, field: region}|field is for value_count",
        "event_count|{eq: 3}|eq is not taken",
        "event_count|made|condition must be a map",
        "value_count|{gte: 3}|field is missing",
        "value_count|{gte: 3, field: regoin}|did you mean region",
        "value_count|{gte: 3, field: [region, account]}|field takes one name",
        "temporal|{gte: 2}|from 1 to 1",
        "temporal|made|rules needs two or more"
      })
  void read_countWithFault_saysSo(String type, String condition, String message) {
    assertThatThrownBy(() -> catalog(counting(type, condition))).hasMessageContaining(message);
  }

  private static String counting(String type, String condition) {
    return GOOD.substring(0, GOOD.indexOf("---"))
        + """
        ---
        title: Many
        correlation:
            type: %s
            rules: made
            group-by: []
            timespan: 1h
            condition: %s
        """
            .formatted(type, condition);
  }

  @Test
  void read_listsAndDocuments_areTheSame() {
    String list = "- " + GOOD.strip().replace("\n", "\n  ").replace("\n  ---\n  ", "\n- ") + "\n";
    assertThat(catalog(list).patterns()).isEqualTo(catalog(GOOD).patterns());
  }

  /** As rules are published: with all that Sigma has, and a key of the publisher's own. */
  @Test
  void read_ruleAsItIsPublished_isAPattern() {
    PatternCatalog published =
        catalog(
            """
            title: Flow Logs Deleted
            id: 2f0a7c1e-0000-4000-8000-000000000001
            related:
                - id: 2f0a7c1e-0000-4000-8000-000000000002
                  type: similar
            status: experimental
            description: Detects that flow logs were deleted
            references:
                - https://example.com/flow-logs
            author: Ann Example
            date: 2026-03-01
            modified: 2026-03-17
            tags:
                - attack.defense-evasion
                - attack.t1562.008
            logsource:
                product: aws
                service: cloudtrail
                definition: management events are needed
            detection:
                selection_source:
                    eventSource: ec2.amazonaws.com
                selection_name:
                    eventName|startswith:
                        - DeleteFlowLogs
                filter_main_service:
                    userIdentity.type: AWSService
                filter_optional_error:
                    errorCode|exists: true
                condition: all of selection_* and not 1 of filter_*
            fields:
                - userIdentity.arn
            falsepositives:
                - Clean-up of networks that are no longer used
            level: high
            simulation: example
            """);
    assertThat(published.patterns())
        .extracting(SignalPattern::id)
        .containsExactly("2f0a7c1e-0000-4000-8000-000000000001");
    Signal deleted = Signals.call("d", 0, "DeleteFlowLogs", "service=ec2");
    Signal denied = Signals.call("e", 0, "DeleteFlowLogs", "service=ec2", "error=AccessDenied");
    assertThat(PatternMatcher.match(published, List.of(deleted, denied)))
        .extracting(Signals::shown)
        .containsExactly("d");
  }

  /** Sigma's generate: what is a step is a pattern by itself as well. */
  @Test
  void read_generate_keepsTheSteps() {
    assertThat(catalog(GOOD.replace("status: test", "generate: true")).patterns())
        .extracting(SignalPattern::id)
        .containsExactly("made", "used", "made-and-used");
  }

  @Test
  void read_folder_rulesReferToEachOther(@TempDir Path folder) throws IOException {
    int cut = GOOD.lastIndexOf("---");
    Files.writeString(folder.resolve("b.yml"), GOOD.substring(0, cut));
    Files.writeString(folder.resolve("a.yaml"), GOOD.substring(cut));
    Files.writeString(folder.resolve("notes.txt"), "not read");
    assertThat(PatternCatalog.read(folder).patterns()).isEqualTo(catalog(GOOD).patterns());
  }

  @Test
  void read_nothing_isRefused() {
    assertThatThrownBy(() -> catalog("---\n---\n")).hasMessageContaining("there is no rule in it");
  }

  @Test
  void read_tooLongTooDeepOrNotUtf8_isRefused() {
    assertThatThrownBy(() -> catalog("#".repeat((1 << 20) + 1))).hasMessageContaining("1 MiB");
    assertThatThrownBy(() -> catalog("[".repeat(5_000))).hasMessageContaining("nested deeper");
    assertThatThrownBy(
            () ->
                PatternCatalog.read(
                    new ByteArrayInputStream(new byte[] {'a', ':', ' ', (byte) 0xff}), "x"))
        .hasMessageContaining("not UTF-8");
  }

  /** Nine levels of nine aliases each would be 387 million values. */
  @Test
  void read_aliasesOfAliases_areRefusedAtTheFirst() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a" + i + ": &a" + i + " [").append(("*a" + (i - 1) + ", ").repeat(9));
      bomb.append("x]\n");
    }
    assertThatThrownBy(() -> catalog(bomb.toString()))
        .hasMessageStartingWith("test.yml:2: an alias (*) is not taken");
  }

  @Test
  void with_idTwice_isRefused() {
    assertThatThrownBy(() -> catalog(GOOD).with(catalog(GOOD)))
        .hasMessage("two patterns are called made-and-used");
  }

  /** Whatever is typed, it is read, or refused with a message that leads to the place. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void read_anythingTyped_isReadOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String letters = "\n\n:  -|{}[]'\"*&!#%@,?~01abcdexyz\\()\t\u0000\u00e9\ud83d";
    for (int i = 0; i < 1_000; i++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(0, 12));
        switch (random.nextInt(3)) {
          case 0 -> text.delete(at, end);
          case 1 -> text.insert(at, text.substring(random.nextInt(end + 1), text.length()));
          default -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
        }
        text.setLength(Math.min(text.length(), 4_000));
      }
      try {
        catalog(text.toString());
      } catch (PatternFormatException e) {
        assertThat(e.getMessage()).startsWith("test.yml:" + e.line() + ": ").doesNotContain("\n");
      }
    }
  }
}
