// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;

/**
 * A chain whose two halves share neither address nor name, only the provider that they come from;
 * and a traveller in the same country, who is no part of it.
 */
final class FarScenario {
  static final String NAME = "far-log-ins";
  private static final String COUNTRY = "NZ";
  private static final long PROVIDER = 65_001;
  private static final long HOTEL = 65_002;

  private FarScenario() {}

  /** Log-ins fail at the VPN; then somebody with a leaked key makes himself at home. */
  static void hide(Day day, PlaceTable places) {
    Dice dice = day.dice;
    String door = day.world.castAddress();
    String caller = day.world.castAddress();
    places.put(door, COUNTRY, PROVIDER);
    places.put(caller, COUNTRY, PROVIDER);
    String service = "svc-" + dice.of("ledger", "scanner", "printing") + "-" + dice.hex(4);
    Instant start = dice.at(0, 20);
    Story story = day.story(NAME, "Failed VPN log-ins, then a leaked key", "");
    for (int i = 0; i < dice.between(4, 9); i++) {
      String tried = dice.of("support", "vpnuser", "scanner", "helpdesk");
      Instant at = start.plusSeconds(dice.between(0, 600));
      day.siem(at, "VPN login failed", "User Login Failure", tried, door, "10.10.0.4");
    }
    String failed = "Multiple VPN login failures / from one address";
    story.core(day.offense(start, failed, Offense.BY_SOURCE, door, dice.between(4, 7)));

    Caller thief = Caller.user(service, "AKIA" + dice.base32(16), World.SECOND, caller, Caller.CLI);
    Instant later = start.plusSeconds(dice.between(900, 9_000));
    Steps steps = new Steps(day, thief, later, 120);
    story.also(steps.call(Call.of("sts", "GetCallerIdentity")));
    String made = "svc-agent-" + dice.hex(4);
    story.core(steps.call(Call.of("iam", "CreateUser", "userName", made)));
    story.core(
        steps.call(
            Call.of(
                "iam",
                "AttachUserPolicy",
                "userName",
                made,
                "policyArn",
                "arn:aws:iam::aws:policy/AdministratorAccess")));
    Threat persistence =
        steps.threat(
            "Persistence:IAMUser/AnomalousBehavior",
            5.0,
            "A user was made in an unusual way.",
            Threat.apiCall("CreateUser", "iam", caller));
    story.core(day.threat(persistence, dice.of("a", "ag", "o")));
  }

  /** One who is at work in a hotel while that goes on. */
  static void traveller(Day day, PlaceTable places) {
    Dice dice = day.dice;
    String hotel = day.world.castAddress();
    places.put(hotel, COUNTRY, HOTEL);
    World.Person person = day.world.people.get(dice.between(22, 32));
    Caller caller = Caller.sso(dice, person, person.permissionSet(), hotel);
    Steps steps = new Steps(day, caller, dice.at(2, 22), 400);
    steps.call(Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success"));
    for (int calls = dice.between(3, 8); calls > 0; calls--) {
      steps.call(Call.of("ec2", "DescribeInstances"));
    }
    Threat unusual =
        steps.threat(
            "Discovery:IAMUser/AnomalousBehavior",
            2.0,
            "APIs for discovery were called in an unusual way.",
            Threat.apiCall("DescribeInstances", "ec2", hotel));
    day.threat(unusual, dice.of("a", "g", "o"));
  }
}
