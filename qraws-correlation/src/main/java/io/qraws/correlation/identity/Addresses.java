// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses by their text. */
final class Addresses {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  /** Source: Amazon VPC User Guide, DNS attributes: IP-based names of instances. */
  private static final Pattern PRIVATE_NAME =
      Pattern.compile("ip-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})(?:\\..+)?");

  private Addresses() {}

  /** The one text of an address, or null if it is none; never asks DNS. */
  static @Nullable String canonical(String text) {
    boolean v6 = text.indexOf(':') >= 0 && V6.matcher(text).matches();
    if (!v6 && (text.length() > 15 || !V4.matcher(text).matches())) {
      return null;
    }
    if (!v6) {
      return dotted(text);
    }
    try {
      // With a colon in it, what is no address is refused and never looked up.
      return InetAddress.getByName(text).getHostAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static @Nullable String dotted(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (String part : text.split("\\.", -1)) {
      int number = Integer.parseInt(part);
      if (number > 255) {
        return null;
      }
      plain.append(plain.length() == 0 ? "" : ".").append(number);
    }
    return plain.toString();
  }

  /**
   * Whether a canonical address is used inside only.
   *
   * <p>Source: RFC 1918 private, RFC 6598 shared, RFC 4193 unique local addresses.
   */
  static boolean inside(String address) {
    if (address.indexOf(':') >= 0) {
      return address.startsWith("fc") || address.startsWith("fd");
    }
    String[] parts = address.split("\\.", 3);
    int second = parts.length == 3 ? Integer.parseInt(parts[1]) : -1;
    return switch (parts[0]) {
      case "10" -> true;
      case "172" -> second >= 16 && second <= 31;
      case "192" -> second == 168;
      case "100" -> second >= 64 && second <= 127;
      default -> false;
    };
  }

  /** The address in a private DNS name such as {@code ip-10-0-1-2.ec2.internal}, or null. */
  static @Nullable Name named(String host) {
    Matcher matcher = PRIVATE_NAME.matcher(host);
    return matcher.matches()
        ? Name.ip(
            matcher.group(1)
                + '.'
                + matcher.group(2)
                + '.'
                + matcher.group(3)
                + '.'
                + matcher.group(4))
        : null;
  }
}
