// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Attack chains that begin with a key or a session that somebody else has. */
final class KeyScenarios {
  private KeyScenarios() {}

  /** A key in published source code pays for somebody else's use of models. */
  static void models(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    Instant start = dice.at(2, 20);
    Story story = day.story("models", "Published key runs up a bill for models", "");
    Instant leak = start.minusSeconds(dice.between(600, 7_000));
    story.core(
        day.offense(
            leak,
            "Source code uploaded to a public site",
            Offense.BY_USER,
            person.domainUser(),
            dice.between(3, 6)));
    Caller thief =
        Caller.user(
            person.user(), "AKIA" + dice.base32(16), person.account(), attacker, Caller.SDK);
    Steps steps = new Steps(day, thief, start, 90).in(dice.of("us-east-1", "us-west-2"));
    story.also(steps.call(Call.of("sts", "GetCallerIdentity")));
    story.also(steps.call(Call.of("bedrock", "ListFoundationModels")));
    story.core(steps.call(Call.of("bedrock", "PutUseCaseForModelAccess", "formData", "eA==")));
    story.also(
        steps.call(Call.of("bedrock", "CreateFoundationModelAgreement", "modelId", "big-1")));
    for (int i = 0; i < dice.between(3, 9); i++) {
      story.also(steps.call(Call.of("bedrock", "InvokeModel", "modelId", "big-1")));
    }
    Threat bill =
        steps.threat(
            "Impact:IAMUser/AnomalousBehavior",
            8.0,
            "Models were invoked in an unusual way.",
            Threat.apiCall("InvokeModel", "bedrock", attacker));
    story.core(day.threat(bill, dice.of("a", "ag", "o", "e")));
  }

  /** The help desk is talked into a new password; a role is left open to a foreign account. */
  static void backDoor(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    String second = day.world.castAddress();
    String role = dice.of("reporting", "legacy-sync", "data-lake") + "-" + dice.hex(4);
    Instant start = dice.at(3, 18);
    Story story = day.story("back-door", "A role is opened to a foreign account", "");
    story.core(
        day.offense(
            start.minusSeconds(dice.between(900, 6_000)),
            "Password reset by help desk / then new authenticator",
            Offense.BY_USER,
            person.domainUser(),
            dice.between(4, 7)));
    Caller taken = Caller.sso(dice, person, "AdministratorAccess", attacker);
    Steps steps = new Steps(day, taken, start, 200);
    story.core(steps.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success")));
    story.also(steps.call(Call.of("iam", "ListRoles")));
    story.core(
        steps.call(
            Call.of(
                "iam",
                "UpdateAssumeRolePolicy",
                "roleName",
                role,
                "policyDocument",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                    + "\"arn:aws:iam::666677778888:root\"},\"Action\":\"sts:AssumeRole\"}]}")));
    Threat opened =
        steps.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            5.0,
            "A role's trust was changed in an unusual way.",
            Threat.apiCall("UpdateAssumeRolePolicy", "iam", attacker));
    story.core(day.threat(opened, dice.of("a", "ag", "ao")));
    Caller foreign =
        Caller.role(dice, role, "x" + dice.hex(5), person.account(), second, Caller.CLI);
    Instant taking = steps.now().plusSeconds(dice.between(60, 9_000));
    Steps inside = new Steps(day, foreign, taking.plusSeconds(5), 90);
    String bucket = "corp-" + dice.of("plans", "prices", "quotes") + "-" + dice.hex(6);
    story.also(inside.call(Call.of("s3", "ListBuckets")));
    for (int i = 0; i < 3; i++) {
      story.also(inside.call(Call.of("s3", "GetObject", "bucketName", bucket, "key", dice.hex(9))));
    }
    Threat out =
        inside.bucketThreat(
            "Exfiltration:S3/AnomalousBehavior", 8.0, "Objects were read.", bucket, "GetObject");
    ObjectNode record = handedOut(day, role, foreign, taking);
    story.core(record.path("eventID").asText());
    story.core(day.threat(out, dice.of("a", "g", "ao")));
  }

  /** The record in the role's account by which a foreign account takes the role. */
  private static ObjectNode handedOut(Day day, String role, Caller session, Instant time) {
    Call call =
        Call.of(
                "sts",
                "AssumeRole",
                "roleArn",
                "arn:aws:iam::" + session.account() + ":role/" + role,
                "roleSessionName",
                session.session())
            .answers(
                "credentials",
                Json.obj("accessKeyId", session.key()),
                "assumedRoleUser",
                Json.obj("assumedRoleId", session.principalId(), "arn", session.arn()));
    String id = day.dice.uuid();
    ObjectNode record = call.record(day.dice, session, time, World.REGION, id);
    record.set(
        "userIdentity",
        Json.obj(
            "type", "AWSAccount", "principalId", "AIDAFOREIGN:x", "accountId", "666677778888"));
    day.calls.add(record);
    return record;
  }

  /** Stolen deployment credentials change a function's code. */
  static void functionCode(Day day) {
    Dice dice = day.dice;
    String attacker = day.world.castAddress();
    String function = "fn-" + dice.of("payout", "tokens", "refund") + "-" + dice.hex(4);
    Instant start = dice.at(1, 21);
    Story story = day.story("function-code", "Deployment credentials change a function", "");
    story.core(
        day.offense(
            start.minusSeconds(dice.between(300, 5_000)),
            "Log-ins to the build server / from a rare country",
            Offense.BY_SOURCE,
            attacker,
            dice.between(4, 7)));
    for (int i = 0; i < dice.between(2, 5); i++) {
      Instant at = start.minusSeconds(dice.between(100, 5_000));
      day.siem(at, "SSH login", "SSH Opened", "jenkins", attacker, "10.30.7.7");
    }
    Caller stolen =
        Caller.role(
            dice,
            "ci-deploy",
            "deploy-" + dice.between(10_000, 99_999),
            World.MAIN,
            attacker,
            Caller.CLI);
    Steps steps = new Steps(day, stolen, start, 120);
    story.also(steps.call(Call.of("sts", "GetCallerIdentity")));
    story.also(steps.call(Call.of("lambda", "GetFunction20150331v2", "functionName", function)));
    story.core(
        steps.call(Call.of("lambda", "UpdateFunctionCode20150331v2", "functionName", function)));
    story.core(
        steps.call(
            Call.of(
                "lambda",
                "AddPermission20150331v2",
                "functionName",
                function,
                "principal",
                "666677778888",
                "action",
                "lambda:InvokeFunction")));
    Threat changed =
        steps.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            5.0,
            "A function was changed in an unusual way.",
            Threat.apiCall("UpdateFunctionCode20150331v2", "lambda", attacker));
    story.core(day.threat(changed, dice.of("a", "ag", "o")));
  }

  /** A key that opens the office's VPN too destroys keys and trails. */
  static void destroy(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    Instant start = dice.at(0.5, 5);
    Story story = day.story("destroy", "Trails and keys are destroyed", "");
    story.core(
        day.offense(
            start.minusSeconds(dice.between(300, 4_000)),
            "Brute force against the bastion / then success",
            Offense.BY_SOURCE,
            attacker,
            dice.between(5, 8)));
    Caller thief =
        Caller.user(
            "ops-" + person.user(),
            "AKIA" + dice.base32(16),
            person.account(),
            attacker,
            Caller.CLI);
    Steps steps = new Steps(day, thief, start, 150);
    story.also(steps.call(Call.of("sts", "GetCallerIdentity")));
    String trail = "arn:aws:cloudtrail:" + World.REGION + ":" + person.account() + ":trail/main";
    story.core(steps.call(Call.of("cloudtrail", "DeleteTrail", "name", trail)));
    Threat silenced =
        steps.threat(
            "Stealth:IAMUser/CloudTrailLoggingDisabled",
            2.0,
            "The trail main was deleted.",
            Threat.apiCall("DeleteTrail", "cloudtrail", attacker));
    story.core(day.threat(silenced, dice.of("a", "ag", "ao")));
    String key = "arn:aws:kms:" + World.REGION + ":" + person.account() + ":key/" + dice.uuid();
    story.core(
        steps.call(Call.of("kms", "ScheduleKeyDeletion", "keyId", key, "pendingWindowInDays", 7)));
    story.also(steps.call(Call.of("backup", "DeleteRecoveryPoint", "backupVaultName", "nightly")));
    Threat impact =
        steps.threat(
            "Impact:IAMUser/AnomalousBehavior",
            8.0,
            "Keys were scheduled for deletion in an unusual way.",
            Threat.apiCall("ScheduleKeyDeletion", "kms", attacker));
    story.core(day.threat(impact, dice.of("a", "e", "o")));
  }
}
