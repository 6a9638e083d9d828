// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The directory as PowerShell exports it at the end of the period, with its gaps, and the table.
 */
final class DirectoryExport {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private final Dice dice;
  private final List<String> rows = new ArrayList<>();

  private DirectoryExport(Dice dice) {
    this.dice = dice;
  }

  /** The export; rows in no order that tells anything. */
  static String csv(Company company) {
    DirectoryExport export = new DirectoryExport(company.dice);
    for (Employee person : company.people) {
      if (person.listed) {
        export.person(person);
        if (person.admin != null) {
          export.admin(person, person.admin);
        }
      }
    }
    for (String service : company.serviceAccounts) {
      export.service(service);
    }
    return String.join(
            ",",
            "\"DisplayName\"",
            "\"SamAccountName\"",
            "\"UserPrincipalName\"",
            "\"mail\"",
            "\"GivenName\"",
            "\"Surname\"",
            "\"EmployeeID\"",
            "\"proxyAddresses\"",
            "\"Enabled\"",
            "\"whenCreated\"",
            "\"whenChanged\"",
            "\"Description\"\r\n")
        + String.join("", export.dice.shuffled(export.rows));
  }

  /** Names that somebody once wrote down, as a reference map's export has them. */
  static String table(Company company) {
    StringBuilder out = new StringBuilder("name,identity,from,to\n");
    for (Employee person : company.people) {
      if (person.tabled) {
        line(out, person.downLevel(), person.mail);
        line(out, person.upn(), person.mail);
        line(out, person.mail, person.mail);
        if (person.unique) {
          line(out, person.account, person.mail);
        }
        if (person.oldUpn != null) {
          out.append(field(person.oldUpn))
              .append(',')
              .append(field(person.mail))
              .append(",,")
              .append(person.renamed)
              .append('\n');
        }
      }
    }
    company.tableRows.forEach((name, identity) -> line(out, name, identity));
    return out.toString();
  }

  private void person(Employee person) {
    boolean reused = person.reused;
    Instant created =
        reused ? person.from : Company.START.minusSeconds(86_400L * dice.between(30, 4_000));
    Instant changed =
        person.oldUpn == null ? created.plusSeconds(86_400L * dice.between(0, 20)) : person.renamed;
    String family =
        person.house.convention() == Convention.FAMILY_FIRST
            ? person.last + " " + person.first
            : person.last + ", " + person.first;
    List<String> proxies = new ArrayList<>();
    if (person.mailListed) {
      proxies.add("SMTP:" + person.mail);
    }
    if (person.oldUpn != null) {
      proxies.add("smtp:" + person.oldUpn);
    }
    if (dice.chance(0.3)) {
      proxies.add(
          "smtp:"
              + person.account
              + "@"
              + person.house.netbios().toLowerCase(Locale.ROOT)
              + ".onmicrosoft.example");
    }
    row(
        family,
        person.account,
        person.upn(),
        person.mailListed ? person.mail : "",
        person.first,
        person.last,
        person.admin == null && dice.chance(0.08) ? "" : person.employeeId(),
        String.join(";", dice.shuffled(proxies)),
        created,
        changed,
        dice.chance(0.2)
            ? dice.of("Sales", "IT Operations", "on parental leave", "HQ 3rd floor")
            : "");
  }

  /** Each of three habits leaves another trace of whose account it is. */
  private void admin(Employee person, String account) {
    int habit = person.adminById ? 0 : dice.between(0, 9);
    Instant created = Company.START.minusSeconds(86_400L * dice.between(30, 2_000));
    row(
        person.last + ", " + person.first + " (Admin)",
        account,
        account + "@" + person.house.domain(),
        "",
        habit < 8 ? person.first : "",
        habit < 8 ? person.last : "",
        habit < 6 ? person.employeeId() : "",
        "",
        created,
        created,
        habit >= 8 ? "Admin account of " + person.account : "");
  }

  private void service(String account) {
    Instant created = Company.START.minusSeconds(86_400L * dice.between(100, 3_000));
    row(
        account,
        account,
        account + "@corp.example",
        "",
        "",
        "",
        "",
        "",
        created,
        created,
        "Service account, do not disable");
  }

  private void row(
      String display,
      String account,
      String upn,
      String mail,
      String given,
      String surname,
      String employee,
      String proxies,
      Instant created,
      Instant changed,
      String description) {
    rows.add(
        String.join(
                ",",
                field(display),
                field(account),
                field(upn),
                field(mail),
                field(given),
                field(surname),
                field(employee),
                field(proxies),
                "\"True\"",
                field(WHEN.format(created)),
                field(WHEN.format(changed)),
                field(description))
            + "\r\n");
  }

  private static void line(StringBuilder out, String name, String identity) {
    out.append(field(name)).append(',').append(field(identity)).append(",,\n");
  }

  private static String field(@Nullable String text) {
    return '"' + (text == null ? "" : text.replace("\"", "\"\"")) + '"';
  }
}
