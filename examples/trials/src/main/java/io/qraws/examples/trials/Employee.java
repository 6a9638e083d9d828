// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A person, the accounts they have, and what of it the company has written down. */
final class Employee {
  final String id;
  final House house;
  final String first;
  final String last;
  final int number;
  final String account;
  final String mail;
  final String host;

  /** Whether the directory's export has a row of theirs. */
  boolean listed = true;

  /** Whether that row tells the e-mail. */
  boolean mailListed = true;

  /** Whether the hand-written table names them. */
  boolean tabled;

  /** Whether no other account anywhere is called the same. */
  boolean unique = true;

  /** The only time in which the name is theirs. */
  Instant from = Company.START.minusSeconds(86_400);

  Instant until = Company.END;

  /** Whether somebody else had or will have the same name. */
  boolean reused;

  /** Before {@link #renamed}; null if it never was another. */
  @Nullable String oldUpn;

  @Nullable String oldLast;
  Instant renamed = Company.START;

  /** How often they logged on at their machine. */
  int seen;

  /** Whether only the employee's number tells whose the second account is. */
  boolean adminById;

  /** The second account, for administration. */
  @Nullable String admin;

  Employee(
      String id,
      House house,
      String first,
      String last,
      int number,
      String account,
      String mail,
      String host) {
    this.id = id;
    this.house = house;
    this.first = first;
    this.last = last;
    this.number = number;
    this.account = account;
    this.mail = mail;
    this.host = host;
  }

  String upn() {
    return house.upnIsMail() ? mail : account + "@" + house.domain();
  }

  String upn(Instant time) {
    return oldUpn != null && time.isBefore(renamed) ? oldUpn : upn();
  }

  String downLevel() {
    return house.netbios() + "\\" + account;
  }

  /** What their house's log sources call them. */
  String sighted(Instant time) {
    return switch (house.style()) {
      case DOWN_LEVEL -> downLevel();
      case BARE -> account;
      case UPN -> upn(time);
    };
  }

  /** Whether the account's name and the UPN can be told to be one person's. */
  boolean accountKnown() {
    return listed || tabled || (reused && !house.upnIsMail());
  }

  boolean mailKnown() {
    return mail.equals(upn()) || (listed && mailListed) || tabled;
  }

  /** Whether what their log sources show can be told to be theirs. */
  boolean sightedKnown() {
    return switch (house.style()) {
      case DOWN_LEVEL -> accountKnown();
      case BARE -> unique && (listed || tabled);
      case UPN -> true;
    };
  }

  boolean works(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  /** Where they call from at home. */
  String home() {
    return "198." + (18 + number % 2) + "." + number / 250 % 250 + "." + (1 + number % 250);
  }

  /** The number as the personnel department writes it. */
  String employeeId() {
    return String.format(Locale.ROOT, "E%06d", number);
  }
}
