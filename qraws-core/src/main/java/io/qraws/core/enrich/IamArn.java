// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ARN of IAM or STS that names who acts.
 *
 * @param account twelve digits
 * @param type {@code root}, {@code user}, {@code role}, {@code assumed-role} or {@code
 *     federated-user}
 * @param path what stands before the name, with slashes around it; {@code /} for none, and for a
 *     session, whose ARN does not tell it
 * @param name the user's or role's; empty for root
 * @param session the session's; empty where there is none
 */
record IamArn(String account, String type, String path, String name, String session) {
  private static final int LONGEST = 2_048;
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z-]*:(?:iam|sts)::(\\d{12}):"
              + "(?:(root)|(user|role)(/(?:[!-~]+/)?)([\\w+=,.@-]+)"
              + "|(assumed-role)/([\\w+=,.@-]+)/([\\w+=,.@-]+)|(federated-user)/([\\w+=,.@-]+))");

  /** The parts of an ARN; null for any other text. */
  static @Nullable IamArn of(String text) {
    Matcher matcher = text.length() > LONGEST ? null : FORM.matcher(text);
    if (matcher == null || !matcher.matches()) {
      return null;
    }
    String account = matcher.group(1);
    if (matcher.group(2) != null) {
      return new IamArn(account, "root", "/", "", "");
    }
    if (matcher.group(3) != null) {
      return new IamArn(account, matcher.group(3), matcher.group(4), matcher.group(5), "");
    }
    return matcher.group(6) != null
        ? new IamArn(account, "assumed-role", "/", matcher.group(7), matcher.group(8))
        : new IamArn(account, "federated-user", "/", matcher.group(10), "");
  }

  /**
   * A user or role whatever its path, since names are unique in an account regardless of path and
   * case; of a session its role. Null for what is neither.
   */
  @Nullable String key() {
    return switch (type) {
      case "user" -> key(account, "user", name);
      case "role", "assumed-role" -> key(account, "role", name);
      default -> null;
    };
  }

  static String key(String account, String type, String name) {
    return account + ":" + type + "/" + name.toLowerCase(Locale.ROOT);
  }
}
