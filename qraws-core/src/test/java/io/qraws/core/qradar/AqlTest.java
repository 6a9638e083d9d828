// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AqlTest {
  private static final Instant START = Instant.ofEpochMilli(1773734400000L);

  private static Aql.Builder query() {
    return Aql.events().column("sourceip", "source_ip").last(Duration.ofMinutes(15));
  }

  @Test
  void build_everyPart_standsInAqlsOrder() {
    Aql aql =
        Aql.events()
            .column("sourceip", "source_ip")
            .column("Custom Property", "custom")
            .call("QIDNAME", "qid", "event_name")
            .where(AqlCondition.eq("username", "o'neil"))
            .where(
                AqlCondition.or(
                    AqlCondition.inCidr("10.0.0.0/8", "sourceip"),
                    AqlCondition.not(AqlCondition.isNull("last"))))
            .between(START, START.plusSeconds(60))
            .limit(50)
            .build();
    assertThat(aql)
        .hasToString(
            "SELECT sourceip AS source_ip, \"Custom Property\" AS custom, QIDNAME(qid) AS event_name"
                + " FROM events WHERE (username = 'o''neil') AND ((INCIDR('10.0.0.0/8', sourceip))"
                + " OR (NOT (\"last\" IS NULL))) LIMIT 50 START 1773734400000 STOP 1773734460000");
    assertThat(aql.limit()).isEqualTo(50);
  }

  @Test
  void conditions_each() {
    assertThat(AqlCondition.eq("qid", 7)).hasToString("qid = 7");
    assertThat(AqlCondition.callEq("LOGSOURCETYPENAME", "devicetype", "Custom Rule Engine"))
        .hasToString("LOGSOURCETYPENAME(devicetype) = 'Custom Rule Engine'");
    assertThat(AqlCondition.in("username", List.of("a", "b")))
        .hasToString("username IN ('a', 'b')");
    assertThat(AqlCondition.between("starttime", 1, 2)).hasToString("starttime BETWEEN 1 AND 2");
    assertThat(AqlCondition.ilike("url", "%evil%")).hasToString("url ILIKE '%evil%'");
    assertThat(AqlCondition.callIlike("UTF8", "payload", "%o'neil%"))
        .hasToString("UTF8(payload) ILIKE '%o''neil%'");
    assertThat(AqlCondition.inOffense(16)).hasToString("INOFFENSE(16)");
    assertThat(AqlCondition.referenceSetContains("q's", "sourceip"))
        .hasToString("REFERENCESETCONTAINS('q''s', sourceip)");
    assertThat(AqlCondition.and(AqlCondition.eq("a", 1), AqlCondition.eq("b", 2)))
        .hasToString("(a = 1) AND (b = 2)");
  }

  @Test
  void build_withoutColumnOrWindow_isRefused() {
    assertThatThrownBy(() -> Aql.events().column("qid", "qid").build())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Aql.flows().last(Duration.ofMinutes(1)).build())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void builder_outsideItsRanges_isRefused() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> query().limit(0),
            () -> query().limit(100_001),
            () -> query().last(Duration.ofSeconds(90)),
            () -> query().last(Duration.ZERO),
            () -> query().between(START, START),
            () -> query().column("x", "not an alias"),
            () -> query().column("x", "select"),
            () -> query().column("a\"b", "x"),
            () -> query().column("a\\", "x"),
            () -> query().column(" ", "x"),
            () -> query().call("UTF8(x", "payload", "x"),
            () -> AqlCondition.inOffense(-1),
            () -> AqlCondition.inCidr("10.0.0.0/8') OR (1=1", "sourceip"),
            () -> AqlCondition.in("x", List.of()),
            AqlCondition::or)) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\n", "\u0000", "a\u0085b", "\u2028", "\ud800x", "x\\", "a\\'b", "\\\\'"})
  void eq_valueThatCantBeQuoted_isRefused(String value) {
    assertThatThrownBy(() -> AqlCondition.eq("username", value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** An ordinary backslash is what Windows accounts need. */
  @Test
  void eq_backslashInside_staysAsItIs() {
    assertThat(AqlCondition.eq("username", "CORP\\ann")).hasToString("username = 'CORP\\ann'");
  }

  /** Whatever the text, the query holds it as one literal, and is otherwise what it was. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eq_hostileText_staysOneLiteral(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> plain = tokens(query().where(AqlCondition.eq("username", "x")).build(), false);
    int taken = 0;
    for (int i = 0; i < 3_000; i++) {
      String value = Hostile.text(random);
      Aql aql;
      try {
        aql = query().where(AqlCondition.eq("username", value)).build();
      } catch (IllegalArgumentException e) {
        continue;
      }
      taken++;
      List<String> expected = new ArrayList<>(plain);
      expected.set(plain.indexOf("'x"), "'" + value);
      assertThat(tokens(aql, false)).isEqualTo(expected);
      // Had QRadar taken the backslash for an escape, the literal would end in the same place.
      assertThat(tokens(aql, true)).hasSameSizeAs(expected);
    }
    assertThat(taken).isGreaterThan(500);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void column_hostileName_staysOneIdentifier(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = tokens(query().column("y", "y").build(), false).size();
    for (int i = 0; i < 3_000; i++) {
      String name = Hostile.text(random);
      try {
        Aql aql = query().column(name, "y").build();
        assertThat(tokens(aql, false)).hasSize(size).containsAnyOf(name, '"' + name);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("a name");
      }
    }
  }

  /**
   * AQL's tokens by a reader of its own: a literal after one quote mark, a quoted name after one
   * double quote, words and signs as they are.
   */
  private static List<String> tokens(Aql aql, boolean backslashEscapes) {
    String text = aql.toString();
    List<String> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ' ') {
        i++;
      } else if (c == '\'' || c == '"') {
        StringBuilder token = new StringBuilder().append(c);
        i++;
        while (true) {
          if (backslashEscapes && text.charAt(i) == '\\') {
            token.append(text.charAt(i + 1));
            i += 2;
          } else if (text.charAt(i) != c) {
            token.append(text.charAt(i++));
          } else if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == c) {
            token.append(c);
            i += 2;
          } else {
            i++;
            break;
          }
        }
        tokens.add(token.toString());
      } else if (Character.isLetterOrDigit(c) || c == '_') {
        int start = i;
        while (i < text.length()
            && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
          i++;
        }
        tokens.add(text.substring(start, i));
      } else {
        tokens.add(String.valueOf(c));
        i++;
      }
    }
    return tokens;
  }
}
