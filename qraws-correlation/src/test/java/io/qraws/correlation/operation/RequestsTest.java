// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestsTest {
  private static final String TRUST =
      "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Effect\": \"Allow\","
          + " \"Principal\": { \"AWS\": \"arn:aws:iam::%s:root\" }, \"Action\": \"sts:AssumeRole\" } ] }";

  private static ApiCall asks(String operation, String key, String value) {
    return with(call(operation), false, null, "IAMUser", Map.of("requestParameters." + key, value));
  }

  private static ApiCall call(String operation) {
    SignalHeader header =
        SignalHeader.builder("c", Format.CLOUDTRAIL, SourceRef.DERIVED, Raw.EMPTY)
            .account("111122223333")
            .build();
    return new ApiCall(header, "iam", operation, false, null, "IAMUser", "", null, Map.of());
  }

  private static ApiCall with(
      ApiCall call, boolean readOnly, Boolean mfa, String userType, Map<String, String> details) {
    return new ApiCall(
        call.header(), "iam", call.operation(), readOnly, null, userType, "", mfa, details);
  }

  @ParameterizedTest(name = "{0} with {1} = {2}")
  @CsvSource({
    "AuthorizeSecurityGroupIngress, ipPermissions.items.0.ipRanges.items.0.cidrIp, 0.0.0.0/0, true",
    "AuthorizeSecurityGroupIngress, ipPermissions.items.0.ipRanges.items.0.cidrIp, 10.0.0.0/8, false",
    "RevokeSecurityGroupIngress, ipPermissions.items.0.ipRanges.items.0.cidrIp, 0.0.0.0/0, false",
    "AttachUserPolicy, policyArn, arn:aws:iam::aws:policy/AdministratorAccess, true",
    "AttachUserPolicy, policyArn, arn:aws:iam::aws:policy/ReadOnlyAccess, false",
    "DetachUserPolicy, policyArn, arn:aws:iam::aws:policy/AdministratorAccess, false",
    "PutBucketPublicAccessBlock, PublicAccessBlockConfiguration.BlockPublicAcls, false, true",
    "PutBucketPublicAccessBlock, PublicAccessBlockConfiguration.BlockPublicAcls, true, false",
    "PutBucketVersioning, VersioningConfiguration.Status, Suspended, true",
    "PutBucketVersioning, VersioningConfiguration.Status, Enabled, false",
    "PutBucketAcl, x-amz-acl, public-read, true",
    "PutBucketAcl, x-amz-acl, private, false",
    "ModifyImageAttribute, launchPermission.add.items.0.group, all, true",
    "ModifyImageAttribute, launchPermission.add.items.0.userId, 444455556666, false",
    "RunInstances, instanceType, p4d.24xlarge, true",
    "RunInstances, instanceType, t3.micro, false"
  })
  void salience_whatIsAskedFor(String operation, String key, String value, boolean telling) {
    assertThat(Requests.salience(asks(operation, key, value)) > 0).isEqualTo(telling);
  }

  @Test
  void salience_trustInAnotherAccount_isTelling() {
    String stranger = String.format(TRUST, "444455556666");
    assertThat(Requests.salience(asks("UpdateAssumeRolePolicy", "policyDocument", stranger)))
        .isGreaterThan(0.5);
    assertThat(
            Requests.salience(
                asks(
                    "UpdateAssumeRolePolicy",
                    "policyDocument",
                    String.format(TRUST, "111122223333"))))
        .isZero();
  }

  @Test
  void salience_urlEncodedPolicyForAnything_isTelling() {
    String policy =
        "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22%2A%22%2C"
            + "%22Resource%22%3A%22%2A%22%7D%5D%7D";
    assertThat(Requests.salience(asks("PutUserPolicy", "policyDocument", policy)))
        .isGreaterThan(0.5);
  }

  /** Anyone from the office is not anyone. */
  @Test
  void salience_anybodyUnderACondition_isNotTheWorld() {
    String open = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\"%s}";
    assertThat(Requests.salience(asks("PutBucketPolicy", "policy", String.format(open, ""))))
        .isGreaterThan(0.5);
    assertThat(
            Requests.salience(
                asks("PutBucketPolicy", "policy", String.format(open, ",\"Condition\":{\"a\":1}"))))
        .isZero();
  }

  @Test
  void salience_passwordAlone_countsForLastingUsersOnly() {
    ApiCall login = call("ConsoleLogin");
    assertThat(Requests.salience(with(login, false, false, "Root", Map.of()))).isPositive();
    assertThat(Requests.salience(with(login, false, true, "Root", Map.of()))).isZero();
    assertThat(Requests.salience(with(login, false, null, "Root", Map.of()))).isZero();
    assertThat(Requests.salience(with(login, false, false, "AssumedRole", Map.of()))).isZero();
  }

  @Test
  void salience_reading_asksForNothing() {
    ApiCall read =
        with(
            call("DescribeSecurityGroups"),
            true,
            null,
            "IAMUser",
            Map.of("requestParameters.cidr", "0.0.0.0/0"));
    assertThat(Requests.salience(read)).isZero();
  }
}
