// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.Locale;

/** The stories of two administrators whose sessions somebody takes over. */
final class TakeoverStories {
  private TakeoverStories() {}

  /** An administrator falls for a mail; a bucket is emptied for ransom. */
  static void ransom(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    String site = day.world.castAddress();
    String bucket = "corp-" + dice.of("archive", "backup", "records") + "-" + dice.hex(6);
    Instant start = dice.at(17, 20);
    Story story =
        day.story(
            "ransom",
            "Phished administrator's session empties a bucket",
            String.format(
                Locale.ROOT,
                "%s enters the password on a phishing page at %s. Later a session of the same"
                    + " person from %s suspends the versioning of %s and deletes what is in it.",
                person.mail(),
                site,
                attacker,
                bucket));
    story.names.add(bucket);
    for (int i = 0; i < dice.between(2, 4); i++) {
      Instant at = start.minusSeconds(dice.between(1_800, 3_600));
      day.siem(at, "Phishing page visited", "Phishing", person.mail(), person.hostAddress(), site);
    }
    String phished = "Phishing: credentials entered on a known phishing page";
    story.core(
        day.offense(
            start.minusSeconds(3_600),
            phished,
            Offense.BY_USER,
            person.mail(),
            dice.between(5, 7)));

    Steps steps =
        new Steps(day, Caller.sso(dice, person, "AdministratorAccess", attacker), start, 60);
    story.core(steps.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success")));
    story.also(steps.call(Call.of("s3", "ListBuckets")));
    story.also(steps.call(Call.of("s3", "GetBucketVersioning", "bucketName", bucket)));
    story.core(
        steps.call(
            Call.of(
                "s3",
                "PutBucketVersioning",
                "bucketName",
                bucket,
                "VersioningConfiguration",
                Json.obj("Status", "Suspended"))));
    Instant suspended = steps.now();
    for (int i = 0; i < dice.between(4, 8); i++) {
      String id = steps.call(Call.of("s3", "DeleteObjects", "bucketName", bucket, "delete", ""));
      if (i < 2) {
        story.core(id);
      } else {
        story.also(id);
      }
    }
    story.also(steps.call(Call.of("s3", "PutObject", "bucketName", bucket, "key", "READ-ME.txt")));
    Threat deleted =
        steps.bucketThreat(
            "Impact:S3/AnomalousBehavior.Delete",
            8.0,
            "Objects were deleted in an unusual way.",
            bucket,
            "DeleteObjects");
    story.core(day.threat(deleted, dice.of("ago", "ao", "ag")));
    day.config(
        "AWS::S3::Bucket",
        bucket,
        person.account(),
        suspended.plusSeconds(200),
        Json.obj("name", bucket, "versioning", "Suspended"));
  }

  /** Malware at an administrator's desk; the trail is stopped and a way back is left. */
  static void evasion(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    String back = dice.of("support", "audit", "billing") + "-readonly-" + dice.hex(3);
    Instant start = dice.at(8, 13);
    Story story =
        day.story(
            "evasion",
            "Trail stopped and a back door left",
            String.format(
                Locale.ROOT,
                "Malware runs on %s (%s), the desk of %s, and talks to %s. From that address the"
                    + " person's session stops the trail, deletes the detector and makes the role"
                    + " %s, which a foreign account may take.",
                person.host(),
                person.hostAddress(),
                person.domainUser(),
                attacker,
                back));
    story.names.add(back);
    for (int i = 0; i < dice.between(4, 7); i++) {
      Instant at = start.minusSeconds(dice.between(300, 3_000));
      String name = "Malware connection out";
      day.siem(at, name, "Trojan", person.domainUser(), person.hostAddress(), attacker);
    }
    String malware = "Malware on administrator's workstation " + person.host();
    Instant infected = start.minusSeconds(3_000);
    story.core(
        day.offense(
            infected, malware, Offense.BY_SOURCE, person.hostAddress(), dice.between(6, 8)));
    String stolen = "Browser credential store read / by unsigned program";
    story.core(
        day.offense(
            infected.plusSeconds(400),
            stolen,
            Offense.BY_USER,
            person.domainUser(),
            dice.between(5, 7)));

    Steps steps =
        new Steps(day, Caller.sso(dice, person, "AdministratorAccess", attacker), start, 70);
    story.also(steps.call(Call.of("cloudtrail", "DescribeTrails")));
    String trail = "arn:aws:cloudtrail:" + World.REGION + ":" + person.account() + ":trail/main";
    story.core(steps.call(Call.of("cloudtrail", "StopLogging", "name", trail)));
    Threat silenced =
        steps.threat(
            "Stealth:IAMUser/CloudTrailLoggingDisabled",
            2.0,
            "The trail main was disabled.",
            Threat.apiCall("StopLogging", "cloudtrail", attacker));
    story.core(day.threat(silenced, dice.of("ag", "a", "ao")));
    story.core(
        steps.call(Call.of("guardduty", "DeleteDetector", "detectorId", day.world.detector)));
    story.also(steps.call(Call.of("ec2", "DeleteFlowLogs")));
    story.core(
        steps.call(
            Call.of(
                    "iam",
                    "CreateRole",
                    "roleName",
                    back,
                    "assumeRolePolicyDocument",
                    "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                        + "\"arn:aws:iam::555566667777:root\"},\"Action\":\"sts:AssumeRole\"}]}")
                .answers(
                    "role",
                    Json.obj(
                        "roleName",
                        back,
                        "arn",
                        "arn:aws:iam::" + person.account() + ":role/" + back))));
    story.core(
        steps.call(
            Call.of(
                "iam",
                "AttachRolePolicy",
                "roleName",
                back,
                "policyArn",
                "arn:aws:iam::aws:policy/AdministratorAccess")));
    Threat kept =
        steps.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            5.0,
            "A role was made in an unusual way.",
            Threat.apiCall("CreateRole", "iam", attacker));
    story.core(day.threat(kept, dice.of("a", "ae", "o")));
  }
}
