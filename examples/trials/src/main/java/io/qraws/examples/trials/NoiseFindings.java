// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The findings of an ordinary day: controls, packages, scanners from everywhere, samples. */
final class NoiseFindings {
  private record Control(String id, String title, String label, String type) {}

  private static final List<Control> CONTROLS =
      List.of(
          new Control("S3.1", "S3 should have public access blocked", "MEDIUM", "AwsS3Bucket"),
          new Control("S3.8", "S3 buckets should block public access", "HIGH", "AwsS3Bucket"),
          new Control("S3.9", "S3 buckets should have access logging", "MEDIUM", "AwsS3Bucket"),
          new Control("S3.13", "S3 buckets should have lifecycle rules", "LOW", "AwsS3Bucket"),
          new Control("EC2.8", "EC2 instances should use IMDSv2", "HIGH", "AwsEc2Instance"),
          new Control("EC2.9", "EC2 should have no public address", "HIGH", "AwsEc2Instance"),
          new Control("EC2.3", "EBS volumes should be encrypted", "MEDIUM", "AwsEc2Volume"),
          new Control("EC2.19", "High-risk ports are open", "CRITICAL", "AwsEc2SecurityGroup"),
          new Control("IAM.3", "Keys should be rotated every 90 days", "MEDIUM", "AwsIamUser"),
          new Control("IAM.5", "Users should have MFA", "MEDIUM", "AwsIamUser"),
          new Control("IAM.8", "Unused credentials should be removed", "MEDIUM", "AwsIamUser"),
          new Control("IAM.2", "Users should have no policies", "LOW", "AwsIamUser"));

  private final Day day;
  private final Dice dice;
  private final World world;

  NoiseFindings(Day day) {
    this.day = day;
    this.dice = day.dice;
    this.world = day.world;
  }

  void write(int controls, int packages, int threats) {
    for (int i = 0; i < controls; i++) {
      control();
    }
    for (int i = 0; i < packages; i++) {
      Posture.vulnerability(
          day, dice.pick(world.machines), dice.at(0, 24), dice.of("a", "a", "o", "ao"));
    }
    for (int i = 0; i < threats; i++) {
      Threat threat = i % 3 == 0 ? bruteForce() : i % 3 == 1 ? probe() : unusual();
      threat.archived = dice.chance(0.12);
      if (dice.chance(0.1)) {
        threat.workflow = "SUPPRESSED";
      }
      day.threat(threat, dice.of("a", "a", "g", "e", "ag", "ao", "ago", "o"));
    }
    for (int i = 0; i < 6; i++) {
      day.threat(sample(), dice.of("a", "g", "ag"));
    }
  }

  private void control() {
    Control control = dice.pick(CONTROLS);
    boolean passed = dice.chance(0.12);
    String account = dice.of(World.MAIN, World.MAIN, World.SECOND, World.PARTNER);
    World.Machine machine = dice.pick(world.machines);
    String base = "arn:aws:ec2:" + World.REGION + ":" + account;
    String resource =
        switch (control.type()) {
          case "AwsS3Bucket" -> "arn:aws:s3:::" + dice.pick(world.buckets);
          case "AwsEc2Instance" -> machine.arn();
          case "AwsEc2Volume" -> base + ":volume/vol-0" + dice.hex(16);
          case "AwsEc2SecurityGroup" -> base + ":security-group/sg-0" + dice.hex(16);
          default -> "arn:aws:iam::" + account + ":user/svc-old-" + dice.between(1, 60);
        };
    Posture.control(
        day,
        control.id(),
        control.title(),
        passed ? "INFORMATIONAL" : control.label(),
        control.type(),
        resource,
        control.type().equals("AwsEc2Instance") ? machine.account() : account,
        dice.at(0, 24),
        dice.of("a", "a", "o", "ao"));
  }

  private Threat probe() {
    World.Machine machine = dice.pick(world.machines);
    return machineThreat(
        machine,
        "Recon:EC2/PortProbeUnprotectedPort",
        2.0,
        "Unprotected port on EC2 instance " + machine.id() + " is being probed.",
        Threat.probe(dice.pick(world.scanners), dice.of(22, 443, 8080, 3389)));
  }

  private Threat bruteForce() {
    World.Machine bastion = dice.pick(world.machines.subList(50, 53));
    String from = dice.pick(world.scanners);
    return machineThreat(
        bastion,
        "UnauthorizedAccess:EC2/SSHBruteForce",
        2.0,
        from + " is performing SSH brute force attacks against " + bastion.id() + ".",
        Threat.connection("INBOUND", from, 51_000));
  }

  private Threat unusual() {
    World.Person person = dice.pick(world.people);
    boolean home = dice.chance(0.5);
    String address = home ? person.home() : World.NAT;
    Caller caller = Caller.sso(dice, person, person.permissionSet(), address);
    return new Threat(
        dice,
        world,
        "Discovery:IAMUser/AnomalousBehavior",
        2.0,
        person.account(),
        World.REGION,
        dice.at(6, 20),
        "APIs for discovery were called in an unusual way.",
        Threat.key(caller),
        Threat.apiCall(dice.of("ListRoles", "DescribeInstances"), "iam", address),
        "TARGET");
  }

  private Threat sample() {
    World.Machine machine = dice.pick(world.machines.subList(40, 60));
    return machineThreat(
        machine,
        "CryptoCurrency:EC2/BitcoinTool.B",
        8.0,
        "[SAMPLE] EC2 instance i-99999999 talks to a host of a cryptocurrency.",
        Threat.connection("OUTBOUND", "198.51.100.0", 80));
  }

  private Threat machineThreat(
      World.Machine machine, String type, double severity, String title, ObjectNode action) {
    String role = title.startsWith("[SAMPLE]") ? "ACTOR" : "TARGET";
    ObjectNode resource =
        title.startsWith("[SAMPLE]")
            ? Threat.instance("i-99999999", "10.0.0.1", "eni-bfcffe88", "GeneratedFindingInstance")
            : Threat.instance(machine);
    return new Threat(
        dice,
        world,
        type,
        severity,
        machine.account(),
        World.REGION,
        dice.at(0, 24),
        title,
        resource,
        action,
        role);
  }
}
