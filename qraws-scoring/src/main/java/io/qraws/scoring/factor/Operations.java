// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.signal.ApiCall;
import io.qraws.correlation.incident.Tactic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much an activity that nobody judged weighs, in log-odds. */
final class Operations {
  /** Blinding the defenders is rarely innocent: nearly as much as a medium finding at its top. */
  private static final double BLINDS = 1.6;

  /** Rights or credentials are made that outlast the session. */
  private static final double GRANTS = 1.3;

  /** Something is lost that may not come back. */
  private static final double DESTROYS = 1.2;

  /** Data or doors are opened to others. */
  private static final double OPENS = 1.0;

  /** Secrets are read, which programs also do all day. */
  private static final double READS_SECRETS = 0.9;

  /** Housekeeping and hardening, whatever tactic the operation is filed under. */
  private static final double ROUTINE = 0.2;

  /** Logging in without a second factor is how stolen passwords are used. */
  private static final double LOGIN_WITHOUT_MFA = 0.9;

  /** A reading call changes nothing, so its tactic counts half. */
  private static final double READ_ONLY = 0.5;

  /** The correlator gives a call no stage when many make it here, or one makes it all day. */
  private static final double USUAL_HERE = 0.4;

  /** A refused call did no harm, but somebody tried. */
  private static final double FAILED = 0.6;

  private static final Map<String, Double> WEIGHTS = new HashMap<>();

  static {
    put(BLINDS, "StopLogging DeleteTrail UpdateTrail PutEventSelectors DeleteDetector");
    put(BLINDS, "DisableSecurityHub DeleteFlowLogs StopConfigurationRecorder");
    put(BLINDS, "DeleteConfigurationRecorder DeleteDeliveryChannel DisassociateFromMasterAccount");
    put(
        GRANTS,
        "CreateAccessKey CreateLoginProfile UpdateLoginProfile CreateUser AttachUserPolicy");
    put(GRANTS, "AttachRolePolicy AttachGroupPolicy PutUserPolicy PutRolePolicy PutGroupPolicy");
    put(GRANTS, "UpdateAssumeRolePolicy AddUserToGroup CreatePolicyVersion");
    put(GRANTS, "SetDefaultPolicyVersion DeactivateMFADevice DeleteRolePermissionsBoundary");
    put(DESTROYS, "ScheduleKeyDeletion DeleteDBInstance DeleteDBCluster DeleteBucket");
    put(DESTROYS, "DeleteSnapshot TerminateInstances DeleteBackupVault");
    put(OPENS, "ModifySnapshotAttribute ModifyImageAttribute ModifyDBSnapshotAttribute");
    put(OPENS, "PutBucketPolicy PutBucketAcl DeleteBucketPublicAccessBlock");
    put(OPENS, "DeletePublicAccessBlock DeleteAccountPublicAccessBlock");
    put(OPENS, "AuthorizeSecurityGroupIngress AddPermission");
    put(READS_SECRETS, "GetSecretValue GetPasswordData");
    put(ROUTINE, "PutBucketPublicAccessBlock PutPublicAccessBlock PutAccountPublicAccessBlock");
    put(ROUTINE, "PutBucketTagging TagResource UntagResource CreateTags PutBucketEncryption");
    put(ROUTINE, "PutBucketVersioning PutBucketLogging StartLogging");
  }

  private Operations() {}

  private static void put(double weight, String names) {
    for (String name : names.split(" ", -1)) {
      WEIGHTS.put(name, weight);
    }
  }

  /** The weight of a call: by its operation, or else by its tactic. */
  static double of(ApiCall call, @Nullable Tactic tactic) {
    Double named = WEIGHTS.get(call.operation());
    double weight;
    if (named != null && named == ROUTINE && loosens(call)) {
      weight = OPENS;
    } else if (named != null) {
      weight = named * (tactic == null ? USUAL_HERE : 1);
    } else if (call.operation().equals("ConsoleLogin") && Boolean.FALSE.equals(call.mfa())) {
      weight = LOGIN_WITHOUT_MFA;
    } else {
      weight = of(tactic) * (call.readOnly() ? READ_ONLY : 1);
    }
    return call.errorCode() == null ? weight : weight * FAILED;
  }

  /** The weight of a tactic: how far along an attacker is, and how seldom others do the like. */
  static double of(@Nullable Tactic tactic) {
    if (tactic == null) {
      return 0.1;
    }
    return switch (tactic) {
      case DISCOVERY, RECONNAISSANCE, RESOURCE_DEVELOPMENT -> 0.4;
      case INITIAL_ACCESS, EXECUTION -> 0.7;
      case LATERAL_MOVEMENT, COLLECTION -> 0.9;
      case DEFENSE_EVASION -> 1.0;
      case PERSISTENCE -> 1.1;
      case CREDENTIAL_ACCESS, PRIVILEGE_ESCALATION -> 1.2;
      case COMMAND_AND_CONTROL, EXFILTRATION, IMPACT -> 1.4;
    };
  }

  /** Whether a public access block is put that blocks less: one of its four switches is off. */
  private static boolean loosens(ApiCall call) {
    List<String> switches =
        List.of(
            "blockpublicacls", "ignorepublicacls", "blockpublicpolicy", "restrictpublicbuckets");
    return call.details().entrySet().stream()
        .anyMatch(
            detail ->
                detail.getValue().strip().equalsIgnoreCase("false")
                    && switches.stream().anyMatch(Text.lower(detail.getKey())::endsWith));
  }
}
