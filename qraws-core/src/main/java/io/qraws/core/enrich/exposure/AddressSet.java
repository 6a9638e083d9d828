// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import io.qraws.core.enrich.IpRange;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Addresses of one family, as spans that are sorted and apart. Immutable. */
final class AddressSet {
  private static final BigInteger ONE = BigInteger.ONE;

  /* Source: IANA IPv4 Special-Purpose Address Registry. The blocks for documentation are left in:
  nobody has them, and leaving them in never makes an open door look closed. */
  private static final List<String> NOT_PUBLIC =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/3");

  /** What IANA has opened for global unicast. */
  private static final String GLOBAL_UNICAST = "2000::/3";

  private static final AddressSet PUBLIC_V4 = all(false).minus(of(false, NOT_PUBLIC));
  private static final AddressSet PUBLIC_V6 = of(true, List.of(GLOBAL_UNICAST));

  private final boolean v6;
  private final List<Span> spans;

  private record Span(BigInteger first, BigInteger last) {}

  private AddressSet(boolean v6, List<Span> spans) {
    this.v6 = v6;
    this.spans = spans;
  }

  static AddressSet none(boolean v6) {
    return new AddressSet(v6, List.of());
  }

  static AddressSet all(boolean v6) {
    return new AddressSet(
        v6, List.of(new Span(BigInteger.ZERO, ONE.shiftLeft(bits(v6)).subtract(ONE))));
  }

  /** What can be routed on the internet. */
  static AddressSet open(boolean v6) {
    return v6 ? PUBLIC_V6 : PUBLIC_V4;
  }

  /** The addresses of a range that are of a family. */
  static AddressSet of(boolean v6, IpRange range) {
    if ((range.words() == 4) != v6) {
      return none(v6);
    }
    BigInteger first = BigInteger.ZERO;
    for (int i = 0; i < range.words(); i++) {
      first = first.shiftLeft(32).or(BigInteger.valueOf(range.word(i) & 0xffff_ffffL));
    }
    BigInteger size = ONE.shiftLeft(bits(v6) - range.length());
    return new AddressSet(v6, List.of(new Span(first, first.add(size).subtract(ONE))));
  }

  private static AddressSet of(boolean v6, List<String> ranges) {
    AddressSet set = none(v6);
    for (String range : ranges) {
      set = set.plus(of(v6, range(range)));
    }
    return set;
  }

  /** A range that must be one. */
  static IpRange range(String text) {
    IpRange range = IpRange.parse(text);
    if (range == null) {
      throw new IllegalArgumentException("no address range");
    }
    return range;
  }

  private static int bits(boolean v6) {
    return v6 ? 128 : 32;
  }

  AddressSet plus(AddressSet other) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.addAll(other.spans);
    sorted.sort(Comparator.comparing(Span::first));
    List<Span> merged = new ArrayList<>();
    for (Span span : sorted) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || last.last.add(ONE).compareTo(span.first) < 0) {
        merged.add(span);
      } else if (last.last.compareTo(span.last) < 0) {
        merged.set(merged.size() - 1, new Span(last.first, span.last));
      }
    }
    return new AddressSet(v6, merged);
  }

  AddressSet and(AddressSet other) {
    List<Span> common = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < spans.size() && j < other.spans.size()) {
      Span one = spans.get(i);
      Span two = other.spans.get(j);
      BigInteger first = one.first.max(two.first);
      BigInteger last = one.last.min(two.last);
      if (first.compareTo(last) <= 0) {
        common.add(new Span(first, last));
      }
      if (one.last.compareTo(two.last) < 0) {
        i++;
      } else {
        j++;
      }
    }
    return new AddressSet(v6, common);
  }

  AddressSet minus(AddressSet other) {
    List<Span> gaps = new ArrayList<>();
    BigInteger next = BigInteger.ZERO;
    for (Span span : other.spans) {
      if (next.compareTo(span.first) < 0) {
        gaps.add(new Span(next, span.first.subtract(ONE)));
      }
      next = span.last.add(ONE);
    }
    BigInteger end = ONE.shiftLeft(bits(v6));
    if (next.compareTo(end) < 0) {
      gaps.add(new Span(next, end.subtract(ONE)));
    }
    return and(new AddressSet(v6, gaps));
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  boolean contains(AddressSet other) {
    return other.minus(this).isEmpty();
  }

  boolean sameAs(AddressSet other) {
    return spans.equals(other.spans);
  }

  /** Whether there are no more than S3 takes for a limited range: a /8 of IPv4, a /32 of IPv6. */
  boolean isNarrow() {
    BigInteger size = BigInteger.ZERO;
    for (Span span : spans) {
      size = size.add(span.last.subtract(span.first)).add(ONE);
    }
    return size.compareTo(ONE.shiftLeft(v6 ? 96 : 24)) <= 0;
  }

  /** The largest range in it, in CIDR form; must not be empty. */
  String largestRange() {
    BigInteger first = BigInteger.ZERO;
    int free = -1;
    for (Span span : spans) {
      for (int bits = bits(v6); bits > free; bits--) {
        BigInteger size = ONE.shiftLeft(bits);
        BigInteger start = span.first.add(size).subtract(ONE).shiftRight(bits).shiftLeft(bits);
        if (start.add(size).subtract(ONE).compareTo(span.last) <= 0) {
          first = start;
          free = bits;
        }
      }
    }
    byte[] bytes = new byte[bits(v6) / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = first.shiftRight((bytes.length - 1 - i) * 8).byteValue();
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + (bits(v6) - free);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
