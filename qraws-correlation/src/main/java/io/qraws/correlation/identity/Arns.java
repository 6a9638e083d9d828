// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the ARN of a principal names, and its parts. */
final class Arns {
  /** Source: IAM User Guide, IAM identifiers; names are ASCII letters, digits and + = , . @ - _ */
  private static final Pattern PRINCIPAL =
      Pattern.compile(
          "(arn:aws[a-z-]{0,12}):(iam|sts)::(\\d{12}):"
              + "(?:(root)|(user|role|assumed-role|federated-user)/([!-~]{1,600}))");

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

  /** Source: IAM Identity Center User Guide, permission sets: how it names its roles. */
  private static final Pattern RESERVED =
      Pattern.compile("AWSReservedSSO_[\\w+=,.@-]{1,48}_[0-9a-f]{8,32}");

  private Arns() {}

  /**
   * A user, role, session or root; null for any other text. Paths are left out, since names are
   * unique without them and not every source shows them.
   */
  static @Nullable Name principal(String arn) {
    Matcher matcher = PRINCIPAL.matcher(arn);
    if (arn.length() > 700 || !matcher.matches()) {
      return null;
    }
    String iam = matcher.group(1) + ":iam::" + matcher.group(3) + ":";
    if (matcher.group(4) != null) {
      return new Name(Name.Kind.ROOT, iam + "root");
    }
    String rest = matcher.group(6);
    String last = rest.substring(rest.lastIndexOf('/') + 1);
    if (!NAME.matcher(last).matches()) {
      return null;
    }
    boolean sts = matcher.group(2).equals("sts");
    String kind = matcher.group(5);
    if (kind.endsWith("r")) {
      return switch (kind) {
        case "user" -> sts ? null : new Name(Name.Kind.IAM_USER, iam + "user/" + last);
        default -> sts ? new Name(Name.Kind.SESSION, arn) : null;
      };
    }
    return switch (kind) {
      case "role" -> sts ? null : new Name(Name.Kind.ROLE, iam + "role/" + last);
      case "assumed-role" ->
          sts && rest.indexOf('/') > 0 && rest.indexOf('/') == rest.lastIndexOf('/')
              ? new Name(Name.Kind.SESSION, arn)
              : null;
      default -> sts ? new Name(Name.Kind.SESSION, arn) : null;
    };
  }

  static @Nullable Name iamUser(String partition, @Nullable String account, String name) {
    return account == null
        ? null
        : principal("arn:" + partition + ":iam::" + account + ":user/" + name);
  }

  /** The account in a principal's ARN. */
  static String account(Name principal) {
    int at = principal.value().indexOf("::") + 2;
    return principal.value().substring(at, at + 12);
  }

  static String partition(Name principal) {
    return principal.value().substring(4, principal.value().indexOf(':', 4));
  }

  /** The user's or session's own name. */
  static String last(Name principal) {
    return principal.value().substring(principal.value().lastIndexOf('/') + 1);
  }

  /** The role of a session, by name; empty for a federated user's. */
  static String role(Name session) {
    int from = session.value().indexOf(":assumed-role/");
    return from < 0 ? "" : session.value().substring(from + 14, session.value().lastIndexOf('/'));
  }

  /** The ARN of a session's role without its path; empty for a federated user's. */
  static String roleArn(Name session) {
    String role = role(session);
    return role.isEmpty()
        ? ""
        : "arn:" + partition(session) + ":iam::" + account(session) + ":role/" + role;
  }

  /** Whether Identity Center made the session's role, going by the role's name. */
  static boolean ofIdentityCenter(Name session) {
    return RESERVED.matcher(role(session)).matches();
  }
}
