// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import io.qraws.core.signal.ConfigChange;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How telling it is what a configuration changed to, 0 to 1: whom it lets in, what it switches off.
 *
 * <p>The names are those of AWS Config's items: block public access, ACLs, rules of security
 * groups, trails, policies of buckets, keys and roles, and what is public by a switch.
 */
final class Settings {
  /** Switches that protect while they are on. */
  private static final Set<String> SAFEGUARDS =
      Set.of(
          "blockpublicacls",
          "ignorepublicacls",
          "blockpublicpolicy",
          "restrictpublicbuckets",
          "islogging",
          "ismultiregiontrail",
          "logfilevalidationenabled",
          "includeglobalserviceevents");

  /** Switches that open while they are on. */
  private static final Set<String> OPENERS = Set.of("publiclyaccessible", "ispublic", "public");

  /** What must not go. */
  private static final Set<String> WATCHES =
      Set.of("AWS::CloudTrail::Trail", "AWS::EC2::FlowLog", "AWS::GuardDuty::Detector");

  private Settings() {}

  static double exposure(ConfigChange change) {
    double most =
        change.change().equals("DELETE") && WATCHES.contains(change.resourceType())
            ? Requests.SAFEGUARD
            : 0;
    for (Map.Entry<String, String> changed : change.changed().entrySet()) {
      most = Math.max(most, of(change, changed.getKey(), changed.getValue()));
    }
    return most;
  }

  private static double of(ConfigChange change, String path, String value) {
    if (value.indexOf('{') >= 0 || value.contains("%7B")) {
      return Policies.ofText(change.account(), value);
    }
    String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (SAFEGUARDS.contains(name)) {
      return value.equalsIgnoreCase("false") ? Requests.SAFEGUARD : 0;
    }
    if (OPENERS.contains(name)) {
      return value.equalsIgnoreCase("true") ? Policies.WORLD : 0;
    }
    if (value.contains("AllUsers") || value.startsWith("public-read")) {
      return Policies.WORLD;
    }
    boolean outwards = path.toLowerCase(Locale.ROOT).contains("egress");
    return value.endsWith("/0") && !outwards ? Requests.OPEN_PORT : 0;
  }
}
