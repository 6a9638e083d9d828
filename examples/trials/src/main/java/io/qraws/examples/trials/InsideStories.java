// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.Locale;

/** The stories that begin inside: an insider, and an infected server. */
final class InsideStories {
  private InsideStories() {}

  /** An employee who copies files also gives a partner's account a copy of a database. */
  static void insider(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String database = "people-db-" + dice.between(10, 99);
    String snapshot = database + "-copy-" + dice.hex(4);
    String volume = "snap-0" + dice.hex(16);
    Instant start = dice.at(14, 18);
    Story story =
        day.story(
            "insider",
            "Employee shares a database with a foreign account",
            String.format(
                Locale.ROOT,
                "%s copies confidential files to a removable disk at %s (%s). From the office's"
                    + " address he copies the snapshot of %s and shares %s and %s with the account"
                    + " %s.",
                person.domainUser(),
                person.host(),
                person.hostAddress(),
                database,
                snapshot,
                volume,
                World.PARTNER));
    story.names.add(snapshot);
    for (int i = 0; i < dice.between(3, 6); i++) {
      Instant at = start.minusSeconds(dice.between(100, 2_400));
      String name = "Confidential file copied to removable media";
      day.siem(at, name, "Data Loss", person.domainUser(), person.hostAddress(), "10.10.0.30");
    }
    String copied = "Data loss prevention: confidential files to removable media";
    story.core(
        day.offense(
            start.minusSeconds(2_400),
            copied,
            Offense.BY_USER,
            person.domainUser(),
            dice.between(5, 8)));

    Steps steps = new Steps(day, Caller.sso(dice, person, "DataEngineer", World.NAT), start, 120);
    story.also(steps.call(Call.of("rds", "DescribeDBSnapshots")));
    story.also(
        steps.call(
            Call.of(
                "rds",
                "CreateDBSnapshot",
                "dBInstanceIdentifier",
                database,
                "dBSnapshotIdentifier",
                snapshot + "-0")));
    story.core(
        steps.call(
            Call.of(
                "rds",
                "CopyDBSnapshot",
                "sourceDBSnapshotIdentifier",
                snapshot + "-0",
                "targetDBSnapshotIdentifier",
                snapshot)));
    story.core(
        steps.call(
            Call.of(
                "rds",
                "ModifyDBSnapshotAttribute",
                "dBSnapshotIdentifier",
                snapshot,
                "attributeName",
                "restore",
                "valuesToAdd",
                Json.arr(World.PARTNER))));
    story.core(steps.call(shareVolume(volume)));
    Threat leak =
        steps.threat(
            "Exfiltration:IAMUser/AnomalousBehavior",
            8.0,
            "A snapshot was shared in an unusual way.",
            Threat.apiCall("ModifyDBSnapshotAttribute", "rds", World.NAT));
    story.core(day.threat(leak, dice.of("ag", "ao", "ae")));
    String arn = "arn:aws:rds:" + World.REGION + ":" + person.account() + ":snapshot:" + snapshot;
    story.also(
        Posture.control(
            day,
            "RDS.1",
            "RDS snapshots should be private",
            "CRITICAL",
            "AwsRdsDbSnapshot",
            arn,
            person.account(),
            steps.now().plusSeconds(1_500),
            "a"));
  }

  private static Call shareVolume(String volume) {
    return Call.of(
        "ec2",
        "ModifySnapshotAttribute",
        "snapshotId",
        volume,
        "attributeType",
        "CREATE_VOLUME_PERMISSION",
        "createVolumePermission",
        Json.obj("add", Json.obj("items", Json.arr(Json.obj("userId", World.PARTNER)))));
  }

  /** An infected server in the office reaches an instance over the leased line. */
  static void lateral(Day day) {
    Dice dice = day.dice;
    World.Machine machine = day.world.castMachine();
    String server = "10.30." + dice.between(1, 9) + "." + dice.between(10, 240);
    String host = "FILE-" + dice.between(10, 99);
    String control = day.world.castAddress();
    Instant start = dice.at(19, 22);
    Story story =
        day.story(
            "lateral",
            "Infected server reaches the cloud by the leased line",
            String.format(
                Locale.ROOT,
                "The file server %s (%s) beacons to %s and logs in to the instance %s (%s) over"
                    + " the leased line. The instance beacons too; its role %s runs commands on"
                    + " others and reads secrets.",
                host,
                server,
                control,
                machine.id(),
                machine.address(),
                machine.role()));
    story.names.add(machine.id());
    for (int i = 0; i < dice.between(5, 9); i++) {
      Instant at = start.minusSeconds(dice.between(600, 4_000));
      day.siem(at, "Periodic connection out", "Trojan", "", server, control);
      Instant hop = start.minusSeconds(dice.between(60, 500));
      day.siem(hop, "SSH login", "SSH Opened", "", server, machine.address());
      day.flow(machine, server, dice.between(40_000, 60_000), machine.address(), 22, hop, true);
    }
    String beacon = "Beaconing to command and control / from " + host;
    story.core(
        day.offense(
            start.minusSeconds(4_000), beacon, Offense.BY_SOURCE, server, dice.between(6, 8)));
    String hop = "Unusual remote login from infected host / to cloud subnet";
    story.core(
        day.offense(
            start.minusSeconds(500),
            hop,
            Offense.BY_DESTINATION,
            machine.address(),
            dice.between(5, 7)));

    Threat beaconing =
        new Threat(
            dice,
            day.world,
            "Backdoor:EC2/C&CActivity.B",
            8.0,
            machine.account(),
            World.REGION,
            start.plusSeconds(120),
            "EC2 instance " + machine.id() + " talks to a command and control server.",
            Threat.instance(machine),
            Threat.connection("OUTBOUND", control, 443),
            "ACTOR");
    story.core(day.threat(beaconing, dice.of("ago", "ag", "ao")));
    day.flow(machine, machine.address(), 40_022, control, 443, start.plusSeconds(100), true);
    Caller role = Caller.instance(dice, machine, machine.address());
    Steps steps = new Steps(day, role.from(machine.address(), Caller.CLI), start, 60);
    story.also(steps.call(Call.of("ssm", "DescribeInstanceInformation")));
    String target = dice.pick(day.world.machines.subList(30, 60)).id();
    story.core(
        steps.call(
            Call.of(
                "ssm",
                "SendCommand",
                "documentName",
                "AWS-RunShellScript",
                "instanceIds",
                Json.arr(target))));
    story.also(steps.call(Call.of("secretsmanager", "ListSecrets")));
    for (int i = 0; i < dice.between(3, 5); i++) {
      String secret = dice.of("prod/ledger", "prod/mail", "prod/api") + "-" + dice.hex(3);
      String id = steps.call(Call.of("secretsmanager", "GetSecretValue", "secretId", secret));
      if (i < 2) {
        story.core(id);
      } else {
        story.also(id);
      }
    }
    Threat secrets =
        steps.threat(
            "CredentialAccess:IAMUser/AnomalousBehavior",
            5.0,
            "Secrets were read in an unusual way.",
            Threat.apiCall("GetSecretValue", "secretsmanager", machine.address()));
    story.core(day.threat(secrets, dice.of("a", "ae", "o")));
  }
}
