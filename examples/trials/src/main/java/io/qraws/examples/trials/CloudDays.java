// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ObservableKind;
import io.qraws.examples.trials.identity.NameClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** People in the cloud: sign-on, SAML, IAM users and keys, role chains, and names that lie. */
final class CloudDays {
  private static final List<String> SETS =
      List.of(
          "AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "DataEngineer", "Billing");

  private final Company company;
  private final Dice dice;
  private final Trail trail;
  private final List<Held> sessions = new ArrayList<>();

  CloudDays(Company company) {
    this.company = company;
    this.dice = company.dice;
    this.trail = new Trail(company);
  }

  void write() {
    for (Employee person : company.people) {
      if (person.reused || dice.chance(0.45)) {
        for (int i = dice.between(1, 2); i > 0; i--) {
          signOn(person);
        }
      }
      if (!person.reused && dice.chance(0.15)) {
        saml(person);
      }
      if (!person.reused && person.oldUpn == null && dice.chance(0.20)) {
        new IamUsers(company, trail).write(person, address(person));
      }
    }
    chains();
    forged(Math.max(3, company.people.size() / 30));
    nobody();
  }

  private void signOn(Employee person) {
    Instant time = moment(person);
    String name = person.house.ssoByMail() ? person.mail : person.upn(time);
    String written = dice.chance(0.08) ? capitals(name) : name;
    String set = dice.pick(SETS);
    String account = dice.chance(0.7) ? dice.pick(person.house.accounts()) : Company.HUB;
    String role = "AWSReservedSSO_" + set + "_" + hex(set + account);
    Caller session = Caller.role(dice, role, written, account, address(person), Caller.CONSOLE);
    trail.federate(written, session, time);
    ObjectNode first = trail.act(session, time.plusSeconds(dice.between(3, 50)));
    if (dice.chance(0.6)) {
      trail.act(session, time.plusSeconds(dice.between(60, 1_500)));
    }
    company.takes(roleArn(session), when(first), person.id);
    if (session.address().equals(nat(person.house))) {
      company.label(
          NameClass.SHARED_ADDRESS,
          ObservableKind.IP,
          session.address(),
          when(first),
          "nat " + person.house.netbios());
    }
    name(person, written, time);
    if (known(person, name, time)) {
      keep(person, session, first, person.reused ? NameClass.REUSED_NAME : NameClass.SSO_SESSION);
    }
  }

  private void saml(Employee person) {
    Instant time = moment(person);
    String subject = person.upn(time);
    String session =
        switch (dice.between(0, 2)) {
          case 0 -> subject;
          case 1 -> person.oldUpn == null ? person.mail : subject;
          default -> person.account;
        };
    String account = dice.pick(person.house.accounts());
    String role = "saml-" + dice.of("developers", "finance", "operators");
    Caller made =
        trail.saml(
            time,
            Trail.Taking.of(account, role, session),
            subject,
            address(person),
            "adfs-" + person.house.netbios().toLowerCase(Locale.ROOT));
    ObjectNode first = trail.act(made, time.plusSeconds(dice.between(3, 50)));
    company.takes(roleArn(made), when(first), person.id);
    name(person, subject, time);
    if (known(person, subject, time)) {
      keep(person, made, first, NameClass.SAML_SESSION);
    }
  }

  /** Roles in other accounts, taken from a session; some twice over. */
  private void chains() {
    int many = sessions.size();
    for (int i = 0; i < many; i++) {
      if (dice.chance(0.3)) {
        Held further = chain(sessions.get(i));
        if (dice.chance(0.3)) {
          chain(further);
        }
      }
    }
  }

  private Held chain(Held held) {
    Employee person = held.person();
    Caller from = held.session();
    Instant time = held.time().plusSeconds(dice.between(60, 3_000));
    // A lost record is no loss where the first session set the source identity.
    boolean lost = dice.chance(0.1);
    String source = lost || dice.chance(0.1) ? person.upn(time) : null;
    if (source != null && !known(person, source, time)) {
      source = null;
      lost = false;
    }
    String name =
        switch (dice.between(0, 4)) {
          case 0 -> "botocore-session-" + time.getEpochSecond();
          case 1 -> "terraform";
          case 2 -> "CHG" + dice.between(1_000_000, 9_999_999);
          case 3 -> from.session();
          default -> "aws-go-sdk-" + time.toEpochMilli() + "000000";
        };
    String account = other(from.account());
    String role = dice.of("ops-deploy", "org-read", "network-admin");
    Trail.Taking taking = new Trail.Taking(account, role, name, source, !lost);
    Caller made = trail.assume(from, time, taking);
    if (lost) {
      // The other account's copy went missing as well.
      company.calls.remove(company.calls.size() - 1);
    }
    ObjectNode first = trail.act(made, time.plusSeconds(dice.between(3, 50)));
    if (source != null) {
      ((ObjectNode) first.path("userIdentity").path("sessionContext"))
          .put("sourceIdentity", source);
    }
    company.takes(roleArn(made), when(first), person.id);
    session(person.id, made, first, NameClass.CHAINED_SESSION);
    return new Held(person, made, when(first));
  }

  /** Whoever takes a role may call the session what they like; it stays theirs. */
  private void forged(int many) {
    for (int i = 0; i < many && !sessions.isEmpty(); i++) {
      Held held = dice.pick(sessions);
      Caller from = held.session();
      Employee person = held.person();
      Employee victim = dice.pick(company.people);
      if (victim == person || victim.reused) {
        continue;
      }
      Instant time = held.time().plusSeconds(dice.between(60, 3_000));
      String name = dice.chance(0.6) ? victim.upn() : victim.account;
      boolean source = dice.chance(0.2);
      Trail.Taking taking =
          new Trail.Taking(
              other(from.account()), "support-access", name, source ? victim.upn() : null, true);
      Caller made = trail.assume(from, time, taking);
      ObjectNode first = trail.act(made, time.plusSeconds(dice.between(3, 50)));
      if (source) {
        ((ObjectNode) first.path("userIdentity").path("sessionContext"))
            .put("sourceIdentity", victim.upn());
      }
      company.takes(roleArn(made), when(first), person.id);
      session(person.id, made, first, NameClass.FORGED_SESSION);
    }
  }

  /** Accounts that are nobody's own, used from wherever somebody happens to be. */
  private void nobody() {
    for (House house : House.ALL) {
      String account = house.accounts().get(0);
      Instant time = company.at(dice.between(0, 9), 8, 18);
      Caller glass =
          Caller.user("break-glass-1", "AKIA" + dice.base32(16), account, nat(house), Caller.CLI);
      trail.act(glass, time);
      String owner = "break-glass " + account;
      company.label(NameClass.SHARED_ACCOUNT, ObservableKind.PRINCIPAL, glass.arn(), time, owner);
      company.label(NameClass.ACCESS_KEY, ObservableKind.ACCESS_KEY, glass.key(), time, owner);
      company.claim(ObservableKind.USER, "break-glass-1", owner);
      String root = "arn:aws:iam::" + account + ":root";
      ObjectNode record = trail.act(glass, time.plusSeconds(3_600));
      record.set(
          "userIdentity",
          Json.obj(
              "type",
              "Root",
              "principalId",
              account,
              "arn",
              root,
              "accountId",
              account,
              "accessKeyId",
              ""));
      company.label(
          NameClass.SHARED_ACCOUNT,
          ObservableKind.PRINCIPAL,
          root,
          when(record),
          "root " + account);
    }
  }

  private void keep(Employee person, Caller session, ObjectNode first, NameClass kind) {
    session(person.id, session, first, kind);
    sessions.add(new Held(person, session, when(first)));
  }

  private void session(String owner, Caller session, ObjectNode first, NameClass kind) {
    company.label(kind, ObservableKind.PRINCIPAL, session.arn(), when(first), owner);
    company.label(
        NameClass.TEMPORARY_KEY, ObservableKind.ACCESS_KEY, session.key(), when(first), owner);
  }

  /** Labels a UPN or e-mail as it is written. */
  private void name(Employee person, String written, Instant time) {
    boolean old = person.oldUpn != null && written.equalsIgnoreCase(person.oldUpn);
    NameClass kind =
        person.reused
            ? NameClass.REUSED_NAME
            : old
                ? NameClass.OLD_NAME
                : written.equalsIgnoreCase(person.upn()) ? NameClass.UPN : NameClass.MAIL;
    if (known(person, written, time)) {
      company.label(kind, ObservableKind.USER, written, time, person.id);
    } else {
      company.claim(ObservableKind.USER, written, person.id);
    }
  }

  /** Whether a UPN or e-mail at that time can be told to be theirs. */
  private static boolean known(Employee person, String written, Instant time) {
    if (person.oldUpn != null
        && time.isBefore(person.renamed)
        && written.equalsIgnoreCase(person.oldUpn)) {
      return person.listed || person.tabled;
    }
    return written.equalsIgnoreCase(person.upn()) || person.mailKnown();
  }

  /** A moment of a working day at which the name is theirs. */
  private Instant moment(Employee person) {
    while (true) {
      Instant time = company.at(dice.between(0, Company.DAYS - 1), 8, 17);
      if (person.works(time)) {
        return time;
      }
    }
  }

  private String other(String account) {
    String other = dice.pick(Company.SHARED);
    return other.equals(account) ? Company.HUB : other;
  }

  private String address(Employee person) {
    return dice.chance(0.7) ? nat(person.house) : person.home();
  }

  static String nat(House house) {
    return "198.51.100." + (10 + house.number());
  }

  private static String roleArn(Caller session) {
    return "arn:aws:iam::" + session.account() + ":role/" + session.name();
  }

  static Instant when(ObjectNode record) {
    return Instant.parse(record.path("eventTime").asText());
  }

  /** A name as a directory may have kept it: the first letter of each part a capital. */
  private static String capitals(String name) {
    StringBuilder out = new StringBuilder(name);
    for (int i = 0; i < out.length(); i++) {
      if (i == 0 || ".-@".indexOf(out.charAt(i - 1)) >= 0) {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
    return out.toString();
  }

  private static String hex(String text) {
    return new Dice(text.hashCode()).hex(16);
  }

  /** A session that somebody holds, so that more can be taken from it. */
  private record Held(Employee person, Caller session, Instant time) {}
}
