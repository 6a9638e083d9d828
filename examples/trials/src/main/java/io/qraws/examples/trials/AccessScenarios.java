// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Attack chains that begin with a person's account, or with the root user's. */
final class AccessScenarios {
  private AccessScenarios() {}

  /** A forged assertion signs somebody in, who makes a user of his own. */
  static void forgedAssertion(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    String user = dice.of("svc-health", "svc-probe", "svc-metrics") + "-" + dice.hex(4);
    Instant start = dice.at(1, 20);
    Story story = day.story("forged-assertion", "A forged assertion makes a user", "");
    story.core(
        day.offense(
            start.plusSeconds(dice.between(60, 1_800)),
            "Federated session without a log-on in the directory",
            Offense.BY_USER,
            person.mail(),
            dice.between(5, 8)));
    Caller session =
        Caller.role(dice, "adfs-admins", person.mail(), person.account(), attacker, Caller.CONSOLE);
    Steps steps = new Steps(day, session, start, 120);
    story.also(steps.call(Call.of("iam", "ListUsers")));
    story.core(steps.call(Call.of("iam", "CreateUser", "userName", user)));
    story.core(
        steps.call(
            Call.of(
                "iam",
                "AttachUserPolicy",
                "userName",
                user,
                "policyArn",
                "arn:aws:iam::aws:policy/AdministratorAccess")));
    story.core(
        steps.call(
            Call.of("iam", "CreateLoginProfile", "userName", user)
                .answers("loginProfile", Json.obj("userName", user))));
    Threat made =
        steps.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            5.0,
            "A user was made in an unusual way.",
            Threat.apiCall("CreateUser", "iam", attacker));
    story.core(day.threat(made, dice.of("a", "ag", "o")));
    Caller own = Caller.user(user, "", person.account(), day.world.castAddress(), Caller.CONSOLE);
    Steps later = new Steps(day, own, steps.now().plusSeconds(dice.between(300, 8_000)), 60);
    story.core(later.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success")));
    story.also(later.call(Call.of("s3", "ListBuckets")));
  }

  /** The root user's mailbox is read, and the root user signs in. */
  static void root(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    Instant start = dice.at(0, 22);
    Story story = day.story("root", "The root user signs in from outside", "");
    for (int i = 0; i < dice.between(2, 5); i++) {
      Instant at = start.minusSeconds(dice.between(60, 2_000));
      day.siem(at, "Mailbox login", "User Login Success", person.mail(), attacker, "10.10.0.25");
    }
    story.core(
        day.offense(
            start.minusSeconds(2_000),
            "Mailbox read from a rare country",
            Offense.BY_SOURCE,
            attacker,
            dice.between(4, 7)));
    String account = World.SECOND;
    Caller root = new Caller("Root", account, "root", "", "", account, attacker, Caller.CONSOLE);
    Steps steps = new Steps(day, root, start, 200);
    List<Call> calls =
        List.of(
            Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success"),
            Call.of("iam", "CreateAccessKey")
                .answers("accessKey", Json.obj("accessKeyId", "AKIA" + dice.base32(16))),
            Call.of("s3", "DeleteAccountPublicAccessBlock", "accountId", account));
    for (Call call : calls) {
      story.core(steps.call(call));
      String arn = "arn:aws:iam::" + account + ":root";
      last(day, Json.obj("type", "Root", "principalId", account, "arn", arn, "accountId", account));
    }
    Threat used =
        steps.threat(
            "Policy:IAMUser/RootCredentialUsage",
            2.0,
            "Root's credentials were used.",
            Threat.apiCall("CreateAccessKey", "iam", attacker));
    story.core(day.threat(used, dice.of("a", "ag", "o")));
  }

  /** Worn down by prompts, somebody lets a stranger in, who opens a database. */
  static void openedDatabase(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    String database = dice.of("claims", "wages", "cards") + "-db-" + dice.hex(4);
    Instant start = dice.at(1, 21);
    Story story = day.story("opened-database", "A database is opened to everybody", "");
    for (int i = 0; i < dice.between(4, 9); i++) {
      Instant at = start.minusSeconds(dice.between(60, 1_500));
      day.siem(at, "MFA denied", "User Login Failure", person.mail(), attacker, "10.10.0.1");
    }
    story.core(
        day.offense(
            start.minusSeconds(1_500),
            "Many MFA prompts / then one accepted",
            Offense.BY_USER,
            person.mail(),
            dice.between(4, 7)));
    Steps steps = new Steps(day, Caller.sso(dice, person, "DatabaseAdmin", attacker), start, 150);
    story.core(steps.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success")));
    story.also(steps.call(Call.of("rds", "DescribeDBInstances")));
    story.core(
        steps.call(
            Call.of(
                "rds",
                "ModifyDBInstance",
                "dBInstanceIdentifier",
                database,
                "publiclyAccessible",
                true)));
    story.also(
        steps.call(
            Call.of(
                "ec2",
                "AuthorizeSecurityGroupIngress",
                "groupId",
                "sg-0" + dice.hex(16),
                "ipPermissions",
                Json.obj(
                    "items",
                    Json.arr(
                        Json.obj(
                            "ipRanges",
                            Json.obj("items", Json.arr(Json.obj("cidrIp", "0.0.0.0/0")))))))));
    Threat unusual =
        steps.threat(
            "DefenseEvasion:IAMUser/AnomalousBehavior",
            5.0,
            "A database was opened in an unusual way.",
            Threat.apiCall("ModifyDBInstance", "rds", attacker));
    story.core(day.threat(unusual, dice.of("a", "ag", "o")));
    story.also(
        Posture.control(
            day,
            "RDS.2",
            "RDS instances should prohibit public access",
            "CRITICAL",
            "AwsRdsDbInstance",
            "arn:aws:rds:" + World.REGION + ":" + person.account() + ":db:" + database,
            person.account(),
            steps.now().plusSeconds(1_800),
            "a"));
  }

  /** Somebody about to leave opens a bucket, which somebody else reads. */
  static void publicBucket(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String reader = day.world.castAddress();
    String bucket = "corp-" + dice.of("roadmap", "clients", "deals") + "-" + dice.hex(6);
    Instant start = dice.at(8, 18);
    Story story = day.story("public-bucket", "Somebody who leaves opens a bucket", "");
    story.core(
        day.offense(
            start.minusSeconds(dice.between(600, 7_000)),
            "Data loss prevention: many files to private mail",
            Offense.BY_USER,
            person.domainUser(),
            dice.between(4, 7)));
    Steps steps = new Steps(day, Caller.sso(dice, person, "PowerUser", person.home()), start, 100);
    story.core(steps.call(Call.of("s3", "DeleteBucketPublicAccessBlock", "bucketName", bucket)));
    story.core(
        steps.call(
            Call.of(
                "s3",
                "PutBucketPolicy",
                "bucketName",
                bucket,
                "bucketPolicy",
                Json.obj(
                    "Statement",
                    Json.arr(
                        Json.obj(
                            "Effect", "Allow", "Principal", "*", "Action", "s3:GetObject"))))));
    Threat granted =
        steps.bucketThreat(
            "Policy:S3/BucketAnonymousAccessGranted",
            8.0,
            "Anybody may read a bucket.",
            bucket,
            "PutBucketPolicy");
    story.core(day.threat(granted, dice.of("a", "ag", "o")));
    Instant later = steps.now().plusSeconds(dice.between(900, 9_000));
    for (int i = 0; i < dice.between(3, 6); i++) {
      Call read = Call.of("s3", "GetObject", "bucketName", bucket, "key", dice.hex(8));
      Caller anybody = Caller.user("-", "", person.account(), reader, "curl/8.5.0");
      story.also(day.call(anybody, later.plusSeconds(i * 20L), read));
      last(
          day,
          Json.obj("type", "AWSAccount", "principalId", "", "accountId", "ANONYMOUS_PRINCIPAL"));
    }
  }

  /** Says of the call made last that somebody else made it. */
  private static void last(Day day, ObjectNode identity) {
    day.calls.get(day.calls.size() - 1).set("userIdentity", identity);
  }
}
