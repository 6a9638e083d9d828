// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose habits a call belongs to, and who is like that one.
 *
 * <p>A session is its role's, since whoever takes a role calls the session what he likes; but in a
 * role of IAM Identity Center the session is a person's, and the peers are all who have the
 * permission set.
 *
 * @param principal an ARN, or words where there is none
 * @param peers the name of the group
 */
record Caller(String principal, String peers) {
  private static final String SESSION = ":assumed-role/";
  private static final String SIGN_ON = "AWSReservedSSO_";

  /** Source: Amazon EC2 User Guide, instance ids: 8 or 17 hexadecimal digits. */
  private static final Pattern INSTANCE = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");

  private static final int LONGEST = 700;

  static Caller of(ApiCall call) {
    String arn = null;
    String other = null;
    for (Observable shown : call.observables()) {
      if (shown.role() == Role.ACTOR) {
        if (shown.kind() == ObservableKind.PRINCIPAL && arn == null) {
          arn = shown.value();
        } else if (other == null && shown.kind() != ObservableKind.ACCESS_KEY) {
          other = shown.value();
        }
      }
    }
    String type = call.userType().isEmpty() ? "unknown" : call.userType();
    if (arn == null || arn.length() > LONGEST) {
      return new Caller(
          type + " " + (other == null ? Origin.agent(call) : cut(other)),
          type.toLowerCase(Locale.ROOT));
    }
    return ofArn(arn, type);
  }

  private static Caller ofArn(String arn, String type) {
    int from = arn.indexOf(SESSION);
    int slash = arn.lastIndexOf('/');
    if (from < 0 || slash <= from + SESSION.length()) {
      return new Caller(arn, type.toLowerCase(Locale.ROOT));
    }
    String role = arn.substring(from + SESSION.length(), slash);
    String session = arn.substring(slash + 1);
    if (role.startsWith(SIGN_ON)) {
      String set = role.substring(SIGN_ON.length());
      int hash = set.lastIndexOf('_');
      return new Caller(arn, "permission set " + (hash > 0 ? set.substring(0, hash) : set));
    }
    return new Caller(
        arn.substring(0, slash), INSTANCE.matcher(session).matches() ? "instances" : "roles");
  }

  private static String cut(@Nullable String text) {
    return text == null ? "" : text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
