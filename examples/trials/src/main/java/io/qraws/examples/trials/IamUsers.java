// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ObservableKind;
import io.qraws.examples.trials.identity.NameClass;
import java.time.Instant;

/** A person's IAM user: log-ins at the console, one key or two, keys that are changed. */
final class IamUsers {
  private final Company company;
  private final Dice dice;
  private final Trail trail;

  IamUsers(Company company, Trail trail) {
    this.company = company;
    this.dice = company.dice;
    this.trail = trail;
  }

  void write(Employee person, String address) {
    String account = dice.pick(person.house.accounts());
    String name = name(person);
    Instant time = company.at(dice.between(0, 4), 8, 17);
    Caller user = Caller.user(name, "AKIA" + dice.base32(16), account, address, Caller.CLI);
    boolean tabled = person.tabled;
    if (tabled) {
      company.tableRows.put(user.arn(), person.mail);
    }
    boolean known = tabled || known(person, name);
    if (dice.chance(0.5)) {
      ObjectNode login =
          trail.record(
              user, time, Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success"));
      ((ObjectNode) login.path("userIdentity")).put("accessKeyId", "");
      time = time.plusSeconds(600);
    }
    ObjectNode used = trail.act(user, time);
    claim(person, name, known, used);
    if (!known) {
      return;
    }
    company.label(
        NameClass.IAM_USER, ObservableKind.PRINCIPAL, user.arn(), CloudDays.when(used), person.id);
    key(NameClass.ACCESS_KEY, user.key(), CloudDays.when(used), person);
    if (dice.chance(0.5)) {
      change(person, user, company.at(dice.between(5, 7), 8, 17));
    }
    if (dice.chance(0.3)) {
      Caller passing = trail.sessionToken(user, company.at(dice.between(5, 9), 8, 17));
      ObjectNode call = trail.act(passing, company.at(9, 17.1, 20));
      key(NameClass.TEMPORARY_KEY, passing.key(), CloudDays.when(call), person);
    }
  }

  /** A second key, made by its user, or by an administrator whose it does not become. */
  private void change(Employee person, Caller user, Instant time) {
    Caller maker = user;
    if (dice.chance(0.4)) {
      maker =
          Caller.role(
              dice, "account-admin", "provisioning", user.account(), "198.51.100.9", Caller.SDK);
    }
    String second = trail.createKey(maker, user.name(), time);
    if (dice.chance(0.7)) {
      Caller later =
          new Caller(
              user.type(),
              user.principalId(),
              user.name(),
              "",
              second,
              user.account(),
              user.address(),
              user.agent());
      trail.act(later, time.plusSeconds(dice.between(300, 30_000)));
    }
    key(NameClass.ACCESS_KEY, second, time, person);
  }

  private void key(NameClass kind, String key, Instant time, Employee person) {
    company.label(kind, ObservableKind.ACCESS_KEY, key, time, person.id);
  }

  private String name(Employee person) {
    return switch (dice.between(0, 3)) {
      case 0 -> person.account;
      case 1 -> person.mail;
      case 2 -> person.upn();
      default -> person.unique ? person.account : person.mail;
    };
  }

  private static boolean known(Employee person, String name) {
    if (name.equals(person.upn())) {
      return true;
    }
    return name.equals(person.mail) ? person.mailKnown() : person.unique && person.listed;
  }

  private void claim(Employee person, String name, boolean known, ObjectNode used) {
    NameClass kind =
        name.equals(person.upn())
            ? NameClass.UPN
            : name.equals(person.mail) ? NameClass.MAIL : NameClass.BARE;
    if (known && (kind != NameClass.BARE || person.unique)) {
      company.label(kind, ObservableKind.USER, name, CloudDays.when(used), person.id);
    } else {
      company.claim(ObservableKind.USER, name, person.id);
    }
  }
}
