// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PoliciesTest {
  private static final String US = "111122223333";

  private static String policy(String statements) {
    return "{\"Version\": \"2012-10-17\",\n \"Statement\": " + statements.replace('\'', '"') + "}";
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "World    | [{'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'r'}]",
        "World    | {'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'r'}",
        "World    | [{'Effect':'Allow','Principal':{'AWS':'*'},'Action':['s3:GetObject']}]",
        "World    | [{'Effect':'Allow','Principal':{'AWS':['*']},'Action':['s3:GetObject']}]",
        "World    | [{'Effect':'Allow','Principal':'*','Condition':{'a':{'b':'c'}}},{'Effect':'Allow','Principal':'*'}]",
        "World    | [{'Effect':'Allow','Principal':{'*':'*'},'Action':'s3:GetObject'}]",
        "World    | [{'Effect':'Allow','NotPrincipal':{'AWS':'111122223333'},'Action':'s3:GetObject'}]",
        "nothing  | [{'Effect':'Deny','NotPrincipal':{'AWS':'111122223333'},'Action':'s3:*'}]",
        "nothing  | [{'Effect':'Allow','Principal':'*','Condition':{'a':{'b':'c'}}}]",
        "nothing  | [{'Effect':'Deny','Principal':'*','Action':'s3:*'}]",
        "nothing  | [{'Effect':'Deny','Principal':'*'},{'Effect':'Allow','Principal':{'AWS':'111122223333'}}]",
        "stranger | [{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::444455556666:root'}}]",
        "stranger | [{'Effect':'Allow','Principal':{'AWS':['111122223333','444455556666']}}]",
        "stranger | [{'Effect':'Allow','Principal':{'AWS':'arn:aws-cn:sts::444455556666:assumed-role/r/s'}}]",
        "nothing  | [{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:root'},'Action':'kms:*'}]",
        "nothing  | [{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:root'},'Action':'*'}]",
        "nothing  | [{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'}}]",
        "nothing  | [{'Effect':'Allow','Principal':{'Federated':'arn:aws:iam::444455556666:saml-provider/x'}}]",
        "rights   | [{'Effect':'Allow','Action':'*','Resource':'*'}]",
        "rights   | [{'Effect':'Allow','Action':['s3:Get','*:*'],'Resource':['*']}]",
        "nothing  | [{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::b/*'}]",
        "nothing  | [{'Effect':'Allow','Action':'s3:*','Resource':'*'}]",
        "nothing  | []",
        "nothing  | 'Allow'"
      })
  void ofText_eachForm(String expected, String statements) {
    double salience =
        switch (expected) {
          case "World" -> Policies.WORLD;
          case "stranger" -> Policies.STRANGER;
          case "rights" -> Policies.ALL_RIGHTS;
          default -> 0;
        };
    String text = policy(statements);

    assertThat(Policies.ofText(US, text)).isEqualTo(salience);
    assertThat(Policies.ofText(US, URLEncoder.encode(text, StandardCharsets.UTF_8)))
        .isEqualTo(salience);
  }

  /** Readers cut what is very long. */
  @Test
  void ofText_cutShort_isJudgedByWhatIsLeft() {
    String text =
        policy("[{'Effect':'Allow','Principal':{'AWS':'444455556666'}},{'Effect':'Deny'}]");
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);

    assertThat(Policies.ofText(US, text.substring(0, text.length() - 9)))
        .isEqualTo(Policies.STRANGER);
    for (int cut = 1; cut < 4; cut++) {
      assertThat(Policies.ofText(US, encoded.substring(0, encoded.length() - cut)))
          .isEqualTo(Policies.STRANGER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Allow",
        "{Allow",
        "%7BAllow%",
        "%7B%zzAllow",
        "[[[[[[Allow",
        "{\"Statement\":{\"Effect\":[\"Allow\"],\"Principal\":{\"AWS\":{\"a\":1}}}}",
        "{\"Statement\":[[{\"Effect\":\"Allow\"}]]}"
      })
  void ofText_noPolicy_isNothing(String text) {
    assertThat(Policies.ofText(US, text)).isZero();
  }

  @Test
  void ofText_unknownAccount_hasNoStrangers() {
    assertThat(
            Policies.ofText(
                null, policy("[{'Effect':'Allow','Principal':{'AWS':'444455556666'}}]")))
        .isZero();
  }

  @Test
  void ofDetails_twoPolicies_areNotMixed() {
    Map<String, String> details =
        Map.of(
            "requestParameters.a.Statement.Effect", "Deny",
            "requestParameters.a.Statement.Principal", "*",
            "requestParameters.b.statement.0.effect", "Allow",
            "requestParameters.b.statement.0.principal.AWS", US);

    assertThat(Policies.ofDetails(US, details)).isZero();
  }
}
