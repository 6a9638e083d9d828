// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.List;

/**
 * What looks like part of an attack and is not: people behind the address that an attacker has too,
 * a scanner at a machine that somebody else attacks, a colleague with the same role.
 */
final class Decoys {
  private final Day day;
  private final Dice dice;

  Decoys(Day day) {
    this.day = day;
    this.dice = day.dice;
  }

  /** Travellers behind the exit of a public VPN, of which one attacker makes use. */
  void sharedExit() {
    String exit = day.world.castBefore(dice);
    List<World.Person> travellers = dice.shuffled(day.world.people.subList(8, 33)).subList(0, 6);
    for (int i = 0; i < travellers.size(); i++) {
      World.Person person = travellers.get(i);
      Caller caller = Caller.sso(dice, person, person.permissionSet(), exit);
      Steps steps = new Steps(day, caller, dice.at(6, 20), 400);
      steps.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success"));
      for (int calls = dice.between(3, 8); calls > 0; calls--) {
        steps.call(Call.of("ec2", "DescribeInstances"));
      }
      day.siem(
          steps.now(),
          "VPN login succeeded",
          "User Login Success",
          person.domainUser(),
          exit,
          "10.10.0.4");
      if (i == 0) {
        day.offense(
            steps.now(), "VPN login from a new country", Offense.BY_USER, person.domainUser(), 3);
      } else if (i < 3) {
        Threat unusual =
            steps.threat(
                "Discovery:IAMUser/AnomalousBehavior",
                2.0,
                "APIs for discovery were called in an unusual way.",
                Threat.apiCall("DescribeInstances", "ec2", exit));
        day.threat(unusual, dice.of("a", "g", "o"));
      }
    }
  }

  /** A scanner that tries all machines, those under attack too. */
  void scanner() {
    String scanner = dice.pick(day.world.scanners);
    Instant time = dice.at(0, 23);
    for (World.Machine machine : day.world.machines.subList(0, 14)) {
      Threat probe =
          new Threat(
              dice,
              day.world,
              "Recon:EC2/PortProbeUnprotectedPort",
              2.0,
              machine.account(),
              World.REGION,
              time.plusSeconds(dice.between(0, 3_000)),
              "Unprotected port on EC2 instance " + machine.id() + " is being probed.",
              Threat.instance(machine),
              Threat.probe(scanner, 22),
              "TARGET");
      day.threat(probe, dice.of("a", "g", "o", "ao"));
    }
  }

  /** A colleague in the same accounts, with the same permission set, at work on the same day. */
  void colleague() {
    World.Person colleague = day.world.people.get(dice.between(34, 39));
    Caller caller = Caller.sso(dice, colleague, "AdministratorAccess", World.NAT);
    Steps steps = new Steps(day, caller, dice.at(7, 17), 300);
    steps.call(Call.of("iam", "CreateUser", "userName", "svc-new-" + dice.hex(4)));
    steps.call(
        Call.of(
            "iam",
            "AttachUserPolicy",
            "userName",
            "svc-new-" + dice.hex(4),
            "policyArn",
            "arn:aws:iam::aws:policy/ReadOnlyAccess"));
    Threat unusual =
        steps.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            5.0,
            "A user was made in an unusual way.",
            Threat.apiCall("CreateUser", "iam", World.NAT));
    day.threat(unusual, dice.of("a", "ag", "o"));
  }
}
