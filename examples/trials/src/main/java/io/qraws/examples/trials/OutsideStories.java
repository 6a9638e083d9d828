// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/** The stories that begin with somebody outside: a spray, a stolen role, a leaked key. */
final class OutsideStories {
  private static final String SELF = "GetCallerIdentity";

  private OutsideStories() {}

  /** A sprayed VPN password, a log-in from the same address, a new key, a bucket read empty. */
  static void spray(Day day) {
    Dice dice = day.dice;
    World.Person victim = day.world.castPerson();
    String spray = day.world.castAddress();
    String reader = day.world.castAddress();
    String bucket = "corp-" + dice.of("contracts", "patents", "payroll") + "-" + dice.hex(6);
    String service = "svc-" + dice.of("reporting", "etl", "mailer") + "-" + dice.between(2, 9);
    Instant start = dice.at(1, 5);
    Story story =
        day.story(
            "vpn-spray",
            "Sprayed VPN password to emptied bucket",
            String.format(
                Locale.ROOT,
                "Somebody at %s tries one password on many VPN accounts and gets in as %s. From the"
                    + " same address he logs in to AWS as %s, makes a key for the user %s and reads"
                    + " the bucket %s with it from %s.",
                spray,
                victim.domainUser(),
                victim.mail(),
                service,
                bucket,
                reader));
    story.names.add(bucket);
    for (World.Person person : dice.shuffled(day.world.people).subList(0, dice.between(9, 14))) {
      Instant at = start.plusSeconds(dice.between(0, 900));
      day.siem(
          at, "VPN login failed", "User Login Failure", person.domainUser(), spray, "10.10.0.4");
    }
    Instant in = start.plusSeconds(960);
    day.siem(
        in, "VPN login succeeded", "User Login Success", victim.domainUser(), spray, "10.10.0.4");
    String spraying = "Password spray against VPN / followed by successful login";
    story.core(day.offense(start, spraying, Offense.BY_SOURCE, spray, dice.between(6, 8)));
    String country = "VPN login from a new country";
    story.also(day.offense(in, country, Offense.BY_USER, victim.domainUser(), dice.between(4, 6)));

    Steps sso = new Steps(day, Caller.sso(dice, victim, "AdministratorAccess", spray), in, 300);
    story.core(sso.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success")));
    story.also(sso.call(Call.of("iam", "ListUsers")));
    story.also(sso.call(Call.of("s3", "ListBuckets")));
    String key = "AKIA" + dice.base32(16);
    story.core(
        sso.call(
            Call.of("iam", "CreateAccessKey", "userName", service)
                .answers(
                    "accessKey",
                    Json.obj("accessKeyId", key, "userName", service, "status", "Active"))));
    Threat persistence =
        sso.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            6.0,
            "A user made an access key in an unusual way.",
            Threat.apiCall("CreateAccessKey", "iam", spray));
    story.core(day.threat(persistence, dice.of("ag", "ao")));

    Caller thief = Caller.user(service, key, victim.account(), reader, Caller.CLI);
    Steps theft = new Steps(day, thief, sso.now().plusSeconds(dice.between(300, 2_400)), 40);
    story.also(theft.call(Call.of("sts", SELF)));
    story.also(theft.call(Call.of("s3", "GetBucketLocation", "bucketName", bucket)));
    for (int i = 0; i < dice.between(4, 8); i++) {
      String object = dice.of("2025", "2026") + "/" + dice.hex(8) + ".pdf";
      String id = theft.call(Call.of("s3", "GetObject", "bucketName", bucket, "key", object));
      if (i < 2) {
        story.core(id);
      } else {
        story.also(id);
      }
    }
    Threat exfiltration =
        theft.bucketThreat(
            "Exfiltration:S3/AnomalousBehavior",
            8.0,
            "Objects were read in an unusual way.",
            bucket,
            "GetObject");
    story.core(day.threat(exfiltration, dice.of("ago", "ao", "ae")));
  }

  /** An instance's credentials taken by a forged request and used from outside. */
  static void forgedRequest(Day day) {
    Dice dice = day.dice;
    World.Machine machine = day.world.castMachine();
    String attacker = day.world.castAddress();
    String user = day.world.castAddress();
    String bucket = "corp-" + dice.of("invoices", "uploads", "claims") + "-" + dice.hex(6);
    Instant start = dice.at(6, 11);
    Story story =
        day.story(
            "stolen-role",
            "Instance credentials used from outside",
            String.format(
                Locale.ROOT,
                "%s sends forged requests to the web server %s (%s, %s). Soon after, the"
                    + " credentials of its role %s list and read from %s, the bucket %s among it.",
                attacker,
                machine.name(),
                machine.id(),
                machine.address(),
                machine.role(),
                user,
                bucket));
    story.names.add(machine.id());
    story.names.add(bucket);
    for (int i = 0; i < dice.between(5, 9); i++) {
      Instant at = start.plusSeconds(dice.between(0, 600));
      day.siem(at, "Server-side request forgery", "Web Exploit", "", attacker, machine.address());
      day.flow(machine, attacker, dice.between(30_000, 60_000), machine.address(), 443, at, true);
    }
    String forged = "Server-side request forgery / containing Web Exploit";
    story.core(
        day.offense(start, forged, Offense.BY_DESTINATION, machine.address(), dice.between(6, 8)));

    Caller role = Caller.instance(dice, machine, user).from(user, Caller.CLI);
    Steps steps = new Steps(day, role, start.plusSeconds(dice.between(700, 2_000)), 45);
    story.core(steps.call(Call.of("sts", SELF)));
    story.core(steps.call(Call.of("s3", "ListBuckets")));
    story.also(steps.call(Call.of("ec2", "DescribeInstances")));
    story.also(steps.call(Call.of("iam", "ListRoles").fails("AccessDenied")));
    for (int i = 0; i < dice.between(3, 7); i++) {
      String object = "in/" + dice.hex(10) + ".csv";
      String id = steps.call(Call.of("s3", "GetObject", "bucketName", bucket, "key", object));
      if (i < 2) {
        story.core(id);
      } else {
        story.also(id);
      }
    }
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
            withMachine(role, machine),
            Threat.apiCall("ListBuckets", "s3", user),
            "TARGET");
    story.core(day.threat(outside, dice.of("ago", "ao", "ae")));
  }

  private static ObjectNode withMachine(Caller role, World.Machine machine) {
    ObjectNode both = Threat.key(role);
    both.set("instanceDetails", Threat.instance(machine).get("instanceDetails"));
    return both;
  }

  /** A leaked key starts instances far away, which mine; so does a machine in the office. */
  static void mining(Day day) {
    Dice dice = day.dice;
    World.Person person = day.world.castPerson();
    String attacker = day.world.castAddress();
    String pool = day.world.castAddress();
    String domain = "pool" + dice.between(1, 9) + ".coin-" + dice.hex(4) + ".example";
    String region = dice.of("ap-southeast-2", "sa-east-1", "ap-south-1");
    Instant start = dice.at(12, 17);
    Story story =
        day.story(
            "mining",
            "Leaked key mines coins in a new Region",
            String.format(
                Locale.ROOT,
                "The lasting key of the IAM user %s leaks. From %s it starts large instances in %s,"
                    + " which talk to the pool %s (%s). The workstation %s (%s) of the same person"
                    + " talks to the same pool.",
                person.user(),
                attacker,
                region,
                domain,
                pool,
                person.host(),
                person.hostAddress()));
    for (int i = 0; i < dice.between(4, 8); i++) {
      Instant at = start.minusSeconds(dice.between(0, 3_000));
      String name = "Connection to mining pool";
      day.siem(at, name, "Misc Malware", person.domainUser(), person.hostAddress(), pool);
    }
    String traffic = "Traffic to cryptocurrency mining pool / from " + person.host();
    story.core(
        day.offense(
            start.minusSeconds(3_000),
            traffic,
            Offense.BY_USER,
            person.domainUser(),
            dice.between(5, 7)));

    String key = "AKIA" + dice.base32(16);
    Caller leaked = Caller.user(person.user(), key, person.account(), attacker, Caller.CLI);
    Steps steps = new Steps(day, leaked, start, 50).in(region);
    story.also(steps.call(Call.of("sts", SELF)));
    story.also(steps.call(Call.of("ec2", "DescribeInstanceTypes")));
    String pair = "key-" + dice.hex(6);
    story.also(steps.call(Call.of("ec2", "CreateKeyPair", "keyName", pair)));
    String group = "sg-0" + dice.hex(16);
    story.also(
        steps.call(
            Call.of("ec2", "CreateSecurityGroup", "groupName", "grp-" + dice.hex(4))
                .answers("groupId", group)));
    for (int i = 0; i < dice.between(2, 3); i++) {
      String instance = "i-0" + dice.hex(16);
      String inner = "172.31." + dice.between(1, 60) + "." + dice.between(4, 250);
      story.names.add(instance);
      story.core(
          steps.call(
              Call.of("ec2", "RunInstances", "instanceType", "p4d.24xlarge", "keyName", pair)
                  .answers(
                      "instancesSet",
                      Json.obj(
                          "items",
                          Json.arr(Json.obj("instanceId", instance, "privateIpAddress", inner))))));
      boolean byName = i == 1;
      Threat coin =
          new Threat(
              dice,
              day.world,
              "CryptoCurrency:EC2/BitcoinTool.B" + (byName ? "!DNS" : ""),
              8.0,
              person.account(),
              region,
              steps.now().plusSeconds(1_200),
              "EC2 instance " + instance + " talks to a host of a cryptocurrency.",
              Threat.instance(instance, inner, "eni-0" + dice.hex(16), ""),
              byName ? Threat.dns(domain) : Threat.connection("OUTBOUND", pool, 3_333),
              "ACTOR");
      story.core(day.threat(coin, dice.of("a", "ag", "ao")));
    }
    Threat impact =
        steps.threat(
            "Impact:IAMUser/AnomalousBehavior",
            8.0,
            "Instances were started in an unusual way.",
            Threat.apiCall("RunInstances", "ec2", attacker));
    story.core(day.threat(impact, dice.of("a", "ae", "o")));
  }
}
