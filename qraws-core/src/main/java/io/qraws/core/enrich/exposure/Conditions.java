// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.IpRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How far the conditions of a statement limit who it speaks of. */
final class Conditions {
  /** How far. */
  enum Limit {
    /** To values that are fixed, so that it is not public. */
    FIXED,
    /** To access points of S3, which have policies of their own. */
    DELEGATED,
    /** Not. */
    NONE
  }

  /* Source: Amazon S3 User Guide, "The meaning of 'public'"; beside these, the keys of the IAM User
  Guide that name an account, an organisation or a principal, which only the caller's owner has. */
  private static final Set<String> LIMITING =
      Set.of(
          "aws:sourcearn",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:sourceowner",
          "aws:sourceaccount",
          "aws:userid",
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:sourceorgid",
          "aws:sourceorgpaths",
          "kms:calleraccount",
          "s3:x-amz-server-side-encryption-aws-kms-key-id");

  private static final Set<String> ACCESS_POINTS =
      Set.of("s3:dataaccesspointarn", "s3:dataaccesspointaccount");

  /** Those that demand a value; an absent key fails them. */
  private static final Set<String> DEMANDING =
      Set.of("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike");

  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

  private final boolean bucket;

  Conditions(boolean bucket) {
    this.bucket = bucket;
  }

  Limit limit(JsonNode conditions) {
    Limit limit = Limit.NONE;
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      String name = operator.getKey().toLowerCase(Locale.ROOT);
      // "For all values" and "if exists" are also true if the key is absent.
      String plain = name.startsWith("foranyvalue:") ? name.substring(12) : name;
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        String lower = key.getKey().toLowerCase(Locale.ROOT);
        List<String> values = Policy.texts(key.getValue());
        boolean demanded = DEMANDING.contains(plain) && !values.isEmpty();
        if (demanded && ACCESS_POINTS.contains(lower)) {
          limit = limit == Limit.FIXED ? limit : Limit.DELEGATED;
        } else if ((demanded && LIMITING.contains(lower) && allFixed(lower, values))
            || (plain.equals("ipaddress") && lower.equals("aws:sourceip") && allNarrow(values))) {
          limit = Limit.FIXED;
        }
      }
    }
    return limit;
  }

  private boolean allFixed(String key, List<String> values) {
    return values.stream().allMatch(value -> fixed(key, value));
  }

  private boolean fixed(String key, String value) {
    if (value.contains("${")) {
      return false;
    }
    if (key.equals("aws:userid")) {
      // A role's id with any session name is that role.
      return value.matches("[A-Z0-9]{4,128}(:\\*|:[^*?]*)?");
    }
    if (key.equals("aws:principalorgpaths") || key.equals("aws:sourceorgpaths")) {
      return value.matches("o-[a-z0-9]{10,32}/.*");
    }
    boolean wild = value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    boolean arn = key.equals("aws:sourcearn") || key.equals("aws:principalarn");
    return !wild || (arn && !bucket && value.matches("arn:[a-z-]+:[a-z0-9-]+:[^:]*:\\d{12}:.+"));
  }

  private static boolean allNarrow(List<String> values) {
    return !values.isEmpty() && values.stream().allMatch(Conditions::narrow);
  }

  /** Not wider than a /8 of IPv4 or a /32 of IPv6, private ranges aside. */
  private static boolean narrow(String value) {
    IpRange range;
    try {
      range = IpRange.parse(value);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (range == null) {
      return false;
    }
    boolean v6 = range.words() == 4;
    AddressSet set = AddressSet.of(v6, range);
    for (String inside : v6 ? List.<String>of() : PRIVATE) {
      set = set.minus(AddressSet.of(false, AddressSet.range(inside)));
    }
    return set.isNarrow();
  }

  /** Whether conditions only demand encryption on the way, which anyone can do. */
  static boolean encryption(JsonNode conditions) {
    if (conditions.size() != 1) {
      return false;
    }
    JsonNode bool = conditions.path("Bool");
    return bool.size() == 1 && Fields.text(bool, "aws:SecureTransport").equals("false");
  }
}
