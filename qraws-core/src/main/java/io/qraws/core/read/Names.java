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
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "\\b(arn:aws[a-z-]*:[^\\s\"'<>,;]+|A(?:KIA|SIA)[A-Z0-9]{12,}|i-[0-9a-f]{8,17}"
              + "|\\d{1,3}(?:\\.\\d{1,3}){3})\\b");

  private Names() {}

  /** Whether it is an address literal; never asks DNS. */
  static boolean isAddress(@Nullable String text) {
    return text != null && text.length() <= 45 && (isIpv4(text) || isIpv6(text));
  }

  /** Four numbers of one to three digits up to 255, with dots between. */
  private static boolean isIpv4(String text) {
    int dots = 0;
    int digits = 0;
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && digits > 0) {
        dots++;
        digits = 0;
        number = 0;
      } else if (c >= '0' && c <= '9') {
        digits++;
        number = number * 10 + (c - '0');
        if (digits > 3 || number > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }

  /** Hex digits and two or more colons; dots only behind the second. */
  private static boolean isIpv6(String text) {
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        colons++;
      } else if (c == '.' ? colons < 2 : !isHex(c)) {
        return false;
      }
    }
    return colons >= 2;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  static boolean isAccessKey(@Nullable String text) {
    if (text == null || text.length() < 16) {
      return false;
    }
    for (int i = 4; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return text.startsWith("AKIA") || text.startsWith("ASIA");
  }

  static boolean isInstance(@Nullable String text) {
    if (text == null || text.length() < 10 || text.length() > 19 || !text.startsWith("i-")) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      if (!isHex(text.charAt(i)) || Character.isUpperCase(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether twelve digits, and nothing else, stand from there to there. */
  static boolean isAccount(String text, int from, int to) {
    return to - from == 12 && isDigits(text, from, to);
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The account whose root user an ARN names, or null. */
  private static @Nullable String rootsAccount(String text) {
    int partition = text.startsWith("arn:") ? text.indexOf(':', 4) : -1;
    if (partition < 0 || !text.startsWith(":iam::", partition) || !text.endsWith(":root")) {
      return null;
    }
    int from = partition + 6;
    int to = text.length() - 5;
    return isAccount(text, from, to) ? text.substring(from, to) : null;
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
    String account = isAccount(text, 0, text.length()) ? text : rootsAccount(text);
    if (account != null) {
      header.observable(ObservableKind.ACCOUNT, account, role);
    } else if (isAccessKey(text)) {
      header.observable(ObservableKind.ACCESS_KEY, text, role);
    } else if (text.startsWith("arn:")) {
      arn(header, text, role);
    } else {
      header.observable(ObservableKind.RESOURCE, text, role);
    }
  }

  private static void arn(SignalHeader.Builder header, String arn, Role role) {
    int behind = behindColons(arn, 5);
    if (behind < 0) {
      header.observable(ObservableKind.RESOURCE, arn, role);
      return;
    }
    String rest = arn.substring(behind);
    int service = behindColons(arn, 2);
    if (arn.startsWith("iam:", service) || arn.startsWith("sts:", service)) {
      principal(header, arn, rest, role);
    } else if (isNetworkPart(rest)) {
      // Shared by many resources, so it says nothing about any one.
      return;
    } else {
      header.observable(ObservableKind.RESOURCE, arn, role);
      String bare = rest.substring(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1);
      if (arn.startsWith("s3:", service)) {
        int slash = rest.indexOf('/');
        bare = slash < 0 ? rest : rest.substring(0, slash);
      }
      header.observable(ObservableKind.RESOURCE, bare, role);
    }
  }

  /** Adds a VPC, subnet or security group that is the only thing a finding is about. */
  static void alone(SignalHeader.Builder header, @Nullable String id) {
    int behind = id == null ? -1 : behindColons(id.strip(), 5);
    if (id != null && behind >= 0 && isNetworkPart(id.strip().substring(behind))) {
      header.observable(ObservableKind.RESOURCE, id, Role.TARGET);
      header.observable(
          ObservableKind.RESOURCE, id.substring(id.indexOf('/', behind) + 1), Role.TARGET);
    }
  }

  /** The offset behind so many colons, or -1. */
  private static int behindColons(String text, int colons) {
    int at = 0;
    for (int i = 0; i < colons && at >= 0; i++) {
      int colon = text.indexOf(':', at);
      at = colon < 0 ? -1 : colon + 1;
    }
    return at;
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
    } else if (name != null && !isNumberOrUuid(name)) {
      header.observable(ObservableKind.USER, name, role);
    }
  }

  /** Six or more digits, or 32 or more hex digits and dashes: a session that nobody named. */
  private static boolean isNumberOrUuid(String name) {
    if (name.length() >= 6 && isDigits(name, 0, name.length())) {
      return true;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isHex(name.charAt(i)) && name.charAt(i) != '-') {
        return false;
      }
    }
    return name.length() >= 32;
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

  /** A text with every run of white space made one blank. */
  static String oneLine(String text) {
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '\t' && c <= '\r') || (c == ' ' && blank)) {
        return SPACES.matcher(text).replaceAll(" ");
      }
      blank = c == ' ';
    }
    return text;
  }

  /** Cuts a text to so many characters. */
  static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : new String(
            text.substring(0, most).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
