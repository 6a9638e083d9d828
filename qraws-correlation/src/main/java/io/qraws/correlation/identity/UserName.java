// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user name by its parts.
 *
 * @param form how it is written
 * @param local the name itself
 * @param domain what stands behind the at sign or before the backslash, or empty
 */
record UserName(Form form, String local, String domain) {
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,253})");

  /** Names that every system has, or that anybody may take: they say nothing about who it is. */
  private static final Set<String> GENERIC =
      Set.of(
          "administrator",
          "admin",
          "root",
          "guest",
          "user",
          "test",
          "system",
          "anonymous",
          "anonymous logon",
          "local service",
          "network service",
          "krbtgt",
          "defaultaccount",
          "ec2-user",
          "ubuntu",
          "kiosk");

  /** How a user name is written. */
  enum Form {
    /** {@code ann@corp.example}. */
    ADDRESS,
    /** {@code CORP\ann}. */
    DOWN_LEVEL,
    /** {@code ann}. */
    BARE
  }

  static UserName of(Name user) {
    return of(user.value());
  }

  private static UserName of(String value) {
    int at = value.indexOf('@');
    int slash = value.indexOf('\\');
    if (slash >= 0) {
      return new UserName(Form.DOWN_LEVEL, value.substring(slash + 1), value.substring(0, slash));
    }
    return at >= 0
        ? new UserName(Form.ADDRESS, value.substring(0, at), value.substring(at + 1))
        : new UserName(Form.BARE, value, "");
  }

  /** Whether folded text is in one of the forms: one mark at the most, and a name beside it. */
  static boolean wellFormed(String folded) {
    int marks = 0;
    for (int i = 0; i < folded.length(); i++) {
      marks += folded.charAt(i) == '@' || folded.charAt(i) == '\\' ? 1 : 0;
    }
    if (marks > 1) {
      return false;
    }
    UserName name = of(folded);
    return hasLetter(name.local) && (marks == 0 || DOMAIN.matcher(name.domain).matches());
  }

  private static boolean hasLetter(String text) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (Character.isLetterOrDigit(point)) {
        return true;
      }
      i += Character.charCount(point);
    }
    return false;
  }

  /** A computer's account in the directory. */
  boolean machine() {
    return local.length() > 1 && local.endsWith("$");
  }

  boolean generic() {
    return GENERIC.contains(local);
  }

  /** The first part of the domain, by which {@code CORP} and {@code corp.example} are compared. */
  String group() {
    int dot = domain.indexOf('.');
    return dot < 0 ? domain : domain.substring(0, dot);
  }

  /** The name without the marks between its parts. */
  static String joined(String local) {
    StringBuilder joined = new StringBuilder(local.length());
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c != '.' && c != '_' && c != '-' && c != ' ') {
        joined.append(c);
      }
    }
    return joined.toString();
  }
}
