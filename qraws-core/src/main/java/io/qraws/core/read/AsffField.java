// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

/** What a member of an ASFF finding is by its name, where it may stand in several places. */
enum AsffField {
  /** An address of a resource, or a list of them; each type of resource has a name of its own. */
  ADDRESS,

  /* The members of GuardDuty's own finding, flattened to text. */
  REMOTE_ADDRESS,
  DOMAIN,
  COUNT,
  ROLE,
  AFFECTED,
  THREAT,
  SAMPLE,

  OTHER;

  static AsffField of(String name) {
    if (name.endsWith("remoteIpDetails/ipAddressV4")) {
      return REMOTE_ADDRESS;
    }
    if (name.endsWith("/dnsRequestAction/domain")) {
      return DOMAIN;
    }
    if (name.equals("aws/guardduty/service/count")) {
      return COUNT;
    }
    if (name.equals("aws/guardduty/service/resourceRole")) {
      return ROLE;
    }
    if (name.contains("/affectedResources/")) {
      return AFFECTED;
    }
    if (name.contains("threatListName") || name.contains("threatNames")) {
      return THREAT;
    }
    if (name.startsWith("aws/guardduty/service/additionalInfo/sample")) {
      return SAMPLE;
    }
    return isAddress(name) ? ADDRESS : OTHER;
  }

  private static boolean isAddress(String name) {
    return name.contains("IpAddress")
        || name.endsWith("PublicIp")
        || (name.startsWith("IpV") && name.endsWith("Addresses"));
  }
}
