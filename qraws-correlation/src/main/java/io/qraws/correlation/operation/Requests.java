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

  /** What is written is encrypted with a key of another account. */
  private static final double FOREIGN_KEY = 0.5;

  /** A lasting user or root logs in with a password alone. */
  private static final double PASSWORD_ALONE = 0.35;

  private static final Pattern ACCOUNT = Pattern.compile("arn:aws[a-z-]*:(?:iam|sts)::(\\d{12}):");
  private static final Pattern ANYBODY =
      Pattern.compile("\"Principal\":(\"\\*\"|\\{\"AWS\":\\[?\"\\*\")");
  private static final Pattern ANYTHING = Pattern.compile("\"Action\":\\[?\"\\*\"");
  private static final Pattern BIG =
      Pattern.compile("(p\\d|g\\d|trn\\d|inf\\d).*|.*\\.(metal.*|(12|16|18|24|32|48)xlarge)");

  private static final Pattern FULL =
      Pattern.compile(".*:policy/(AdministratorAccess|IAMFullAccess)");
  private static final Pattern PERMITS = Pattern.compile("Add(LayerVersion)?Permission.*");
  private static final Pattern ID = Pattern.compile("\\d{12}");
  private static final Pattern KMS = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]*:(\\d{12}):");
  private static final String ASKED = "requestParameters.";

  private Requests() {}

  /** From 0, nothing, to 1. */
  static double salience(ApiCall call) {
    double most = 0;
    if (call.operation().equals("ConsoleLogin")) {
      return passwordAlone(call) ? PASSWORD_ALONE : 0;
    }
    if (!call.readOnly() || Parameters.known(call.operation())) {
      for (Map.Entry<String, String> detail : call.details().entrySet()) {
        String key = detail.getKey();
        if (key.startsWith(ASKED)) {
          most = Math.max(most, Parameters.salience(call.operation(), key, detail.getValue()));
          if (!call.readOnly()) {
            most = Math.max(most, of(call, key, detail.getValue()));
          }
        }
      }
    }
    return most;
  }

  /** Whether objects are written with a key that their owner does not have. */
  static boolean locksAway(ApiCall call) {
    return (call.operation().equals("CopyObject") || call.operation().equals("PutObject"))
        && salience(call) > 0;
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
    if (operation.startsWith("Attach") && FULL.matcher(value).matches()) {
      return ALL_RIGHTS;
    }
    if (operation.endsWith("PublicAccessBlock") && operation.startsWith("Put")) {
      return value.equalsIgnoreCase("false") ? SAFEGUARD : 0;
    }
    if (PERMITS.matcher(operation).matches()) {
      return value.equals("*") ? WORLD : permitsStranger(call.account(), key, value) ? STRANGER : 0;
    }
    Matcher kms = KMS.matcher(value);
    if (kms.lookingAt()) {
      return differs(call.account(), kms.group(1)) ? FOREIGN_KEY : 0;
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
    while (accounts.find()) {
      if (differs(account, accounts.group(1))) {
        return true;
      }
    }
    return false;
  }

  /** The account that a service acts for is no principal. */
  private static boolean permitsStranger(@Nullable String account, String key, String value) {
    return ID.matcher(value).matches()
        ? differs(account, value) && !key.endsWith(".sourceAccount")
        : namesStranger(account, value);
  }

  private static boolean differs(@Nullable String account, String other) {
    return account != null && !account.equals(other);
  }

  /** Federated users log in elsewhere, so nothing is said of how. */
  private static boolean passwordAlone(ApiCall call) {
    return Boolean.FALSE.equals(call.mfa())
        && (call.userType().equals("Root") || call.userType().equals("IAMUser"));
  }
}
