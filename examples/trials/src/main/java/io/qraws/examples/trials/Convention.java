// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.text.Normalizer;
import java.util.Locale;

/** How a company makes an account's name of a person's. */
enum Convention {
  FIRST_DOT_LAST,
  FLAST,
  DOUBLE_SURNAME,
  LASTF,
  FIRSTL,
  LAST_F_DIGITS,
  INITIALS_NUMBER,
  EMPLOYEE_NUMBER,
  LAST_DOT_FIRST,
  CONTRACTOR,
  FIRST_UNDERSCORE_LAST,
  FAMILY_FIRST;

  /** Active Directory takes no longer account name. */
  private static final int LONGEST = 20;

  /**
   * The account's name, made unlike others by a number.
   *
   * @param first the given name, letters of its own language
   * @param last the family name or names
   * @param number the employee's number
   * @param turn 0 for the first who would have this name
   */
  String account(String first, String last, int number, int turn) {
    String given = plain(first);
    String family = plain(last);
    String base =
        switch (this) {
          case FIRST_DOT_LAST -> given + "." + family;
          case FLAST -> given.charAt(0) + family;
          case DOUBLE_SURNAME -> given + "." + family.replace("-", "");
          case LASTF, FAMILY_FIRST -> family + given.charAt(0);
          case FIRSTL -> given + family.charAt(0);
          case LAST_F_DIGITS -> family + given.charAt(0);
          case INITIALS_NUMBER ->
              "" + given.charAt(0) + (char) ('a' + number % 26) + family.charAt(0);
          case EMPLOYEE_NUMBER -> "u" + number;
          case LAST_DOT_FIRST -> family + "." + given;
          case CONTRACTOR -> "ext-" + given.charAt(0) + family;
          case FIRST_UNDERSCORE_LAST -> given + "_" + family;
        };
    String suffix =
        switch (this) {
          case LAST_F_DIGITS -> String.format(Locale.ROOT, "%02d", turn + 1);
          case INITIALS_NUMBER -> String.format(Locale.ROOT, "%03d", (number + turn) % 1000);
          default -> turn == 0 ? "" : Integer.toString(turn + 1);
        };
    return cut(base, LONGEST - suffix.length()) + suffix;
  }

  /**
   * A name in the letters that accounts are made of, as its own language writes it without marks.
   */
  static String plain(String name) {
    String spelled =
        name.toLowerCase(Locale.ROOT)
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("ß", "ss")
            .replace("ø", "oe")
            .replace("æ", "ae")
            .replace("å", "aa")
            .replace("ł", "l");
    return Normalizer.normalize(spelled, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("[^a-z-]", "");
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
