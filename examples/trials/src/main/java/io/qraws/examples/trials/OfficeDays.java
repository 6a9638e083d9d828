// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.ObservableKind;
import io.qraws.examples.trials.identity.NameClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The offices as QRadar sees them: leases, log-ons, mail, VPN, and machines that many use. */
final class OfficeDays {
  private static final String NONE = "";

  private final Company company;
  private final Dice dice;
  private final QradarRows rows;

  OfficeDays(Company company) {
    this.company = company;
    this.dice = company.dice;
    this.rows = new QradarRows(company);
  }

  void write() {
    for (int day = 0; day < Company.DAYS; day++) {
      for (House house : House.ALL) {
        day(house, day);
      }
    }
    for (Employee person : company.people) {
      if (person.admin != null) {
        administer(person, person.admin);
      }
      if (dice.chance(0.06)) {
        offense(person);
      }
    }
    shared(Math.max(2, company.people.size() / 80));
  }

  /** Those who are in that day, each with an address that somebody else may have had before. */
  private void day(House house, int day) {
    List<Employee> here = new ArrayList<>();
    for (Employee person : company.people) {
      boolean due = person.reused ? dice.chance(0.7) : dice.chance(0.3);
      if (person.house.equals(house) && due && person.works(company.at(day, 6, 7))) {
        here.add(person);
      }
    }
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < here.size() + 5; i++) {
      addresses.add("10." + (20 + house.number()) + "." + (4 + i / 200) + "." + (10 + i % 200));
    }
    List<String> dealt = dice.shuffled(addresses);
    for (int i = 0; i < here.size(); i++) {
      boolean second = i % 12 == 11;
      // One in a dozen comes in the afternoon and gets what another gave back at noon.
      String address = second ? dealt.get(i - 1) : dealt.get(i);
      office(here.get(i), address, company.at(day, second ? 13 : 6.5, second ? 14 : 8.5));
      if (i % 12 == 10) {
        rows.release(company.at(day, 12, 12.5), address, here.get(i).host);
      }
      if (dice.chance(0.08)) {
        evening(here.get(i), "10.9." + house.number() + "." + (10 + i), day);
      }
    }
  }

  private void office(Employee person, String address, Instant lease) {
    String fqdn = person.host.toLowerCase(Locale.ROOT) + "." + person.house.domain();
    boolean known = person.sightedKnown();
    boolean own = known && person.seen > 0;
    boolean full = dice.chance(0.15);
    String named = full ? fqdn : person.host;
    if (dice.chance(0.92)) {
      rows.lease(lease, address, named);
    } else {
      rows.row(
          lease, "Microsoft DNS", "DNS Dynamic Update", NONE, address, "10.10.0.6", named, NONE);
    }
    if (own && full) {
      company.label(NameClass.HOST, ObservableKind.HOST, fqdn, lease, person.id);
    }
    Instant time = lease.plusSeconds(dice.between(120, 2_400));
    String seen = person.sighted(time);
    String user = dice.chance(0.05) ? seen.toLowerCase(Locale.ROOT) : seen;
    rows.logon(time, user, person.account, person.house, address, person.host, 2);
    user(person, user, time);
    if (own) {
      company.label(NameClass.HOST, ObservableKind.HOST, person.host, time, person.id);
    }
    person.seen++;
    if (known) {
      company.label(NameClass.LEASE, ObservableKind.IP, address, time, person.id);
    }
    Instant later = time.plusSeconds(dice.between(600, 6_000));
    if (dice.chance(0.35)) {
      mail(person, address, later);
    }
    // Somebody who helps is a stranger only where it is known whose machine it is.
    if (person.seen > 3 && dice.chance(0.2)) {
      Employee helper = dice.pick(company.people);
      if (helper.admin != null) {
        String name = helper.house.netbios() + "\\" + helper.admin;
        rows.logon(later, name, helper.admin, helper.house, address, person.host, 10);
      }
    }
  }

  private void mail(Employee person, String address, Instant time) {
    boolean renamed = person.oldUpn != null;
    String name = renamed ? person.upn(time) : person.mail;
    rows.row(time, "Exchange", "Mailbox login", name, address, "10.10.0.25", NONE, NONE);
    boolean old = name.equals(person.oldUpn);
    boolean known = old ? person.listed || person.tabled : person.mailKnown();
    if (known && !person.reused) {
      NameClass kind =
          old ? NameClass.OLD_NAME : name.equals(person.upn()) ? NameClass.UPN : NameClass.MAIL;
      company.label(kind, ObservableKind.USER, name, time, person.id);
    }
  }

  private void evening(Employee person, String address, int day) {
    Instant time = company.at(day, 19, 20);
    String user = person.sighted(time);
    String outside = dice.chance(0.9) ? person.home() : "203.0.113." + dice.between(1, 9);
    rows.tunnel(time, user, outside, address);
    Instant inside = time.plusSeconds(dice.between(60, 600));
    for (int i = dice.between(1, 3); i > 0; i--) {
      rows.row(inside, "Proxy", "HTTP Request Allowed", user, address, "10.10.0.80", NONE, NONE);
      if (person.sightedKnown()) {
        company.label(NameClass.VPN_ADDRESS, ObservableKind.IP, address, inside, person.id);
      }
      inside = inside.plusSeconds(dice.between(60, 900));
    }
    user(person, user, time);
  }

  /** The second account, used at servers and at the portal, not at a machine of one's own. */
  private void administer(Employee person, String account) {
    Instant time = company.at(dice.between(0, Company.DAYS - 1), 9, 16);
    String name = person.house.netbios() + "\\" + account;
    rows.logon(time, name, account, person.house, "10.10.3." + dice.between(2, 9), "SRV-DC01", 10);
    company.label(NameClass.ADMIN, ObservableKind.USER, name, time, person.id);
    if (dice.chance(0.5)) {
      Instant later = time.plusSeconds(900);
      String upn = account + "@" + person.house.domain();
      rows.row(later, "Entra", "Sign-in succeeded", upn, "203.0.113.7", "10.10.0.1", NONE, NONE);
      company.label(NameClass.ADMIN, ObservableKind.USER, upn, later, person.id);
    }
  }

  private void offense(Employee person) {
    Instant time = company.at(dice.between(0, 9), 8, 18);
    if (!person.works(time)) {
      return;
    }
    String name = person.sighted(time);
    String what = dice.of("Multiple login failures", "Policy: cloud storage used", "Rare country");
    company.offenses.add(new Offense(time, what, Offense.BY_USER, name, dice.between(2, 7)));
  }

  /** Terminal servers: many people on one machine, under one address. */
  private void shared(int many) {
    for (int i = 0; i < many; i++) {
      String host = "TS-" + (100 + i);
      String address = "10.10.2." + (10 + i);
      for (int turn = dice.between(8, 30); turn > 0; turn--) {
        Employee person = dice.pick(company.people);
        Instant time = company.at(dice.between(0, Company.DAYS - 1), 7, 18);
        if (person.works(time)) {
          String user = person.sighted(time);
          rows.logon(time, user, person.account, person.house, address, host, 10);
          company.label(NameClass.SHARED_HOST, ObservableKind.HOST, host, time, host);
          company.label(NameClass.SHARED_ADDRESS, ObservableKind.IP, address, time, host);
        }
      }
    }
  }

  /** Labels what a log source called somebody. */
  private void user(Employee person, String name, Instant time) {
    boolean old = name.equals(person.oldUpn);
    boolean known = old ? person.listed || person.tabled : person.sightedKnown();
    if (!known) {
      company.claim(ObservableKind.USER, name, person.id);
      return;
    }
    NameClass kind =
        switch (person.house.style()) {
          case DOWN_LEVEL -> NameClass.DOWN_LEVEL;
          case BARE -> NameClass.BARE;
          case UPN -> old ? NameClass.OLD_NAME : NameClass.UPN;
        };
    company.label(
        person.reused ? NameClass.REUSED_NAME : kind, ObservableKind.USER, name, time, person.id);
  }
}
