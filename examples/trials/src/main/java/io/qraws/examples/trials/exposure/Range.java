// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.exposure;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses, or one, in plain numbers; IPv6 lies behind IPv4. */
record Range(BigInteger first, BigInteger last) {
  /** Where IPv6 begins, so that no number means two addresses. */
  private static final BigInteger V6 = BigInteger.ONE.shiftLeft(128);

  static Range of(String text) {
    String[] parts = text.split("/", -1);
    try {
      // These are all written in numbers, so no name is looked up.
      byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
      BigInteger first = new BigInteger(1, bytes).add(bytes.length == 16 ? V6 : BigInteger.ZERO);
      int free =
          bytes.length * 8 - (parts.length > 1 ? Integer.parseInt(parts[1]) : bytes.length * 8);
      return new Range(first, first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static boolean v6(BigInteger address) {
    return address.compareTo(V6) >= 0;
  }

  boolean has(BigInteger address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  /** How many bits of it are fixed, for the longest prefix. */
  int length() {
    int free = last.subtract(first).bitLength();
    return (v6(first) ? 128 : 32) - free;
  }
}
