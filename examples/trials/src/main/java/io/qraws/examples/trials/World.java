// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The invented company of one day: its people, machines, buckets and addresses. */
final class World {
  static final Instant DAY = Instant.parse("2026-03-17T00:00:00Z");
  static final String MAIN = "111122223333";
  static final String SECOND = "444455556666";

  /** A partner's account that routine work and the insider both name. */
  static final String PARTNER = "777788889999";

  static final String REGION = "eu-central-1";

  /** The office's NAT address, which everybody in the building shares. */
  static final String NAT = "198.51.100.10";

  private static final List<String> FIRST =
      List.of(
          "Julia", "Max", "Lena", "Paul", "Nora", "Timo", "Eva", "Ralf", "Ines", "Omar", "Karin",
          "Dirk", "Anja", "Sven", "Petra", "Luca", "Maya", "Jonas", "Heike", "Bruno", "Carla",
          "Emil", "Frida", "Georg");
  private static final List<String> LAST =
      List.of(
          "Mueller",
          "Koch",
          "Brandt",
          "Ferrari",
          "Novak",
          "Lindqvist",
          "Okafor",
          "Sanders",
          "Winter",
          "Haas",
          "Berger",
          "Costa",
          "Dietrich",
          "Eriksen",
          "Fuchs",
          "Gruber",
          "Hoffmann",
          "Ivanov",
          "Jansen",
          "Keller",
          "Lorenz",
          "Meyer",
          "Peters",
          "Quandt",
          "Richter",
          "Seidel",
          "Tanaka",
          "Ulrich",
          "Vogel",
          "Weber",
          "Yilmaz",
          "Zimmer",
          "Arnold",
          "Becker",
          "Conrad",
          "Decker",
          "Ebert",
          "Franke",
          "Geiger",
          "Huber",
          "Jung",
          "Kaiser");
  private static final List<String> WORK =
      List.of("web", "api", "batch", "search", "queue", "report", "auth", "shop", "image", "cache");

  final List<Person> people = new ArrayList<>();
  final List<Machine> machines = new ArrayList<>();
  final List<String> buckets = new ArrayList<>();
  final List<String> databases = new ArrayList<>();
  final List<String> scanners = new ArrayList<>();
  final List<String> runners = new ArrayList<>();
  final String detector;
  private final List<String> outside;
  private int cast;
  private int machinesCast;
  private int outsideUsed;

  World(Dice dice) {
    detector = dice.hex(32);
    people(dice);
    machines(dice);
    for (int i = 0; i < 24; i++) {
      buckets.add("corp-" + dice.pick(WORK) + "-" + dice.of("data", "logs", "export") + "-" + i);
    }
    for (int i = 0; i < 8; i++) {
      databases.add(dice.of("orders", "customers", "ledger", "claims") + "-db-" + (i + 1));
    }
    List<String> addresses = new ArrayList<>();
    for (int i = 2; i < 250; i++) {
      addresses.add("192.0.2." + i);
    }
    outside = dice.shuffled(addresses);
    for (int i = 0; i < 12; i++) {
      scanners.add("203.0.113." + (200 + i));
      runners.add("198.51.100." + (100 + i));
    }
  }

  /** A person whom no other story has. */
  Person castPerson() {
    return people.get(cast++);
  }

  /** A machine that no other story has. */
  Machine castMachine() {
    return machines.get(machinesCast++);
  }

  /** An outside address that nobody else has. */
  String castAddress() {
    return outside.get(outsideUsed++);
  }

  /** The names of the people and machines that stories have so far. */
  Set<String> castNames() {
    Set<String> names = new HashSet<>();
    for (Person person : people.subList(0, cast)) {
      names.addAll(List.of(person.user(), person.mail(), person.domainUser()));
      names.add(person.hostAddress());
    }
    for (Machine machine : machines.subList(0, machinesCast)) {
      names.addAll(List.of(machine.id(), machine.arn(), machine.address()));
      names.add(machine.publicAddress());
    }
    return names;
  }

  /** One of the outside addresses that a story has. */
  String castBefore(Dice dice) {
    return outside.get(dice.between(0, outsideUsed - 1));
  }

  private void people(Dice dice) {
    List<String> last = dice.shuffled(LAST);
    for (int i = 0; i < 40; i++) {
      String first = dice.pick(FIRST);
      String family = last.get(i);
      String user = (first.charAt(0) + family).toLowerCase(Locale.ROOT);
      people.add(
          new Person(
              first + " " + family,
              user,
              "WS-" + (1100 + i * 7 + dice.between(0, 6)),
              "10.20." + (i / 20 + 4) + "." + (20 + i * 3 % 200 + dice.between(0, 2)),
              "203.0.113." + (10 + i * 4 + dice.between(0, 3)),
              dice.of("PowerUser", "Developer", "ReadOnly", "DataEngineer"),
              dice.chance(0.7) ? MAIN : SECOND));
    }
  }

  private void machines(Dice dice) {
    for (int i = 0; i < 60; i++) {
      String work = dice.pick(WORK);
      machines.add(
          new Machine(
              "i-0" + dice.hex(16),
              work + "-" + (i + 1),
              "10.40." + (i / 20 + 1) + "." + (10 + i * 4 % 230 + dice.between(0, 3)),
              "198.51.100." + (150 + i),
              "eni-0" + dice.hex(16),
              "role-" + work + "-" + (i + 1),
              dice.chance(0.75) ? MAIN : SECOND));
    }
  }

  /** An employee. */
  record Person(
      String name,
      String user,
      String host,
      String hostAddress,
      String home,
      String permissionSet,
      String account) {
    String mail() {
      return user + "@corp.example";
    }

    String domainUser() {
      return "CORP\\" + user;
    }
  }

  /** An EC2 instance. */
  record Machine(
      String id,
      String name,
      String address,
      String publicAddress,
      String networkInterface,
      String role,
      String account) {
    String arn() {
      return "arn:aws:ec2:" + REGION + ":" + account + ":instance/" + id;
    }
  }
}
