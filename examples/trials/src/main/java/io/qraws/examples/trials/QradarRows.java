// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.Locale;

/** Rows of an Ariel search over what domain controllers, DHCP, VPN and the like report. */
final class QradarRows {
  private final Company company;
  private final Dice dice;

  QradarRows(Company company) {
    this.company = company;
    this.dice = company.dice;
  }

  /** A lease that the DHCP server gave or renewed. */
  void lease(Instant time, String address, String host) {
    String payload =
        String.format(
            Locale.ROOT, "%d,%s,Assign,%s,%s,02%s,,", 10, time, address, host, dice.hex(10));
    row(time, "Microsoft DHCP", "DHCP Assign", "", address, "10.10.0.5", host, payload);
  }

  /** A lease given back. */
  void release(Instant time, String address, String host) {
    String payload =
        String.format(Locale.ROOT, "%d,%s,Release,%s,%s,02%s,,", 12, time, address, host, "");
    row(time, "Microsoft DHCP", "DHCP Release", "", address, "10.10.0.5", host, payload);
  }

  /**
   * A log-on that a domain controller reports.
   *
   * @param user as the log source writes it
   * @param type Windows's: 2 at the machine, 10 from afar
   */
  void logon(
      Instant time,
      String user,
      String account,
      House house,
      String address,
      String host,
      int type) {
    String payload =
        "AgentDevice=WindowsLog\tAgentLogFile=Security\tSource=Microsoft-Windows-Security-Auditing"
            + "\tComputer=dc01."
            + house.domain()
            + "\tEventID=4624\tEventIDCode=4624\tEventType=8\tMessage=An account was successfully"
            + " logged on.  Logon Information:  Logon Type: "
            + type
            + "  New Logon:  Security ID: S-1-5-21-"
            + Math.floorMod(house.netbios().hashCode(), 1_000_000_000)
            + "-1104  Account Name: "
            + account
            + "  Account Domain: "
            + house.netbios()
            + "  Network Information:  Workstation Name: "
            + host
            + "  Source Network Address: "
            + address;
    row(
        time,
        "WindowsAuthServer",
        "Success Audit: An account was successfully logged on",
        user,
        address,
        "10.10.0.1" + house.number(),
        host,
        payload);
  }

  /** A VPN session's start: from outside, with the address it gets inside. */
  void tunnel(Instant time, String user, String outside, String inside) {
    String payload =
        "%ASA-4-722051: Group <staff> User <"
            + user
            + "> IP <"
            + outside
            + "> IPv4 Address <"
            + inside
            + "> IPv6 address <::> assigned to session";
    row(
        time,
        "Cisco ASA",
        "Address assigned to session",
        user,
        outside,
        "198.51.100.2",
        "",
        payload);
  }

  /** Any row; an empty user or host is null, as Ariel gives it. */
  void row(
      Instant time,
      String logSource,
      String name,
      String user,
      String from,
      String to,
      String host,
      String payload) {
    long millis = time.toEpochMilli();
    company.rows.add(
        Json.obj(
            "starttime",
            millis,
            "devicetime",
            millis - dice.between(100, 1_900),
            "qid",
            5_000_000 + Math.floorMod(name.hashCode(), 100_000),
            "qidname_qid",
            name,
            "logsourcename_logsourceid",
            logSource + " @ " + to,
            "categoryname_category",
            name.contains("ogon") || name.contains("ogin") ? "User Login Success" : "Information",
            "sourceip",
            from,
            "sourceport",
            dice.between(20_000, 60_000),
            "destinationip",
            to,
            "destinationport",
            0,
            "username",
            user.isEmpty() ? null : user,
            "identityhostname",
            host.isEmpty() ? null : host,
            "eventcount",
            1,
            "severity",
            1,
            "credibility",
            5,
            "magnitude",
            dice.between(1, 4),
            "utf8_payload",
            payload.isEmpty() ? null : payload));
  }
}
