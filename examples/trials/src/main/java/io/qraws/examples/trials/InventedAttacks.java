// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ApiCall;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attacks of our own invention, where no real logs are given. */
final class InventedAttacks {
  private static final String FULL = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String OWN_KEY = "x-amz-server-side-encryption-customer-algorithm";
  private static final String MACHINE = "i-0a1b2c3d4e5f60718";

  private InventedAttacks() {}

  static List<AttackLog> all() throws IOException {
    Map<String, List<Call>> attacks = new LinkedHashMap<>();
    rights(attacks);
    blinding(attacks);
    data(attacks);
    machines(attacks);
    abuse(attacks);
    Dice dice = new Dice(5);
    List<AttackLog> logs = new ArrayList<>();
    for (Map.Entry<String, List<Call>> attack : attacks.entrySet()) {
      logs.add(log(dice, attack.getKey(), attack.getValue()));
    }
    return logs;
  }

  private static void rights(Map<String, List<Call>> attacks) {
    attacks.put(
        "new-administrator",
        List.of(
            Call.of("iam", "CreateUser", "userName", "helpdesk9"),
            Call.of("iam", "AttachUserPolicy", "policyArn", FULL),
            Call.of("iam", "CreateAccessKey", "userName", "helpdesk9")));
    attacks.put(
        "foreign-trust",
        List.of(
            Call.of(
                "iam",
                "UpdateAssumeRolePolicy",
                "policyDocument",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                    + "\"arn:aws:iam::999988887777:root\"},\"Action\":\"sts:AssumeRole\"}]}")));
    attacks.put(
        "permission-set",
        List.of(
            Call.of("sso", "CreatePermissionSet", "name", "break-glass"),
            Call.of("sso", "AttachManagedPolicyToPermissionSet", "managedPolicyArn", FULL),
            Call.of("sso", "CreateAccountAssignment", "principalType", "USER")));
    attacks.put(
        "cluster-administrator",
        List.of(
            Call.of("eks", "CreateAccessEntry", "name", "shop"),
            Call.of(
                "eks",
                "AssociateAccessPolicy",
                "policyArn",
                "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy")));
    attacks.put("member-root", List.of(Call.of("sts", "AssumeRoot", "targetPrincipal", "4444")));
    attacks.put(
        "notebook",
        List.of(
            Call.of("sagemaker", "ListNotebookInstances"),
            Call.of("sagemaker", "CreatePresignedNotebookInstanceUrl")));
    attacks.put(
        "open-function",
        List.of(
            Call.of("lambda", "CreateFunctionUrlConfig", "authType", "NONE"),
            Call.of("lambda", "AddPermission20150331v2", "principal", "*")));
  }

  private static void blinding(Map<String, List<Call>> attacks) {
    attacks.put("blind-trail", List.of(Call.of("cloudtrail", "StopLogging", "name", "main")));
    attacks.put(
        "one-region-trail",
        List.of(Call.of("cloudtrail", "UpdateTrail", "isMultiRegionTrail", false)));
    attacks.put("deaf-detector", List.of(Call.of("guardduty", "UpdateDetector", "enable", false)));
    attacks.put(
        "no-model-log", List.of(Call.of("bedrock", "DeleteModelInvocationLoggingConfiguration")));
    attacks.put(
        "loose-policies",
        List.of(Call.of("organizations", "DetachPolicy", "policyId", "p-0a1b2c3d")));
  }

  private static void data(Map<String, List<Call>> attacks) {
    attacks.put(
        "secrets",
        List.of(
            Call.of("secretsmanager", "ListSecrets"),
            Call.of("secretsmanager", "BatchGetSecretValue")));
    attacks.put(
        "shared-disk",
        List.of(
            Call.of("ec2", "CreateSnapshot", "volumeId", "vol-0a1b2c3d4e5f60718"),
            Call.of("ec2", "ModifySnapshotAttribute", "snapshotId", "snap-0a1b2c3d4e5f60718")));
    List<Call> ransom = new ArrayList<>();
    ransom.add(Call.of("s3", "ListBuckets"));
    for (int i = 0; i < 6; i++) {
      ransom.add(Call.of("s3", "CopyObject", "bucketName", "ledger", OWN_KEY, "AES256"));
    }
    attacks.put("bucket-ransom", ransom);
    attacks.put(
        "no-way-back",
        List.of(
            Call.of("backup", "DeleteBackupSelection"),
            Call.of("backup", "DeleteBackupPlan"),
            Call.of("backup", "UpdateRecoveryPointLifecycle")));
    attacks.put("image-export", List.of(Call.of("ec2", "ExportImage", "imageId", "ami-0a1b2c3d")));
  }

  private static void machines(Map<String, List<Call>> attacks) {
    attacks.put(
        "start-script-read",
        Collections.nCopies(
            12, Call.of("ec2", "DescribeInstanceAttribute", "attribute", "userData")));
    attacks.put(
        "start-script-replaced",
        List.of(
            Call.of("ec2", "StopInstances", "instanceId", MACHINE),
            Call.of("ec2", "ModifyInstanceAttribute", "userData", "<sensitiveDataRemoved>"),
            Call.of("ec2", "StartInstances", "instanceId", MACHINE)));
    attacks.put("container-shell", List.of(Call.of("ecs", "ExecuteCommand", "command", "/bin/sh")));
    attacks.put(
        "machine-of-their-own",
        List.of(
            Call.of("ssm", "CreateActivation", "iamRole", "fleet"),
            Call.of("ssm", "RegisterManagedInstance")));
  }

  private static void abuse(Map<String, List<Call>> attacks) {
    attacks.put(
        "mail",
        List.of(
            Call.of("ses", "GetAccountSendingEnabled"),
            Call.of("ses", "GetSendQuota"),
            Call.of("ses", "VerifyEmailIdentity", "emailAddress", "billing@mail.example")));
    attacks.put(
        "text-messages",
        List.of(
            Call.of("sns", "GetSMSAttributes"),
            Call.of("sns", "GetSMSSandboxAccountStatus"),
            Call.of("sns", "SetSMSAttributes")));
    attacks.put(
        "domain",
        List.of(
            Call.of("route53domains", "DisableDomainTransferLock", "domainName", "shop.example"),
            Call.of("route53domains", "RetrieveDomainAuthCode", "domainName", "shop.example")));
  }

  private static AttackLog log(Dice dice, String name, List<Call> steps) throws IOException {
    Caller caller =
        Caller.user(
            "mallory", "AKIA" + dice.base32(16), Estate.ACCOUNTS.get(0), "192.0.2.66", Caller.CLI);
    List<ObjectNode> records = new ArrayList<>();
    Instant time = Estate.START;
    for (Call step : steps) {
      time = time.plusSeconds(20);
      records.add(step.record(dice, caller, time, Estate.REGION, dice.uuid()));
    }
    return new AttackLog(name, Records.read(records).stream().map(ApiCall.class::cast).toList());
  }
}
