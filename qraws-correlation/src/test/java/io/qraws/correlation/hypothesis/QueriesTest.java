// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.correlation.incident.Incident;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hunt in every dialect, read again by what is not ours. */
final class QueriesTest {
  private static final Incident EVERYTHING = Cases.everything();

  private static List<Hypothesis> all() {
    return Hypotheses.of(HuntCatalog.builtIn(), Cases.ALL).about(EVERYTHING, 1000);
  }

  static Stream<Arguments> queries() {
    return all().stream()
        .flatMap(
            one ->
                one.queries().stream()
                    .map(query -> Arguments.of(one.hunt(), query.dialect(), query)));
  }

  @Test
  void about_anIncidentThatShowsEverything_asksEachHuntInEachDialectThatItHas() {
    Map<String, Integer> asked = new HashMap<>();
    all().forEach(one -> asked.put(one.hunt().id(), one.queries().size()));
    HuntCatalog.builtIn()
        .hunts()
        .forEach(hunt -> assertThat(asked).containsEntry(hunt.id(), hunt.dialects().size()));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("queries")
  void query_eachHuntAndDialect_isOneBoundedSelect(Hunt hunt, Dialect dialect, HuntQuery query) {
    assertThat(query.leftOut()).isEmpty();
    assertThat(query.rows()).isEqualTo(hunt.rows());
    assertThat(query.from()).isBefore(query.to());
    if (dialect == Dialect.AQL) {
      AqlGrammar.Read read = AqlGrammar.read(query.text());
      assertThat(read.database()).isEqualTo(hunt.source() == HuntSource.FLOWS ? "flows" : "events");
      assertThat(read.limit()).isEqualTo(hunt.rows());
      assertThat(read.start()).isEqualTo(query.from().toEpochMilli());
      assertThat(read.stop()).isEqualTo(query.to().toEpochMilli());
      assertThat(read.columns()).doesNotHaveDuplicates();
    } else {
      TrinoSql sql = TrinoSql.parse(query.text());
      assertThat(sql.limit()).isEqualTo(hunt.rows());
      if (dialect == Dialect.SECURITY_LAKE) {
        assertThat(sql.boundsOf("time_dt")).containsExactly(">=", "<");
        assertThat(sql.table()).contains("lake.");
      } else if (hunt.source() == HuntSource.FLOWS) {
        assertThat(sql.boundsOf("start")).containsExactly(">=", "<");
        assertThat(query.text()).contains("\"date\" BETWEEN DATE '2026-03-");
      } else {
        assertThat(sql.boundsOf("eventtime")).containsExactly(">=", "<");
        assertThat(query.text()).contains("\"timestamp\" BETWEEN '2026/0");
      }
    }
  }

  @Test
  void queries_ofOneHunt_lookForTheSame() {
    Hypothesis hypothesis = find("rights-raised");
    assertThat(text(hypothesis, Dialect.ATHENA))
        .isEqualTo(
            "SELECT eventtime AS event_time, eventid AS event_id, useridentity.arn AS principal,"
                + " useridentity.accesskeyid AS access_key, sourceipaddress AS source_address,"
                + " eventsource AS service, eventname AS operation, errorcode AS error,"
                + " awsregion AS region, recipientaccountid AS account, useragent AS user_agent,"
                + " requestparameters AS request FROM \"security\".\"cloudtrail_logs_pp\" WHERE"
                + " (\"timestamp\" BETWEEN '2026/03/17' AND '2026/03/20') AND (eventtime >="
                + " '2026-03-17T09:00:00Z' AND eventtime < '2026-03-19T09:05:00Z') AND"
                + " (useridentity.arn = 'arn:aws:iam::111122223333:user/ann' OR"
                + " useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE' OR useridentity.arn LIKE"
                + " '%/CORP\\\\ann' ESCAPE '\\' OR useridentity.arn LIKE '%/ann' ESCAPE '\\') AND"
                + " (eventname IN ('AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy',"
                + " 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy', 'AddUserToGroup',"
                + " 'CreatePolicyVersion', 'SetDefaultPolicyVersion',"
                + " 'DeleteUserPermissionsBoundary', 'DeleteRolePermissionsBoundary',"
                + " 'PutUserPermissionsBoundary')) ORDER BY 1 LIMIT 200");
    assertThat(text(hypothesis, Dialect.SECURITY_LAKE))
        .contains(
            "FROM \"lake\".\"cloud_trail_mgmt_2_0\" WHERE (time_dt >= TIMESTAMP '2026-03-17"
                + " 09:00:00' AND time_dt < TIMESTAMP '2026-03-19 09:05:00') AND (actor.user.uid ="
                + " 'arn:aws:iam::111122223333:user/ann' OR actor.user.credential_uid ="
                + " 'AKIAIOSFODNN7EXAMPLE'")
        .contains("api.operation IN ('AttachUserPolicy'");
    assertThat(text(hypothesis, Dialect.AQL))
        .contains("FROM events WHERE (devicetype = 347) AND ")
        .contains("UTF8(payload) ILIKE '%\"accessKeyId\"%\"AKIAIOSFODNN7EXAMPLE\"%'")
        .contains("UTF8(payload) ILIKE '%\"eventName\"%\"AttachUserPolicy\"%'")
        .endsWith(" LIMIT 200 START 1773738000000 STOP 1773911100000");
  }

  @Test
  void query_withACustomProperty_namesItInsteadOfSearchingThePayload() {
    QueryTargets targets =
        QueryTargets.builder().property(HuntField.OPERATION, "Event Name").build();
    Hypothesis hypothesis =
        Hypotheses.of(HuntCatalog.builtIn(), targets).about(EVERYTHING, 1000).stream()
            .filter(one -> one.hunt().id().equals("user-created"))
            .findFirst()
            .orElseThrow();
    assertThat(hypothesis.queries()).hasSize(1);
    String text = text(hypothesis, Dialect.AQL);
    AqlGrammar.read(text);
    assertThat(text).contains("\"Event Name\" = 'CreateUser'").doesNotContain("eventName");
  }

  @Test
  void query_ofABucketsArn_looksForTheBucketsName() {
    assertThat(text(find("bucket-read"), Dialect.ATHENA))
        .contains("json_extract_scalar(requestparameters, '$.bucketName') = 'payroll'");
  }

  @Test
  void about_aHuntThatADialectLacks_saysWhy() {
    assertThat(find("login-without-mfa").gaps())
        .singleElement()
        .asString()
        .startsWith("SECURITY_LAKE: ");
  }

  @Test
  void targets_withNamesThatAreNone_areRefused() {
    for (String name :
        List.of("", "a.b.c.d", "a\"b", "a;b", "a b", "a..b", "t'--", ".", "db.\u00e4", "a\nb")) {
      assertThatThrownBy(() -> QueryTargets.builder().cloudTrail(name, DayPartition.none()))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> DayPartition.text("a\" OR 1=1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QueryTargets.builder().property(HuntField.OPERATION, "a\"b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QueryTargets.builder().property(HuntField.REQUEST, "Request"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What would go wrong if the grammar took anything. */
  @Test
  void grammar_ofTextsThatAreNoQuery_refusesThem() {
    String good = "SELECT qid AS qid FROM events WHERE qid = 7 LIMIT 1 START 1 STOP 2";
    AqlGrammar.read(good);
    for (String bad :
        List.of(
            good + "; SELECT 1",
            good.replace(" LIMIT 1", ""),
            good.replace("START 1 STOP 2", ""),
            good.replace("events", "users"),
            good.replace("= 7", "= 'a'b'"),
            good.replace("= 7", "= 'a"),
            good.replace("qid = 7", "EVAL(qid) = 7"),
            good.replace("qid = 7", "(qid = 7"))) {
      assertThatThrownBy(() -> AqlGrammar.read(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Hypothesis find(String id) {
    return all().stream().filter(one -> one.hunt().id().equals(id)).findFirst().orElseThrow();
  }

  private static String text(Hypothesis hypothesis, Dialect dialect) {
    return hypothesis.queries().stream()
        .filter(query -> query.dialect() == dialect)
        .findFirst()
        .orElseThrow()
        .text();
  }
}
