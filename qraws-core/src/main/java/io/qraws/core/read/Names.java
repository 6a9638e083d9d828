// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values are by their shape: addresses, ARNs, keys, instances. */
final class Names {
  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern ACCESS_KEY = Pattern.compile("A(KIA|SIA)[A-Z0-9]{12,}");
  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "\\b(arn:aws[a-z-]*:[^\\s\"'<>,;]+|A(?:KIA|SIA)[A-Z0-9]{12,}|i-[0-9a-f]{8,17}"
              + "|\\d{1,3}(?:\\.\\d{1,3}){3})\\b");

  private Names() {}

  /** Whether it is an address literal; never asks DNS. */
  static boolean isAddress(@Nullable String text) {
    return text != null
        && (IPV4.matcher(text).matches()
            || (text.length() <= 45 && IPV6.matcher(text).matches() && text.indexOf(':') >= 0));
  }

  static boolean isAccessKey(@Nullable String text) {
    return text != null && ACCESS_KEY.matcher(text).matches();
  }

  static boolean isInstance(@Nullable String text) {
    return text != null && INSTANCE.matcher(text).matches();
  }

  /** Adds an address if it is one. */
  static void address(SignalHeader.Builder header, @Nullable String text, Role role) {
    if (isAddress(text)) {
      header.observable(ObservableKind.IP, text, role);
    }
  }

  /**
   * Adds what an ARN or bare id names: an account, a principal with its user, an access key, or a
   * resource by ARN and by the id that other sources show.
   */
  static void resource(SignalHeader.Builder header, @Nullable String id, Role role) {
    if (id == null || id.isBlank()) {
      return;
    }
    String text = id.strip();
    if (text.startsWith("AWS::") && text.indexOf(':', 5) > 0) {
      text = text.substring(text.lastIndexOf(':') + 1);
    }
    if (ACCOUNT.matcher(text).matches() || text.matches("arn:[^:]*:iam::\\d{12}:root")) {
      Matcher account = Pattern.compile("\\d{12}").matcher(text);
      if (account.find()) {
        header.observable(ObservableKind.ACCOUNT, account.group(), role);
      }
    } else if (isAccessKey(text)) {
      header.observable(ObservableKind.ACCESS_KEY, text, role);
    } else if (text.startsWith("arn:")) {
      arn(header, text, role);
    } else {
      header.observable(ObservableKind.RESOURCE, text, role);
    }
  }

  private static void arn(SignalHeader.Builder header, String arn, Role role) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      header.observable(ObservableKind.RESOURCE, arn, role);
      return;
    }
    String rest = parts[5];
    if (parts[2].equals("iam") || parts[2].equals("sts")) {
      principal(header, arn, rest, role);
    } else if (isNetworkPart(rest)) {
      // Shared by many resources, so it says nothing about any one.
      return;
    } else {
      header.observable(ObservableKind.RESOURCE, arn, role);
      String bare = rest.substring(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1);
      if (parts[2].equals("s3")) {
        bare = rest.split("/", 2)[0];
      }
      header.observable(ObservableKind.RESOURCE, bare, role);
    }
  }

  /** Adds a VPC, subnet or security group that is the only thing a finding is about. */
  static void alone(SignalHeader.Builder header, @Nullable String id) {
    String[] parts = id == null ? new String[0] : id.strip().split(":", 6);
    if (parts.length == 6 && isNetworkPart(parts[5])) {
      header.observable(ObservableKind.RESOURCE, id, Role.TARGET);
      header.observable(
          ObservableKind.RESOURCE, parts[5].substring(parts[5].indexOf('/') + 1), Role.TARGET);
    }
  }

  private static boolean isNetworkPart(String rest) {
    return rest.startsWith("vpc/")
        || rest.startsWith("subnet/")
        || rest.startsWith("security-group/")
        || rest.startsWith("image/");
  }

  /** A user, role or session ARN, and the user name in it. */
  static void principal(SignalHeader.Builder header, String arn, String rest, Role role) {
    header.observable(ObservableKind.PRINCIPAL, arn, role);
    if (rest.startsWith("user/")) {
      header.observable(ObservableKind.USER, rest.substring(rest.lastIndexOf('/') + 1), role);
    } else if (rest.startsWith("assumed-role/")) {
      session(header, rest.substring(rest.lastIndexOf('/') + 1), role);
    }
  }

  /** The actor as a finding names it: of a role it gives the role's name, which is nobody's own. */
  static void user(
      SignalHeader.Builder header,
      @Nullable String name,
      @Nullable String type,
      @Nullable String account) {
    boolean role = "AssumedRole".equals(type) || "Role".equals(type);
    if (name == null || (!role && !name.startsWith("AWSReservedSSO_"))) {
      session(header, name, Role.ACTOR);
    } else if (account != null) {
      header.observable(
          ObservableKind.PRINCIPAL, "arn:aws:iam::" + account + ":role/" + name, Role.ACTOR);
    }
  }

  /** A role session's name: a user, or the instance whose role it is. */
  static void session(SignalHeader.Builder header, @Nullable String name, Role role) {
    if (isInstance(name)) {
      header.observable(ObservableKind.RESOURCE, name, role);
    } else if (name != null && !name.matches("[0-9]{6,}|[0-9a-fA-F-]{32,}")) {
      header.observable(ObservableKind.USER, name, role);
    }
  }

  /** Adds addresses, ARNs, instances and access keys that stand in a text. */
  static void inText(SignalHeader.Builder header, @Nullable String text, Role addressRole) {
    if (text == null) {
      return;
    }
    Matcher matcher = IN_TEXT.matcher(text.length() > 4096 ? text.substring(0, 4096) : text);
    while (matcher.find()) {
      String found = matcher.group(1);
      if (isAddress(found)) {
        header.observable(ObservableKind.IP, found, addressRole);
      } else {
        resource(header, found, Role.TARGET);
      }
    }
  }

  /** An id made from content, for records that have none. */
  static String derivedId(String prefix, Raw raw) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw.bytes());
      return prefix + ":" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key without what spellings differ in: its letters and digits, in lower case. */
  static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        plain.append((char) (c + ('a' - 'A')));
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Cuts a text to so many characters. */
  static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : new String(
            text.substring(0, most).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
