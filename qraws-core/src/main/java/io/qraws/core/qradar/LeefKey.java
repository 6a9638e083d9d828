// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An attribute that LEEF itself names, beside {@code sev}, {@code devTime} and {@code
 * devTimeFormat}, which have methods of their own on {@link LeefEvent.Builder}.
 *
 * <p>Source: IBM's LEEF guide, predefined event attributes. QRadar takes those up to {@link
 * #IDENT_GRP_NAME} into its own fields, keeps the three after them for itself, and knows the rest
 * by name only, so that a custom property must be made for them.
 */
public enum LeefKey {
  /** The category, which together with the event's id decides which QID the event becomes. */
  CAT("cat", Kind.TEXT),
  /** The protocol, by name or number. */
  PROTO("proto", Kind.TEXT),
  /** Where it came from. */
  SRC("src", Kind.ADDRESS),
  /** Where it went to. */
  DST("dst", Kind.ADDRESS),
  /** The port it came from. */
  SRC_PORT("srcPort", Kind.PORT),
  /** The port it went to. */
  DST_PORT("dstPort", Kind.PORT),
  /** The source before its address was translated. */
  SRC_PRE_NAT("srcPreNAT", Kind.ADDRESS),
  /** The destination before its address was translated. */
  DST_PRE_NAT("dstPreNAT", Kind.ADDRESS),
  /** The source after its address was translated. */
  SRC_POST_NAT("srcPostNAT", Kind.ADDRESS),
  /** The destination after its address was translated. */
  DST_POST_NAT("dstPostNAT", Kind.ADDRESS),
  /** The source's port before translation. */
  SRC_PRE_NAT_PORT("srcPreNATPort", Kind.PORT),
  /** The destination's port before translation. */
  DST_PRE_NAT_PORT("dstPreNATPort", Kind.PORT),
  /** The source's port after translation. */
  SRC_POST_NAT_PORT("srcPostNATPort", Kind.PORT),
  /** The destination's port after translation. */
  DST_POST_NAT_PORT("dstPostNATPort", Kind.PORT),
  /** The user name. */
  USR_NAME("usrName", Kind.NAME),
  /** The source's MAC address. */
  SRC_MAC("srcMAC", Kind.MAC),
  /** The destination's MAC address. */
  DST_MAC("dstMAC", Kind.MAC),
  /** The address that the other {@code ident} attributes are about; they need it. */
  IDENT_SRC("identSrc", Kind.ADDRESS),
  /** The host name of {@link #IDENT_SRC}. */
  IDENT_HOST_NAME("identHostName", Kind.NAME),
  /** The NetBIOS name of {@link #IDENT_SRC}. */
  IDENT_NET_BIOS("identNetBios", Kind.NAME),
  /** The group name of {@link #IDENT_SRC}. */
  IDENT_GRP_NAME("identGrpName", Kind.NAME),
  /** The MAC address of {@link #IDENT_SRC}. */
  IDENT_MAC("identMAC", Kind.MAC),
  /** Whether somebody logged in. */
  IS_LOGIN_EVENT("isLoginEvent", Kind.FLAG),
  /** Whether somebody logged out. */
  IS_LOGOUT_EVENT("isLogoutEvent", Kind.FLAG),
  /** The address of a virtual source. */
  V_SRC("vSrc", Kind.ADDRESS),
  /** The name of a virtual source. */
  V_SRC_NAME("vSrcName", Kind.TEXT),
  /** An account's name. */
  ACCOUNT_NAME("accountName", Kind.TEXT),
  /** Bytes from the source. */
  SRC_BYTES("srcBytes", Kind.COUNT),
  /** Bytes from the destination. */
  DST_BYTES("dstBytes", Kind.COUNT),
  /** Packets from the source. */
  SRC_PACKETS("srcPackets", Kind.COUNT),
  /** Packets from the destination. */
  DST_PACKETS("dstPackets", Kind.COUNT),
  /** Packets in all. */
  TOTAL_PACKETS("totalPackets", Kind.COUNT),
  /** A role. */
  ROLE("role", Kind.TEXT),
  /** A realm. */
  REALM("realm", Kind.TEXT),
  /** A policy. */
  POLICY("policy", Kind.TEXT),
  /** A resource. */
  RESOURCE("resource", Kind.TEXT),
  /** An address on the web. */
  URL("url", Kind.TEXT),
  /** A group's id. */
  GROUP_ID("groupID", Kind.TEXT),
  /** A domain. */
  DOMAIN("domain", Kind.TEXT);

  /** What a value of an attribute looks like. */
  enum Kind {
    TEXT("text", "(?s).*"),
    /** At most {@link #NAME_LENGTH} characters of it go into QRadar's field. */
    NAME("text", "(?s).*"),
    /** As letters only, so that nobody asks DNS. */
    ADDRESS(
        "an IPv4 or IPv6 address",
        "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}"
            + "|(?=.{2,45}$)[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*"),
    PORT(
        "a port from 0 to 65535",
        "6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3}|0"),
    MAC("a MAC address of six pairs", "[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}"),
    COUNT("a whole number", "\\d{1,18}"),
    FLAG("true or false", "true|false");

    private final String looks;
    private final Pattern pattern;

    Kind(String looks, String pattern) {
      this.looks = looks;
      this.pattern = Pattern.compile(pattern);
    }
  }

  /** How much of a name QRadar takes into its field. */
  static final int NAME_LENGTH = 255;

  private final String key;
  private final Kind kind;

  LeefKey(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** As it stands in the event. */
  public String key() {
    return key;
  }

  boolean isName() {
    return kind == Kind.NAME;
  }

  /** Refuses a value that is not of this attribute's kind. */
  String checked(String value) {
    if (!kind.pattern.matcher(value).matches()) {
      // The value is left out: it may be long, and it comes from anywhere.
      throw new IllegalArgumentException(key + " must be " + kind.looks);
    }
    return value;
  }

  /** The predefined attribute of that name, in any case of letters. */
  static Optional<LeefKey> named(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    for (LeefKey each : values()) {
      if (each.key.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
