// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.List;
import java.util.Locale;

/**
 * A subsidiary with a domain of its own and the habits that it brought along.
 *
 * @param netbios its domain's short name
 * @param mailDomain where its people get mail
 * @param convention how it names accounts
 * @param style what its log sources put into QRadar's username
 * @param upnIsMail whether people sign in with their e-mail address
 * @param ssoByMail whether Identity Center knows people by e-mail, not by UPN
 * @param nicknames whether e-mail goes by nicknames
 * @param names the pool of given and family names, by number
 * @param accounts its AWS accounts
 * @param share how many of a hundred people work there
 */
record House(
    String netbios,
    String mailDomain,
    Convention convention,
    Style style,
    boolean upnIsMail,
    boolean ssoByMail,
    boolean nicknames,
    int names,
    List<String> accounts,
    int share) {

  /** What a log source calls a user. */
  enum Style {
    DOWN_LEVEL,
    BARE,
    UPN
  }

  static final List<House> ALL =
      List.of(
          of("CORP", "corp", Convention.FIRST_DOT_LAST, Style.DOWN_LEVEL, "M", 0, 18),
          of("NORDIC", "nordic", Convention.FLAST, Style.DOWN_LEVEL, "", 1, 10),
          of("IBERIA", "iberia", Convention.DOUBLE_SURNAME, Style.BARE, "", 2, 9),
          of("RHEIN", "rhein", Convention.LASTF, Style.DOWN_LEVEL, "S", 3, 11),
          of("ALBION", "albion", Convention.FIRSTL, Style.BARE, "N", 0, 10),
          of("PACIFIC", "pacific", Convention.LAST_F_DIGITS, Style.UPN, "N", 0, 8),
          of("UNION", "union", Convention.INITIALS_NUMBER, Style.BARE, "", 0, 6),
          of("HELVET", "corp", Convention.EMPLOYEE_NUMBER, Style.DOWN_LEVEL, "S", 3, 7),
          of("GALLIA", "gallia", Convention.LAST_DOT_FIRST, Style.DOWN_LEVEL, "M", 4, 7),
          of("EXT", "corp", Convention.CONTRACTOR, Style.DOWN_LEVEL, "", 0, 5),
          of("POLON", "polon", Convention.FIRST_UNDERSCORE_LAST, Style.UPN, "", 5, 5),
          of("ORIENT", "orient", Convention.FAMILY_FIRST, Style.DOWN_LEVEL, "N", 6, 4));

  private static House of(
      String netbios,
      String mail,
      Convention convention,
      Style style,
      String habits,
      int names,
      int share) {
    int seed = 200_000_000 + netbios.hashCode() % 1_000_000 * 7;
    return new House(
        netbios,
        mail + ".example",
        convention,
        style,
        habits.contains("M"),
        habits.contains("S"),
        habits.contains("N"),
        names,
        List.of("1" + seed + "01", "1" + seed + "02"),
        share);
  }

  /** The domain's DNS name, which UPNs end with. */
  String domain() {
    return netbios.toLowerCase(Locale.ROOT) + ".example";
  }

  /** Its place among all, which its addresses go by. */
  int number() {
    return ALL.indexOf(this);
  }
}
