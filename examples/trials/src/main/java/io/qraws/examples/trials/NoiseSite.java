// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;

/** The office and the network on an ordinary day: offenses, events, flows, configuration. */
final class NoiseSite {
  private final Day day;
  private final Dice dice;
  private final World world;

  NoiseSite(Day day) {
    this.day = day;
    this.dice = day.dice;
    this.world = day.world;
  }

  void write(int offenses, int flows, int configs) {
    for (int i = 0; i < offenses; i++) {
      offense(i);
    }
    for (int i = 0; i < 90; i++) {
      World.Person person = dice.pick(world.people);
      day.siem(
          dice.at(6, 20),
          dice.of("Login succeeded", "Mail received", "Proxy request allowed"),
          dice.of("User Login Success", "Access Permitted"),
          person.domainUser(),
          person.hostAddress(),
          "10.10.0." + dice.between(2, 60));
    }
    for (int i = 0; i < flows; i++) {
      flow();
    }
    for (int i = 0; i < configs; i++) {
      String bucket = dice.pick(world.buckets);
      Instant time = dice.at(0, 24);
      day.config(
          "AWS::S3::Bucket",
          bucket,
          World.MAIN,
          time,
          Json.obj("name", bucket, "versioning", "Enabled"));
    }
  }

  private void offense(int turn) {
    World.Person person = dice.pick(world.people.subList(7, 40));
    World.Person forgetful = world.people.get(20);
    Offense made =
        switch (turn % 8) {
          case 0 -> user("Policy: remote access tool used", person, dice.between(2, 4));
          case 1 -> user("Multiple login failures / for the same user", forgetful, 3);
          case 2 -> source("Excessive firewall denies", dice.pick(world.scanners), 4);
          case 3 -> source("Large transfer by backup job", "10.30.0.5", dice.between(2, 4));
          case 4 -> user("Policy: cloud storage used", person, dice.between(1, 3));
          case 5 -> source("Vulnerability scanner activity", "10.30.0.9", 5);
          case 6 -> source("Port scan from the internet", dice.pick(world.scanners), 3);
          default -> source("Local DHCP and DNS anomalies", person.hostAddress(), 2);
        };
    made.closed = dice.chance(0.25);
  }

  private Offense user(String description, World.Person person, int magnitude) {
    Instant time = dice.at(6, 20);
    day.siem(
        time,
        description.replace(" / ", " "),
        "Policy Violation",
        person.domainUser(),
        person.hostAddress(),
        "10.10.0.20");
    return day.offense(time, description, Offense.BY_USER, person.domainUser(), magnitude);
  }

  private Offense source(String description, String address, int magnitude) {
    Instant time = dice.at(0, 23);
    day.siem(time, description, "Firewall Deny", "", address, "10.10.0." + dice.between(2, 60));
    return day.offense(time, description, Offense.BY_SOURCE, address, magnitude);
  }

  private void flow() {
    World.Machine machine = dice.pick(world.machines);
    Instant time = dice.at(0, 24);
    int port = dice.between(32_768, 60_999);
    switch (dice.between(0, 3)) {
      case 0 ->
          day.flow(
              machine,
              dice.pick(world.scanners),
              port,
              machine.address(),
              dice.of(22, 23, 3389),
              time,
              false);
      case 1 -> day.flow(machine, machine.address(), port, "10.40.3.250", 5432, time, true);
      case 2 ->
          day.flow(
              machine,
              dice.pick(world.people).hostAddress(),
              port,
              machine.address(),
              443,
              time,
              true);
      default -> day.flow(machine, World.NAT, port, machine.address(), 443, time, true);
    }
  }
}
