// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.List;

/**
 * What administrators and engineers do now and then that attackers do too.
 *
 * @param rate how many times a day in the whole company
 * @param engineers whether people who are no administrators do it as well
 * @param call the call
 */
record EstateTask(double rate, boolean engineers, Call call) {
  static final List<EstateTask> ALL =
      List.of(
          admin(.4, Call.of("iam", "CreateUser", "userName", "svc-report")),
          admin(1.2, Call.of("iam", "CreateAccessKey", "userName", "svc-sync")),
          admin(1, Call.of("iam", "DeleteAccessKey", "userName", "svc-sync")),
          admin(.3, Call.of("iam", "CreateLoginProfile", "userName", "guest-3")),
          admin(.3, Call.of("iam", "DeleteLoginProfile", "userName", "guest-2")),
          admin(.5, Call.of("iam", "UpdateLoginProfile", "userName", "guest-1")),
          admin(.4, Call.of("iam", "DeactivateMFADevice", "userName", "guest-2")),
          admin(.4, Call.of("iam", "AttachUserPolicy", "userName", "svc-report")),
          admin(.5, Call.of("iam", "AddUserToGroup", "userName", "svc-report")),
          admin(.4, Call.of("iam", "UpdateAssumeRolePolicy", "roleName", "partner-read")),
          engineer(.8, Call.of("iam", "CreateRole", "roleName", "app-new")),
          engineer(.8, Call.of("iam", "PutRolePolicy", "roleName", "app-new")),
          engineer(.8, Call.of("iam", "AttachRolePolicy", "roleName", "app-new")),
          engineer(.5, Call.of("iam", "CreatePolicyVersion", "policyArn", "app-policy")),
          engineer(3, ingress("10.0.0.0/8")),
          engineer(.4, ingress("0.0.0.0/0")),
          admin(
              .3,
              Call.of("ec2", "ModifySnapshotAttribute", "snapshotId", "snap-0a1b2c3d4e5f60718")),
          engineer(.3, Call.of("ec2", "ModifyImageAttribute", "imageId", "ami-0a1b2c3d4e5f60718")),
          engineer(2.5, Call.of("ssm", "SendCommand", "documentName", "AWS-RunShellScript")),
          engineer(8, Call.of("ssm", "StartSession", "target", "i-0a1b2c3d4e5f60718")),
          engineer(3, Call.of("ssm", "DescribeInstanceInformation")),
          engineer(2, Call.of("ssm", "GetCommandInvocation", "commandId", "c-1")),
          engineer(3, Call.of("ssm", "DescribeParameters")),
          engineer(3, Call.of("ssm", "GetParameters", "withDecryption", true)),
          engineer(1, Call.of("ec2-instance-connect", "SendSSHPublicKey", "instanceId", "i-1")),
          engineer(.6, Call.of("ec2", "GetPasswordData", "instanceId", "i-0a1b2c3d4e5f60718")),
          engineer(4, Call.of("secretsmanager", "GetSecretValue", "secretId", "app/db")),
          engineer(.3, Call.of("secretsmanager", "BatchGetSecretValue")),
          engineer(
              2, Call.of("lambda", "UpdateFunctionConfiguration20150331v2", "functionName", "f")),
          engineer(4, Call.of("ec2", "RunInstances", "instanceType", "m7g.large")),
          engineer(.2, Call.of("ec2", "RunInstances", "instanceType", "g5.12xlarge")),
          engineer(4, Call.of("ec2", "TerminateInstances", "instanceId", "i-0a1b2c3d4e5f60718")),
          admin(.06, Call.of("ec2", "DeleteFlowLogs", "flowLogId", "fl-1")),
          admin(.05, Call.of("cloudtrail", "PutEventSelectors", "trailName", "main")),
          admin(.05, Call.of("cloudtrail", "UpdateTrail", "name", "main")),
          admin(.03, Call.of("route53resolver", "DeleteResolverQueryLogConfig", "id", "rqlc-1")),
          admin(.02, Call.of("rolesanywhere", "CreateTrustAnchor", "name", "site")),
          admin(.03, Call.of("rolesanywhere", "CreateProfile", "name", "site")),
          engineer(.3, Call.of("bedrock", "InvokeModel", "modelId", "m")),
          engineer(.08, Call.of("bedrock", "PutFoundationModelEntitlement", "modelId", "m")),
          engineer(.05, Call.of("bedrock", "PutUseCaseForModelAccess", "formData", "f")),
          engineer(1, Call.of("s3", "PutBucketPolicy", "bucketName", "corp-web-data")),
          engineer(.4, Call.of("s3", "PutBucketPublicAccessBlock", "bucketName", "corp-web-data")),
          engineer(.5, Call.of("s3", "DeleteBucket", "bucketName", "corp-old")),
          admin(.1, Call.of("kms", "ScheduleKeyDeletion", "keyId", "k-1")),
          engineer(.6, Call.of("rds", "ModifyDBSnapshotAttribute", "dBSnapshotIdentifier", "d")),
          engineer(.5, Call.of("logs", "DeleteLogGroup", "logGroupName", "/app/old")),
          admin(.2, Call.of("iam", "GenerateCredentialReport")),
          admin(.2, Call.of("iam", "GetCredentialReport")),
          admin(.2, Call.of("iam", "GetAccountAuthorizationDetails")));

  private static EstateTask admin(double rate, Call call) {
    return new EstateTask(rate, false, call);
  }

  private static EstateTask engineer(double rate, Call call) {
    return new EstateTask(rate, true, call);
  }

  private static Call ingress(String from) {
    return Call.of(
        "ec2",
        "AuthorizeSecurityGroupIngress",
        "groupId",
        "sg-0a1b2c3d4e5f60718",
        "ipPermissions",
        Json.obj(
            "items",
            Json.arr(
                Json.obj(
                    "fromPort",
                    443,
                    "ipRanges",
                    Json.obj("items", Json.arr(Json.obj("cidrIp", from)))))));
  }
}
