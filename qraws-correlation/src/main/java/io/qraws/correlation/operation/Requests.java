// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import io.qraws.core.signal.ApiCall;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How telling it is what a call asks for, 0 to 1: whom it lets in, what it gives away, what it
 * switches off.
 */
final class Requests {
  /** Anyone in the world may come in. */
  static final double WORLD = 0.75;

  /** An account that is not the caller's may come in. */
  private static final double STRANGER = 0.75;

  /** A port is open to the world, which is often meant. */
  static final double OPEN_PORT = 0.6;

  /** Full rights are given. */
  private static final double ALL_RIGHTS = 0.7;

  /** A safeguard is switched off. */
  static final double SAFEGUARD = 0.6;

  /** Machines of the kind that miners want. */
  private static final double COMPUTE = 0.5;

  /** A lasting user or root logs in with a password alone. */
  private static final double PASSWORD_ALONE = 0.35;

  private static final Pattern ACCOUNT = Pattern.compile("arn:aws[a-z-]*:(?:iam|sts)::(\\d{12}):");
  private static final Pattern ANYBODY =
      Pattern.compile("\"Principal\":(\"\\*\"|\\{\"AWS\":\\[?\"\\*\")");
  private static final Pattern ANYTHING = Pattern.compile("\"Action\":\\[?\"\\*\"");
  private static final Pattern BIG =
      Pattern.compile("(p\\d|g\\d|trn\\d|inf\\d).*|.*\\.(metal.*|(12|16|18|24|32|48)xlarge)");

  private Requests() {}

  /** From 0, nothing, to 1. */
  static double salience(ApiCall call) {
    double most = 0;
    if (call.operation().equals("ConsoleLogin")) {
      return passwordAlone(call) ? PASSWORD_ALONE : 0;
    }
    if (!call.readOnly()) {
      for (Map.Entry<String, String> detail : call.details().entrySet()) {
        if (detail.getKey().startsWith("requestParameters.")) {
          most = Math.max(most, of(call, detail.getKey(), detail.getValue()));
        }
      }
    }
    return most;
  }

  private static double of(ApiCall call, String key, String value) {
    String operation = call.operation();
    if (value.indexOf('{') >= 0 || value.contains("%7B")) {
      return ofPolicy(call.account(), value);
    }
    if (operation.contains("SecurityGroup") || operation.contains("NetworkAcl")) {
      return operation.startsWith("Revoke") || operation.startsWith("Delete")
          ? 0
          : value.endsWith("/0") ? OPEN_PORT : 0;
    }
    if (operation.startsWith("Attach") && value.endsWith(":policy/AdministratorAccess")) {
      return ALL_RIGHTS;
    }
    if (operation.endsWith("PublicAccessBlock") && operation.startsWith("Put")) {
      return value.equalsIgnoreCase("false") ? SAFEGUARD : 0;
    }
    if (operation.equals("PutBucketVersioning")) {
      return value.equals("Suspended") ? SAFEGUARD : 0;
    }
    if (operation.endsWith("Acl")) {
      return value.contains("AllUsers") || value.startsWith("public-read") ? WORLD : 0;
    }
    if (operation.startsWith("Modify") && operation.endsWith("Attribute")) {
      return value.equals("all") ? WORLD : 0;
    }
    return operation.equals("RunInstances")
            && key.toLowerCase(Locale.ROOT).endsWith("instancetype")
            && BIG.matcher(value).matches()
        ? COMPUTE
        : 0;
  }

  /** A policy, as JSON with or without blanks, or as CloudTrail sometimes has it, URL-encoded. */
  static double ofPolicy(@Nullable String account, String text) {
    String policy =
        text.replaceAll("\\s+", "")
            .replace("%22", "\"")
            .replace("%3A", ":")
            .replace("%2A", "*")
            .replace("%7B", "{")
            .replace("%5B", "[")
            .replace("%2F", "/")
            .replaceAll("%20|%0A|\\+", "");
    if (!policy.contains("\"Allow\"")) {
      return 0;
    }
    if (ANYBODY.matcher(policy).find() && !policy.contains("\"Condition\"")) {
      return WORLD;
    }
    if (policy.contains("\"Principal\"") && namesStranger(account, policy)) {
      return STRANGER;
    }
    return ANYTHING.matcher(policy).find() ? ALL_RIGHTS : 0;
  }

  private static boolean namesStranger(@Nullable String account, String policy) {
    Matcher accounts = ACCOUNT.matcher(policy);
    while (account != null && accounts.find()) {
      if (!accounts.group(1).equals(account)) {
        return true;
      }
    }
    return false;
  }

  /** Federated users log in elsewhere, so nothing is said of how. */
  private static boolean passwordAlone(ApiCall call) {
    return Boolean.FALSE.equals(call.mfa())
        && (call.userType().equals("Root") || call.userType().equals("IAMUser"));
  }
}
