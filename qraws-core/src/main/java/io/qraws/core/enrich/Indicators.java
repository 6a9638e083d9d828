// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.IndicatorTexts.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The indicators of threat lists and allow lists, found by value.
 *
 * <p>What matches:
 *
 * <ul>
 *   <li>An address matches each entry for itself and each range around it, the narrowest first. An
 *       IPv4 address in IPv6's form ({@code ::ffff:198.51.100.7}) is the IPv4 address; no IPv6
 *       range holds it. Groups with leading zeros and zones ({@code %eth0}) are no addresses.
 *   <li>A private, shared, loopback, link-local or multicast address matches only entries that lie
 *       within its block; those of threats only if narrower than the block. So {@code 0.0.0.0/0} or
 *       {@code 10.0.0.0/8} on a list of threats (lists of bogons have them) says nothing of a
 *       machine at home, {@code 10.20.3.7} does.
 *   <li>The entry {@code example.com} matches that name alone, {@code .example.com} also all below
 *       it, {@code *.example.com} only those below. The host of a listed URL is not listed by that.
 *       Names are compared in lower case, in ASCII (IDNA 2003) and without a dot at the end.
 *   <li>URLs: scheme and host without regard to case, without fragment and the scheme's own port;
 *       all else exactly. Hashes without regard to case; users and e-mail addresses likewise.
 * </ul>
 *
 * <p>Nothing else matches: hashes only tell where to look, values are compared in full. An entry
 * matches up to its expiry, exclusively.
 *
 * <p>Immutable. A look-up takes time logarithmic in the addresses and, for n labels of a domain, n
 * probes of a hash table; it never does I/O. An IPv4 entry costs 17 bytes, an IPv6 entry 30, any
 * other its length (hashes half their digits) and 13 bytes. Building takes as much again for a
 * while. {@code IndicatorBenchmark} measures both.
 */
public final class Indicators {
  /** An expiry that is later than fits counts as none. */
  private static final long LATEST = 0xffff_ffffL;

  private static final int MOST_LISTS = 0xffff;

  /** RFC 1918, 1122, 3927, 6598, 5771; 4291, 4193. */
  private static final List<IpRange> SPECIAL =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "100.64.0.0/10",
              "224.0.0.0/4",
              "0:0:0:0:0:0:0:1",
              "fe80::/10",
              "ff00::/8",
              "fc00::/7")
          .map(text -> requireNonNull(IpRange.parse(text)))
          .toList();

  private final List<IndicatorList> lists;
  private final IpRanges v4;
  private final IpRanges v6;
  private final IndicatorTexts texts;

  private Indicators(Builder builder) {
    this.lists = List.copyOf(builder.lists.keySet());
    this.v4 = builder.v4.build();
    this.v6 = builder.v6.build();
    this.texts = builder.texts.build();
  }

  /** Starts without any indicator. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * An entry that matches.
   *
   * @param list where it stands
   * @param entry what the list means, in the spelling that is compared
   * @param expires from when on it no longer matches, in whole seconds; empty for never
   */
  public record Match(IndicatorList list, String entry, Optional<Instant> expires) {}

  /**
   * The entries that match a value.
   *
   * @param kind what the value names; for a domain, a host's name too
   * @param value as a signal shows it
   * @param now entries that expired by then do not match
   * @return narrowest first; empty if nothing matches or the value is not of the kind
   */
  public List<Match> find(IndicatorKind kind, String value, Instant now) {
    requireNonNull(value, "value");
    long second = requireNonNull(now, "now").getEpochSecond();
    if (kind == IndicatorKind.ADDRESS) {
      IpRange address = IpRange.address(value);
      return address == null ? List.of() : addresses(address, second);
    }
    byte[] key;
    try {
      key = IndicatorText.key(kind, value);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    Matches matches = new Matches(second);
    texts.find(kind, key, 0, record -> text(record, true, matches));
    if (kind == IndicatorKind.DOMAIN) {
      for (int i = 1; i < key.length; i++) {
        if (key[i - 1] == '.') {
          texts.find(kind, key, i, record -> text(record, false, matches));
        }
      }
    }
    return matches.found;
  }

  private void text(int record, boolean whole, Matches matches) {
    Form form = texts.form(record);
    if (whole ? form == Form.BELOW : form == Form.NAME) {
      return;
    }
    if (matches.lasting(texts.expiry(record))) {
      matches.add(lists.get(texts.list(record)), texts.entry(record), texts.expiry(record));
    }
  }

  private List<Match> addresses(IpRange address, long second) {
    IpRanges ranges = address.words() == 1 ? v4 : v6;
    Matches matches = new Matches(second);
    for (int at = ranges.narrowest(address); at >= 0; at = ranges.around(at)) {
      if (matches.lasting(ranges.expiry(at))) {
        IndicatorList list = lists.get(ranges.list(at));
        IpRange range = ranges.range(at);
        if (speaksOf(address, range, list)) {
          matches.add(list, range.toString(), ranges.expiry(at));
        }
      }
    }
    return matches.found;
  }

  /** Whether a range that holds a special address means it. */
  private static boolean speaksOf(IpRange address, IpRange range, IndicatorList list) {
    for (IpRange special : SPECIAL) {
      if (special.contains(address)) {
        boolean single = address.length() == range.length();
        return special.contains(range)
            && (list.benign() || single || range.length() > special.length());
      }
    }
    return true;
  }

  /** What was found at one time. */
  private static final class Matches {
    private final long second;
    private List<Match> found = List.of();

    Matches(long second) {
      this.second = second;
    }

    boolean lasting(int expiry) {
      return expiry == 0 || second < Integer.toUnsignedLong(expiry);
    }

    void add(IndicatorList list, String entry, int expiry) {
      if (found.isEmpty()) {
        found = new ArrayList<>(2);
      }
      Optional<Instant> expires =
          expiry == 0
              ? Optional.empty()
              : Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(expiry)));
      found.add(new Match(list, entry, expires));
    }
  }

  /** How many there are; what a list names twice counts once. */
  public long size() {
    return (long) v4.size() + v6.size() + texts.size();
  }

  /** How many bytes the arrays take that hold them. */
  public long bytes() {
    return v4.bytes() + v6.bytes() + texts.bytes();
  }

  /** The lists, in the order of their first entry. */
  public List<IndicatorList> lists() {
    return lists;
  }

  /** Gathers indicators; not safe for several threads. */
  public static final class Builder {
    private final Map<IndicatorList, Integer> lists = new LinkedHashMap<>();
    private final IpRanges.Builder v4 = new IpRanges.Builder(1);
    private final IpRanges.Builder v6 = new IpRanges.Builder(4);
    private final IndicatorTexts.Builder texts = new IndicatorTexts.Builder();

    private Builder() {}

    /**
     * Adds an indicator whose kind its form tells: what has {@code ://} is a URL, what has
     * {@code @} an e-mail address, what has a hash's length in hex digits a hash.
     *
     * @param list where it stands
     * @param text the indicator
     * @param expires from when on it no longer matches, cut to whole seconds; after the year 2105
     *     or null for never
     * @throws IllegalArgumentException if its form is that of nothing, such as a single word, or of
     *     a range with bits set behind its length; the message does not repeat the text
     * @throws IllegalStateException if there are more than 65,535 lists, or 2 GB of texts
     */
    public Builder add(IndicatorList list, String text, @Nullable Instant expires) {
      String stripped = text.strip();
      return add(list, IndicatorText.kind(stripped), stripped, expires);
    }

    /**
     * Adds an indicator.
     *
     * @param list where it stands
     * @param kind what it names
     * @param text the indicator
     * @param expires from when on it no longer matches, cut to whole seconds; after the year 2105
     *     or null for never
     * @throws IllegalArgumentException if it is not of the kind; the message does not repeat it
     * @throws IllegalStateException if there are more than 65,535 lists, or 2 GB of texts
     */
    public Builder add(
        IndicatorList list, IndicatorKind kind, String text, @Nullable Instant expires) {
      requireNonNull(list, "list");
      String stripped = text.strip();
      int expiry = expiry(expires);
      if (requireNonNull(kind, "kind") == IndicatorKind.ADDRESS) {
        IpRange range = IpRange.parse(stripped);
        if (range == null) {
          throw new IllegalArgumentException("no address and no range");
        }
        (range.words() == 1 ? v4 : v6).add(range, number(list), expiry);
        return this;
      }
      boolean domain = kind == IndicatorKind.DOMAIN;
      Form form =
          switch (kind) {
            case DOMAIN -> IndicatorText.form(stripped);
            case URL -> Form.URL;
            case FILE_HASH -> Form.HASH;
            case USER, ADDRESS -> Form.USER;
          };
      byte[] key = IndicatorText.key(kind, domain ? IndicatorText.name(stripped) : stripped);
      texts.add(form, key, number(list), expiry);
      return this;
    }

    private int number(IndicatorList list) {
      Integer known = lists.get(list);
      if (known != null) {
        return known;
      }
      if (lists.size() == MOST_LISTS) {
        throw new IllegalStateException("there are more than " + MOST_LISTS + " lists");
      }
      lists.put(list, lists.size());
      return lists.size() - 1;
    }

    private static int expiry(@Nullable Instant expires) {
      if (expires == null || expires.getEpochSecond() > LATEST) {
        return 0;
      }
      // 0 says never.
      return (int) Math.max(1, expires.getEpochSecond());
    }

    /** Makes the index; the builder can go on and make another. */
    public Indicators build() {
      return new Indicators(this);
    }
  }
}
