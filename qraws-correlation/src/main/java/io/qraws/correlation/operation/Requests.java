// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import io.qraws.core.signal.ApiCall;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How telling it is what a call asks for, 0 to 1: whom it lets in, what it gives away, what it
 * switches off.
 */
final class Requests {
  /** A port is open to the world, which is often meant. */
  static final double OPEN_PORT = 0.6;

  /** A safeguard is switched off. */
  static final double SAFEGUARD = 0.6;

  /** Machines of the kind that miners want. */
  private static final double COMPUTE = 0.5;

  /** What is written is encrypted with a key of another account. */
  private static final double FOREIGN_KEY = 0.5;

  /** An object's name is that of a ransom note. */
  private static final double NOTED = 0.5;

  /** A lasting user or root logs in with a password alone. */
  private static final double PASSWORD_ALONE = 0.35;

  private static final Pattern BIG =
      Pattern.compile("(p\\d|g\\d|trn\\d|inf\\d).*|.*\\.(metal.*|(12|16|18|24|32|48)xlarge)");

  private static final Pattern FULL =
      Pattern.compile(".*:policy/(AdministratorAccess|IAMFullAccess)");
  private static final Pattern KMS = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]*:(\\d{12}):");

  /** In the name of a text, that it tells how to get files back. */
  private static final Pattern NOTE =
      Pattern.compile(
          "ransom|decrypt|(how|restore|recover|unlock|get).{0,12}(your|back|files|data)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> TEXTS = Set.of("txt", "htm", "html", "hta", "rtf", "md");
  private static final Set<String> WRITES_OBJECTS = Set.of("CopyObject", "PutObject");
  private static final String ASKED = "requestParameters.";

  private Requests() {}

  /** From 0, nothing, to 1. */
  static double salience(ApiCall call) {
    if (call.operation().equals("ConsoleLogin")) {
      return passwordAlone(call) ? PASSWORD_ALONE : 0;
    }
    if (call.readOnly() && !Parameters.known(call.operation())) {
      return 0;
    }
    double most = 0;
    Map<String, String> policies = new HashMap<>();
    for (Map.Entry<String, String> detail : call.details().entrySet()) {
      String key = detail.getKey();
      String value = detail.getValue();
      if (key.startsWith(ASKED)) {
        most = Math.max(most, Parameters.salience(call.operation(), key, value));
        if (!call.readOnly()) {
          most = Math.max(most, of(call, key, value));
          if (Policies.mayHold(key)) {
            policies.put(key, value);
          }
        }
      }
    }
    return policies.isEmpty() ? most : Math.max(most, Policies.ofDetails(call.account(), policies));
  }

  /** Whether objects are written with a key that their owner does not have, or a demand is. */
  static boolean ransoms(ApiCall call) {
    return WRITES_OBJECTS.contains(call.operation()) && salience(call) > 0;
  }

  private static double of(ApiCall call, String key, String value) {
    String operation = call.operation();
    if (value.indexOf('{') >= 0 || value.contains("%7B")) {
      return Policies.ofText(call.account(), value);
    }
    if (operation.contains("SecurityGroup") || operation.contains("NetworkAcl")) {
      return operation.startsWith("Revoke") || operation.startsWith("Delete")
          ? 0
          : value.endsWith("/0") ? OPEN_PORT : 0;
    }
    if (operation.startsWith("Attach") && FULL.matcher(value).matches()) {
      return Policies.ALL_RIGHTS;
    }
    if (operation.endsWith("PublicAccessBlock") && operation.startsWith("Put")) {
      return value.equalsIgnoreCase("false") ? SAFEGUARD : 0;
    }
    if (operation.startsWith("AddPermission")
        || operation.startsWith("AddLayerVersionPermission")) {
      return permits(call.account(), key, value);
    }
    Matcher kms = KMS.matcher(value);
    if (kms.lookingAt()) {
      return Policies.isStranger(call.account(), kms.group(1)) ? FOREIGN_KEY : 0;
    }
    if (operation.endsWith("Acl")) {
      return value.contains("AllUsers") || value.startsWith("public-read") ? Policies.WORLD : 0;
    }
    if (operation.startsWith("Modify") && operation.endsWith("Attribute")) {
      return value.equals("all") ? Policies.WORLD : 0;
    }
    if (operation.equals("PutObject") && key.endsWith(".key")) {
      return isNote(value.substring(value.lastIndexOf('/') + 1)) ? NOTED : 0;
    }
    return operation.equals("RunInstances")
            && key.toLowerCase(Locale.ROOT).endsWith("instancetype")
            && BIG.matcher(value).matches()
        ? COMPUTE
        : 0;
  }

  private static boolean isNote(String name) {
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TEXTS.contains(kind) && NOTE.matcher(name).find();
  }

  /** The account that a service acts for is no principal. */
  private static double permits(@Nullable String account, String key, String value) {
    if (value.equals("*")) {
      return Policies.WORLD;
    }
    return !key.endsWith(".sourceAccount") && Policies.isStranger(account, value)
        ? Policies.STRANGER
        : 0;
  }

  /** Federated users log in elsewhere, so nothing is said of how. */
  private static boolean passwordAlone(ApiCall call) {
    return Boolean.FALSE.equals(call.mfa())
        && (call.userType().equals("Root") || call.userType().equals("IAMUser"));
  }
}
