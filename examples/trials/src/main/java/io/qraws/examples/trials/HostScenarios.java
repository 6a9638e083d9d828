// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.List;

/** Attack chains that begin at a machine. */
final class HostScenarios {
  private HostScenarios() {}

  private static Threat on(
      Day day, World.Machine machine, Instant time, Kind kind, String other, boolean outbound) {
    return new Threat(
        day.dice,
        day.world,
        kind.type,
        kind.severity,
        machine.account(),
        World.REGION,
        time,
        kind.title + " on " + machine.id() + ".",
        Threat.instance(machine),
        Threat.connection(outbound ? "OUTBOUND" : "INBOUND", other, outbound ? 443 : 22),
        outbound ? "ACTOR" : "TARGET");
  }

  private record Kind(String type, double severity, String title) {}

  /** An injected web server copies its disk to a foreign account. */
  static void diskCopy(Day day) {
    Dice dice = day.dice;
    World.Machine machine = day.world.castMachine();
    String attacker = day.world.castAddress();
    Instant start = dice.at(2, 20);
    Story story = day.story("disk-copy", "An injected server's disk leaves the company", "");
    for (int i = 0; i < dice.between(3, 7); i++) {
      Instant at = start.minusSeconds(dice.between(60, 1_500));
      day.siem(at, "SQL injection", "Web Exploit", "", attacker, machine.address());
      day.flow(machine, attacker, dice.between(30_000, 60_000), machine.address(), 443, at, true);
    }
    story.core(
        day.offense(
            start.minusSeconds(1_500),
            "SQL injection / then command execution",
            Offense.BY_DESTINATION,
            machine.address(),
            dice.between(5, 8)));
    String user = day.world.castAddress();
    Caller role = Caller.instance(dice, machine, user).from(user, Caller.CLI);
    Steps steps = new Steps(day, role, start, 120);
    String volume = "vol-0" + dice.hex(16);
    String copy = "snap-0" + dice.hex(16);
    story.also(steps.call(Call.of("sts", "GetCallerIdentity")));
    story.core(
        steps.call(
            Call.of("ec2", "CreateSnapshot", "volumeId", volume).answers("snapshotId", copy)));
    story.core(
        steps.call(
            Call.of(
                "ec2",
                "ModifySnapshotAttribute",
                "snapshotId",
                copy,
                "createVolumePermission",
                Json.obj("add", Json.obj("items", Json.arr(Json.obj("userId", "666677778888")))))));
    Threat outside =
        new Threat(
            dice,
            day.world,
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
            8.0,
            machine.account(),
            World.REGION,
            steps.now(),
            "Credentials for the EC2 instance role " + machine.role() + " were used from outside.",
            Threat.key(role)
                .set("instanceDetails", Threat.instance(machine).get("instanceDetails")),
            Threat.apiCall("ModifySnapshotAttribute", "ec2", user),
            "TARGET");
    story.core(day.threat(outside, dice.of("a", "ag", "ao")));
  }

  /** From an administrator's infected desk commands run on many machines. */
  static void commands(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    Instant start = dice.at(7, 17);
    Story story = day.story("commands", "Commands from an infected desk run on many machines", "");
    String control = day.world.castAddress();
    for (int i = 0; i < dice.between(3, 6); i++) {
      Instant at = start.minusSeconds(dice.between(100, 4_000));
      String name = "Connection to a known bad host";
      day.siem(at, name, "Trojan", person.domainUser(), person.hostAddress(), control);
    }
    story.core(
        day.offense(
            start.minusSeconds(4_000),
            "Remote access trojan / on " + person.host(),
            Offense.BY_USER,
            person.domainUser(),
            dice.between(5, 8)));
    Steps steps = new Steps(day, Caller.sso(dice, person, "PowerUser", World.NAT), start, 60);
    List<World.Machine> reached = List.of(day.world.castMachine(), day.world.castMachine());
    story.also(steps.call(Call.of("ssm", "DescribeInstanceInformation")));
    for (World.Machine machine : reached) {
      story.core(
          steps.call(
              Call.of(
                  "ssm",
                  "SendCommand",
                  "documentName",
                  "AWS-RunShellScript",
                  "instanceIds",
                  Json.arr(machine.id()))));
      Kind beacon = new Kind("Backdoor:EC2/C&CActivity.B", 8.0, "Command and control traffic");
      Threat threat =
          on(day, machine, steps.now().plusSeconds(dice.between(60, 900)), beacon, control, true);
      story.core(day.threat(threat, dice.of("a", "ag", "o")));
    }
  }

  /** Keys are pushed to instances, which somebody then enters. */
  static void pushedKeys(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    World.Machine first = day.world.castMachine();
    World.Machine second = day.world.castMachine();
    String attacker = day.world.castAddress();
    Instant start = dice.at(0, 22);
    Story story = day.story("pushed-keys", "Keys pushed to instances open them", "");
    Caller thief =
        Caller.user(
            person.user(), "AKIA" + dice.base32(16), person.account(), attacker, Caller.CLI);
    Steps steps = new Steps(day, thief, start, 100);
    story.also(steps.call(Call.of("ec2", "DescribeInstances")));
    for (World.Machine machine : List.of(first, second)) {
      story.core(
          steps.call(
              Call.of(
                  "ec2-instance-connect",
                  "SendSSHPublicKey",
                  "instanceId",
                  machine.id(),
                  "instanceOSUser",
                  "root")));
      day.flow(
          machine,
          attacker,
          dice.between(30_000, 60_000),
          machine.address(),
          22,
          steps.now().plusSeconds(20),
          true);
    }
    story.core(
        day.offense(
            steps.now().plusSeconds(dice.between(10, 300)),
            "Log-in to a server from an address never seen",
            Offense.BY_SOURCE,
            attacker,
            dice.between(4, 7)));
    Kind mining = new Kind("CryptoCurrency:EC2/BitcoinTool.B", 8.0, "Coins are mined");
    String pool = day.world.castAddress();
    Instant later = steps.now().plusSeconds(dice.between(600, 5_000));
    story.core(day.threat(on(day, first, later, mining, pool, true), dice.of("a", "ag", "ao")));
    story.core(
        day.threat(
            on(day, second, later.plusSeconds(300), mining, pool, true), dice.of("a", "g", "o")));
  }

  /** Names resolved in the office and in the cloud carry data out. */
  static void tunnel(Day day) {
    Dice dice = day.dice;
    World.Machine machine = day.world.castMachine();
    String host = "10.30." + dice.between(1, 9) + "." + dice.between(10, 240);
    String domain = dice.hex(6) + ".tun-" + dice.hex(4) + ".example";
    Instant start = dice.at(1, 20);
    Story story = day.story("tunnel", "Data leaves in names that are resolved", "");
    for (int i = 0; i < dice.between(3, 6); i++) {
      Instant at = start.minusSeconds(dice.between(60, 3_000));
      day.siem(at, "SMB file copied", "File Activity", "", host, machine.address());
      day.flow(machine, host, dice.between(40_000, 60_000), machine.address(), 445, at, true);
    }
    story.core(
        day.offense(
            start.minusSeconds(3_000),
            "DNS tunnel / client copied to cloud server",
            Offense.BY_DESTINATION,
            machine.address(),
            dice.between(5, 7)));
    Threat names =
        new Threat(
            dice,
            day.world,
            "Trojan:EC2/DNSDataExfiltration",
            8.0,
            machine.account(),
            World.REGION,
            start,
            "EC2 instance " + machine.id() + " sends data out by DNS.",
            Threat.instance(machine),
            Threat.dns(domain),
            "ACTOR");
    story.core(day.threat(names, dice.of("a", "ag", "ao")));
    Caller role = Caller.instance(dice, machine, machine.publicAddress());
    Steps steps = new Steps(day, role, start.plusSeconds(dice.between(60, 4_000)), 60);
    String bucket = "corp-" + dice.of("designs", "wages", "tenders") + "-" + dice.hex(6);
    for (int i = 0; i < 4; i++) {
      story.also(steps.call(Call.of("s3", "GetObject", "bucketName", bucket, "key", dice.hex(9))));
    }
    Threat read =
        steps.bucketThreat(
            "Exfiltration:S3/AnomalousBehavior", 8.0, "Objects were read.", bucket, "GetObject");
    story.core(day.threat(read, dice.of("a", "g", "o")));
  }

  /** Out of a container onto its node, and to the secrets that the node may read. */
  static void container(Day day) {
    Dice dice = day.dice;
    World.Machine node = day.world.castMachine();
    String attacker = day.world.castAddress();
    Instant start = dice.at(1, 22);
    Story story = day.story("container", "Out of a container to the node's secrets", "");
    for (int i = 0; i < dice.between(2, 6); i++) {
      Instant at = start.minusSeconds(dice.between(60, 1_000));
      day.siem(at, "Remote code execution", "Web Exploit", "", attacker, node.address());
    }
    story.core(
        day.offense(
            start.minusSeconds(1_000),
            "Exploit of an ingress controller",
            Offense.BY_DESTINATION,
            node.address(),
            dice.between(5, 8)));
    Kind escape =
        new Kind("PrivilegeEscalation:Runtime/ContainerMountsHostDirectory", 5.0, "Host mounted");
    Kind binary = new Kind("Execution:Runtime/NewBinaryExecuted", 5.0, "A new binary ran");
    story.core(day.threat(on(day, node, start, escape, attacker, false), dice.of("a", "ag")));
    story.core(
        day.threat(
            on(day, node, start.plusSeconds(dice.between(60, 1_200)), binary, attacker, true),
            dice.of("a", "g", "o")));
    Caller role = Caller.instance(dice, node, node.publicAddress());
    Steps steps = new Steps(day, role, start.plusSeconds(1_500), 60);
    story.also(steps.call(Call.of("eks", "ListClusters")));
    for (int i = 0; i < 3; i++) {
      String secret = dice.of("prod/pay", "prod/db", "prod/jwt") + "-" + dice.hex(4);
      story.also(steps.call(Call.of("secretsmanager", "GetSecretValue", "secretId", secret)));
    }
    Threat secrets =
        steps.threat(
            "CredentialAccess:IAMUser/AnomalousBehavior",
            5.0,
            "Secrets were read in an unusual way.",
            Threat.apiCall("GetSecretValue", "secretsmanager", node.publicAddress()));
    story.core(day.threat(secrets, dice.of("a", "e", "o")));
  }
}
