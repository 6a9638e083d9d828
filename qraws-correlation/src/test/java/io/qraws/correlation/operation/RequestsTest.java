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
    "RunInstances, instanceType, t3.micro, false",
    "AttachRolePolicy, policyArn, arn:aws:iam::aws:policy/IAMFullAccess, true",
    "AddPermission20150331v2, principal, *, true",
    "AddPermission20150331v2, principal, 444455556666, true",
    "AddPermission20150331v2, principal, arn:aws:iam::444455556666:role/r, true",
    "AddPermission20150331v2, principal, 111122223333, false",
    "AddPermission20150331v2, principal, events.amazonaws.com, false",
    "AddPermission20150331v2, sourceAccount, 444455556666, false",
    "AddLayerVersionPermission20181031, principal, *, true",
    "PutObject, x-amz-server-side-encryption-customer-algorithm, AES256, true",
    "PutObject, x-amz-server-side-encryption, AES256, false",
    "CopyObject, x-amz-server-side-encryption-aws-kms-key-id, arn:aws:kms:eu-west-1:444455556666:key/k, true",
    "CopyObject, x-amz-server-side-encryption-aws-kms-key-id, arn:aws:kms:eu-west-1:111122223333:key/k, false",
    "ModifyInstanceAttribute, userData, <sensitiveDataRemoved>, true",
    "ModifyInstanceAttribute, disableApiTermination.value, false, true",
    "ModifyInstanceAttribute, instanceType.value, t3.micro, false",
    "ModifyInstanceMetadataOptions, ModifyInstanceMetadataOptionsRequest.HttpTokens, optional, true",
    "ModifyInstanceMetadataOptions, ModifyInstanceMetadataOptionsRequest.HttpTokens, required, false",
    "CreateFunctionUrlConfig, authType, NONE, true",
    "CreateFunctionUrlConfig, authType, AWS_IAM, false",
    "UpdateDetector, enable, false, true",
    "UpdateDetector, features.0.enable, true, false",
    "UpdateDetector, enableMore.enable, false, true",
    "UpdateTrail, isMultiRegionTrail, false, true",
    "UpdateTrail, notIsMultiRegionTrail, false, false",
    "PutBucketLifecycle, LifecycleConfiguration.Rule.Expiration.Days, 1, true",
    "PutBucketLifecycle, LifecycleConfiguration.Rule.Expiration.Days, 10, false",
    "PutBucketLifecycle, LifecycleConfiguration.Rule.Transition.Days, 1, false",
    "UpdateClusterConfig, resourcesVpcConfig.publicAccessCidrs.0, 0.0.0.0/0, true",
    "UpdateClusterConfig, logging.clusterLogging.0.enabled, false, true",
    "AssociateAccessPolicy, policyArn, arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, true",
    "AssociateAccessPolicy, policyArn, arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy, false",
    "PutObject, key, db/HOW_TO_RESTORE_YOUR_FILES.txt, true",
    "PutObject, key, README_DECRYPT.html, true",
    "PutObject, key, reports/2026/profile-data.csv, false",
    "PutObject, key, recover/data/part-0001.txt, false",
    "PutObject, key, recover-data/part-0001.parquet, false",
    "UpdateProjectVisibility, projectVisibility, PUBLIC_READ, true",
    "UpdateProjectVisibility, projectVisibility, PRIVATE, false",
    "ModifyDBInstance, publiclyAccessible, true, true",
    "ModifyDBInstance, publiclyAccessible, false, false"
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

  @Test
  void salience_readingAStartScript_evenThoughItOnlyReads() {
    ApiCall call =
        with(
            call("DescribeInstanceAttribute"),
            true,
            null,
            "IAMUser",
            Map.of("requestParameters.attribute", "userData"));

    assertThat(Requests.salience(call)).isPositive();
    assertThat(Requests.salience(with(call, true, null, "IAMUser", Map.of()))).isZero();
  }

  @Test
  void tactic_ofObjectsWrittenWithTheCallersOwnKey_isImpact() {
    String key = "x-amz-server-side-encryption-customer-algorithm";

    assertThat(Operations.tactic(asks("CopyObject", key, "AES256"))).hasValue("IMPACT");
    assertThat(Operations.tactic(asks("CopyObject", "x-amz-acl", "private"))).isEmpty();
  }

  /** As CloudTrail writes the policy of a bucket. */
  @Test
  void salience_policyAsAnObject_isRead() {
    ApiCall open =
        with(
            call("PutBucketPolicy"),
            false,
            null,
            "IAMUser",
            Map.of(
                "requestParameters.bucketPolicy.Statement.0.Effect", "Allow",
                "requestParameters.bucketPolicy.Statement.0.Principal.AWS", "*",
                "requestParameters.bucketPolicy.Statement.0.Action", "s3:GetObject"));

    assertThat(Requests.salience(open)).isEqualTo(Policies.WORLD);
  }
}
