// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.correlation.incident.Incident;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values from outside stay values, read again by what is not ours. */
final class HostileValuesTest {
  private static final String[] PIECES = {
    "'",
    "''",
    "\"",
    "\\",
    "\\'",
    "%",
    "_",
    "--",
    "/*",
    "*/",
    ";",
    "\n",
    "\r",
    "\t",
    " OR 1=1",
    "') OR ('1'='1",
    " LIMIT 9 ",
    "START",
    "\u2028",
    "\u2019",
    "\uD83D\uDE00",
    "\u0000",
    "\uD83D",
    "\u00e4",
    "a",
    "Z",
    "7",
    " ",
    "/",
    ":",
    "@",
    "{",
    "}",
    "$",
    "?",
    "U&'",
    "\u202E"
  };

  /** One for each way in which a value is compared. */
  private static final Set<String> SOME =
      Set.of(
          "calls-denied",
          "user-on-premises",
          "resource-touched",
          "target-user-changed",
          "bucket-read",
          "key-in-logs",
          "malware-found");

  private static final Hypotheses HYPOTHESES = Hypotheses.of(HuntCatalog.builtIn(), Cases.ALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o'neil",
        "x' OR '1'='1",
        "x'; DROP TABLE users; --",
        "a\\",
        "a\\'b",
        "100%_sure",
        "line\nbreak",
        "\uD83D\uDE00 smile",
        "a\"b",
        "$.userName",
        "x' ESCAPE '!"
      })
  void query_hostileName_staysOneTextOfOneQuery(String value) {
    List<HuntQuery> queries = queries(value, hunt -> SOME.contains(hunt.id()));
    check(queries, value);
    assertThat(queries).anyMatch(query -> query.dialect() == Dialect.ATHENA);
  }

  @Test
  void query_aHostileNameInEachHunt_staysOneTextOfOneQuery() {
    String value = "x') OR '1'='1'; DROP TABLE users; --%\\_";
    check(queries(value, hunt -> true), value);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void query_randomNames_stayTexts(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        value.append(PIECES[random.nextInt(PIECES.length)]);
      }
      if (!value.toString().isBlank()) {
        String name = value.toString().strip();
        check(queries(name, hunt -> SOME.contains(hunt.id())), name);
      }
    }
  }

  /** An incident that only a hostile host speaks of must not lose its hypotheses in silence. */
  @Test
  void about_aNameThatAqlCantQuote_saysSo() {
    Incident incident =
        Cases.incident(
            Cases.offense(1, 0, "Trojan", Cases.seen(ObservableKind.HOST, "a\nb", Role.TARGET)));
    Hypothesis malware =
        HYPOTHESES.about(incident, 100).stream()
            .filter(one -> one.hunt().id().equals("malware-found"))
            .findFirst()
            .orElseThrow();
    assertThat(malware.queries()).isEmpty();
    assertThat(malware.gaps()).anyMatch(gap -> gap.startsWith("AQL: 1 of 1 values of HOST can't"));
  }

  /** A user who calls himself % would else make QRadar give all that it has. */
  @Test
  void aql_aNameOfWildcardsAlone_isLeftOut() {
    Incident incident =
        Cases.incident(Cases.offense(1, 0, "Trojan", Cases.user("%"), Cases.user("ann")));
    HuntQuery query =
        Hypotheses.of(HuntCatalog.builtIn(), QueryTargets.builder().build())
            .about(incident, 100)
            .stream()
            .filter(one -> one.hunt().id().equals("user-on-premises"))
            .findFirst()
            .orElseThrow()
            .queries()
            .get(0);
    assertThat(query.text()).contains("username ILIKE 'ann'").doesNotContain("ILIKE '%'");
    assertThat(query.leftOut()).singleElement().asString().startsWith("1 of 2 values of USER");
  }

  private static List<HuntQuery> queries(String value, Predicate<Hunt> asked) {
    Incident incident =
        Cases.incident(
            Cases.call(
                "e1",
                0,
                "CreateUser",
                Cases.user(value),
                Cases.key(value),
                Cases.source(value),
                Cases.seen(ObservableKind.PRINCIPAL, value, Role.ACTOR),
                Cases.seen(ObservableKind.USER, value, Role.TARGET),
                Cases.seen(ObservableKind.RESOURCE, value, Role.TARGET),
                Cases.seen(ObservableKind.HOST, value, Role.TARGET)));
    return HYPOTHESES.about(incident, 1000).stream()
        .filter(one -> asked.test(one.hunt()))
        .flatMap(one -> one.queries().stream())
        .toList();
  }

  /** The same tree as for a harmless name, and the name itself in it. */
  private static void check(List<HuntQuery> queries, String value) {
    for (HuntQuery query : queries) {
      if (query.dialect() == Dialect.AQL) {
        AqlGrammar.Read read = AqlGrammar.read(query.text());
        assertThat(read.limit()).isEqualTo(query.rows());
        if (query.text().contains("(username ILIKE") && query.leftOut().isEmpty()) {
          assertThat(read.texts()).contains(value);
        }
      } else {
        TrinoSql sql = TrinoSql.parse(query.text());
        assertThat(sql.limit()).isEqualTo(query.rows());
        if (query.text().contains("useridentity.accesskeyid = ")) {
          assertThat(sql.texts()).contains(value);
          assertThat(sql.patterns())
              .contains("%/" + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"));
        }
      }
    }
  }
}
