// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"ann", "ANN", "CORP\\ann", "ann@corp.example"})
  void of_userInAnySpelling_isOneKey(String name) {
    assertThat(LinkKey.of(new Observable(ObservableKind.USER, name, Role.ACTOR)))
        .contains(new LinkKey(ObservableKind.USER, "ann"));
  }

  @Test
  void of_account_isNoKey() {
    assertThat(LinkKey.of(new Observable(ObservableKind.ACCOUNT, "111122223333", Role.TARGET)))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "CORP\\adm-jdoe, jdoe",
    "jdoe.admin@corp.example, jdoe",
    "j.doe@corp.example, jdoe",
    "j_doe, jdoe",
    "admin, admin",
    "adm-x, admx",
    "administrator, administrator"
  })
  void of_userNamedByAnotherHabit_isThePerson(String value, String person) {
    assertThat(LinkKey.of(new Observable(ObservableKind.USER, value, Role.ACTOR)))
        .contains(new LinkKey(ObservableKind.USER, person));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "arn:aws:s3:::example-bucket, example-bucket",
    "arn:aws:s3:::example-bucket/a/b.txt, example-bucket",
    "arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc, i-0abc",
    "arn:aws:lambda:eu-central-1:111122223333:function:f, arn:aws:lambda:eu-central-1:111122223333:function:f",
    "i-0abc, i-0abc"
  })
  void of_resource_isItsNameWhereThatIsUnique(String value, String name) {
    assertThat(LinkKey.of(new Observable(ObservableKind.RESOURCE, value, Role.TARGET)))
        .contains(new LinkKey(ObservableKind.RESOURCE, name));
  }

  /** Every customer has them, so sharing one says nothing. */
  @Test
  void of_whatAwsGivesToAll_isNoKey() {
    assertThat(
            LinkKey.of(
                new Observable(
                    ObservableKind.PRINCIPAL,
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    Role.TARGET)))
        .isEmpty();
    assertThat(
            LinkKey.of(new Observable(ObservableKind.RESOURCE, "AWS-RunShellScript", Role.TARGET)))
        .isEmpty();
  }

  /** In a hash table these two lie in one place, and only their order tells them apart. */
  @Test
  void compareTo_sameHash_tellsApart() {
    LinkKey one = new LinkKey(ObservableKind.USER, "an");
    LinkKey other = new LinkKey(ObservableKind.USER, "c0");

    assertThat(other).hasSameHashCodeAs(one).isGreaterThan(one).isEqualByComparingTo(other);
    assertThat(new LinkKey(ObservableKind.HOST, "an")).isNotEqualByComparingTo(one);
  }
}
