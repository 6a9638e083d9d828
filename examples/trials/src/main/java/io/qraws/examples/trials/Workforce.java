// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hires the company's people, house by house, each under the house's convention. */
final class Workforce {
  /** When a leaver has gone, and when the next holder of the name has come. */
  private static final Duration GONE = Duration.ofDays(4);

  private static final Duration COME = Duration.ofDays(5);

  private final Dice dice;
  private final Set<String> accounts = new HashSet<>();
  private final Set<String> mails = new HashSet<>();
  private final Map<String, Integer> sameAccount = new HashMap<>();
  private final List<Employee> people = new ArrayList<>();
  private int number;

  private Workforce(Dice dice) {
    this.dice = dice;
    this.number = dice.between(100_000, 110_000);
  }

  /**
   * Hires people.
   *
   * @param size how many, those who leave and come under one name among them
   */
  static List<Employee> hire(Dice dice, int size) {
    Workforce force = new Workforce(dice);
    for (House house : House.ALL) {
      int here = Math.max(4, size * house.share() / 100);
      for (int i = 0; i < here && force.people.size() < size; i++) {
        force.hire(house, i % 12 == 5);
      }
    }
    force.afterwards();
    return force.people;
  }

  private void hire(House house, boolean leaver) {
    String first = frequent(NamePools.given(house.names()));
    String last = frequent(NamePools.family(house.names()));
    number += dice.between(1, 40);
    boolean married = house.upnIsMail() && dice.chance(0.2);
    String account = account(house, first, last);
    if (married) {
      String newLast = dice.pick(NamePools.family(house.names()));
      Employee renamed = employee(house, first, newLast, account);
      String old = mail(house, first, last);
      if (!newLast.equals(last)) {
        renamed.oldUpn = old;
        renamed.oldLast = last;
        renamed.renamed = Company.START.plus(Duration.ofDays(dice.between(3, 6)));
      }
      people.add(renamed);
      return;
    }
    Employee hired = employee(house, first, last, account);
    people.add(hired);
    if (leaver
        && (house.convention() == Convention.FLAST
            || house.convention() == Convention.FAMILY_FIRST)) {
      replace(hired);
    }
  }

  /** Gives a leaver's name to somebody with the same initial. */
  private void replace(Employee leaver) {
    List<String> alike =
        NamePools.given(leaver.house.names()).stream()
            .filter(
                name ->
                    Convention.plain(name).charAt(0) == Convention.plain(leaver.first).charAt(0))
            .filter(name -> !name.equals(leaver.first))
            .toList();
    if (alike.isEmpty()) {
      return;
    }
    number += dice.between(1, 40);
    Employee next = employee(leaver.house, dice.pick(alike), leaver.last, leaver.account);
    leaver.reused = true;
    leaver.listed = false;
    leaver.until = Company.START.plus(GONE);
    next.reused = true;
    next.from = Company.START.plus(COME);
    people.add(next);
  }

  private Employee employee(House house, String first, String last, String account) {
    String id = String.format(Locale.ROOT, "person-%04d", people.size() + 1);
    String host = dice.of("LT", "NB", "WS") + "-" + house.netbios().substring(0, 2) + number;
    return new Employee(id, house, first, last, number, account, mail(house, first, last), host);
  }

  private String account(House house, String first, String last) {
    for (int turn = 0; ; turn++) {
      String account = house.convention().account(first, last, number, turn);
      if (accounts.add(house.netbios() + "\\" + account)) {
        sameAccount.merge(account, 1, Integer::sum);
        return account;
      }
    }
  }

  private String mail(House house, String first, String last) {
    String given = Convention.plain(house.nicknames() ? NamePools.nickname(first) : first);
    String local = given + "." + Convention.plain(last);
    String extra = house.convention() == Convention.CONTRACTOR ? ".ext" : "";
    for (int turn = 1; ; turn++) {
      String mail = local + (turn == 1 ? "" : turn) + extra + "@" + house.mailDomain();
      if (mails.add(mail)) {
        return mail;
      }
    }
  }

  /** What the directory and the table lack, and the second accounts. */
  private void afterwards() {
    for (Employee person : people) {
      if (!person.reused) {
        person.unique = sameAccount.getOrDefault(person.account, 0) == 1;
        person.listed = !dice.chance(0.04);
        person.mailListed = !dice.chance(0.10);
        person.tabled = dice.chance(person.listed ? 0.01 : 0.5);
      } else {
        person.unique = false;
      }
      if (person.listed && !person.reused && dice.chance(0.12)) {
        admin(person);
      }
    }
  }

  private void admin(Employee person) {
    String account = person.account;
    String namesake = account.replaceFirst("\\d+$", "");
    // Where the first of two namesakes had none, the second got it under the first's name.
    boolean taken =
        person.house.convention() == Convention.FIRST_DOT_LAST
            || person.house.convention() == Convention.FLAST;
    boolean wrong = taken && !namesake.equals(account) && dice.chance(0.7);
    String named = wrong ? namesake : account;
    String name =
        switch (person.house.number() % 4) {
          case 0 -> "adm-" + named;
          case 1 -> named + "-adm";
          case 2 -> "da_" + named;
          default -> "admin." + named;
        };
    String cut = Convention.cut(name, 20);
    person.adminById = wrong || cut.length() < name.length();
    if (accounts.add(person.house.netbios() + "\\" + cut)) {
      person.admin = cut;
    }
  }

  /** The frequent names far more often than the rare. */
  private String frequent(List<String> names) {
    int least = Math.min(dice.between(0, names.size() - 1), dice.between(0, names.size() - 1));
    return names.get(least);
  }
}
