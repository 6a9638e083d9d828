// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Indicators.Match;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IndicatorList BAD = IndicatorList.threat("bad");
  private static final IndicatorList GOOD = IndicatorList.benign("good");

  private static Indicators of(String... entries) {
    Indicators.Builder builder = Indicators.builder();
    for (String entry : entries) {
      builder.add(BAD, entry, null);
    }
    return builder.build();
  }

  private static List<String> find(Indicators indicators, IndicatorKind kind, String value) {
    return indicators.find(kind, value, NOW).stream().map(Match::entry).toList();
  }

  @Test
  void find_nestedRanges_narrowestFirst() {
    Indicators indicators =
        of("198.51.0.0/16", "198.51.100.7", "198.51.100.0/24", "198.51.101.0/24", "203.0.113.0/24");

    assertThat(find(indicators, IndicatorKind.ADDRESS, "198.51.100.7"))
        .containsExactly("198.51.100.7", "198.51.100.0/24", "198.51.0.0/16");
    assertThat(find(indicators, IndicatorKind.ADDRESS, "198.51.102.1"))
        .containsExactly("198.51.0.0/16");
    assertThat(find(indicators, IndicatorKind.ADDRESS, "198.52.0.0")).isEmpty();
    assertThat(find(indicators, IndicatorKind.ADDRESS, "1.1.1.1")).isEmpty();
  }

  @Test
  void find_ipv4AsIpv6MapsIt_isTheIpv4Address() {
    assertThat(find(of("198.51.100.0/24"), IndicatorKind.ADDRESS, "::ffff:198.51.100.9"))
        .containsExactly("198.51.100.0/24");
    assertThat(find(of("::FFFF:c633:6400/120"), IndicatorKind.ADDRESS, "198.51.100.9"))
        .containsExactly("198.51.100.0/24");
    // An entry for all of IPv6 says nothing of IPv4.
    assertThat(find(of("::/0"), IndicatorKind.ADDRESS, "::ffff:198.51.100.9")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4 ",
        "1.2.3.-4",
        "0x1.2.3.4",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:",
        "::12345",
        "fe80::1%eth0",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "::g",
        "1.2.3.4::",
        "1:2:3:4::5:6:7:8",
        "198.51.100.7/32",
        "[2001:db8::1]",
        "198.51.100.7:443",
        "١.2.3.4"
      })
  void find_noAddress_matchesNothing(String text) {
    assertThat(find(of("0.0.0.0/0", "::/0"), IndicatorKind.ADDRESS, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "198.51.100.7/24",
        "198.51.100.0/33",
        "198.51.100.0/",
        "2001:db8::1/64",
        "198.51.100.0/-1",
        "word",
        "two words",
        "198.51.100.7:443",
        "exa mple.com",
        "-",
        ".",
        "*.",
        "..com",
        "a..com",
        "198.51.100.256",
        "bad.example/path",
        "http://",
        "http://exa mple.com/"
      })
  void add_whatMeansNothing_isRefused(String text) {
    assertThatThrownBy(() -> of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The index against the definition: each entry is asked whether it holds the address. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void find_randomRanges_agreesWithBruteForce(long seed) throws UnknownHostException {
    Random random = new Random(seed);
    List<IndicatorList> lists =
        List.of(IndicatorList.threat("a"), IndicatorList.benign("b"), IndicatorList.threat("c"));
    Indicators.Builder builder = Indicators.builder();
    record Entry(IndicatorList list, byte[] bytes, int length, long expires) {}
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      byte[] bytes = address(random);
      int length = random.nextInt(bytes.length * 8 + 1);
      for (int bit = length; bit < bytes.length * 8; bit++) {
        bytes[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
      }
      IndicatorList list = lists.get(random.nextInt(3));
      long expires = random.nextInt(3) == 0 ? 0 : 1_000 + random.nextInt(3);
      entries.add(new Entry(list, bytes, length, expires));
      builder.add(
          list,
          InetAddress.getByAddress(bytes).getHostAddress() + "/" + length,
          expires == 0 ? null : Instant.ofEpochSecond(expires));
    }
    Indicators indicators = builder.build();
    int hits = 0;
    for (int i = 0; i < 800; i++) {
      byte[] query = address(random);
      String text = InetAddress.getByAddress(query).getHostAddress();
      Set<String> expected = new HashSet<>();
      for (Entry entry : entries) {
        if ((entry.expires == 0 || entry.expires > 1_001)
            && holds(entry.bytes, entry.length, query)) {
          expected.add(entry.list.name() + Arrays.toString(entry.bytes) + entry.length);
        }
      }
      List<Match> found =
          indicators.find(
              IndicatorKind.ADDRESS,
              random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT),
              Instant.ofEpochSecond(1_001, 999_999_999));
      List<String> told = new ArrayList<>();
      List<Integer> lengths = new ArrayList<>();
      for (Match match : found) {
        String[] parts = match.entry().split("/");
        byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
        lengths.add(parts.length == 1 ? bytes.length * 8 : Integer.parseInt(parts[1]));
        told.add(match.list().name() + Arrays.toString(bytes) + lengths.get(lengths.size() - 1));
      }
      assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(lengths).isSortedAccordingTo(Collections.reverseOrder());
      hits += told.size();
    }
    assertThat(hits).isGreaterThan(500);
  }

  /** Few distinct bits, so that prefixes nest; none in a block with rules of its own. */
  private static byte[] address(Random random) {
    byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(2) * 0xff);
    }
    bytes[0] = (byte) (random.nextBoolean() ? 0x20 : 0xC6);
    return bytes;
  }

  private static boolean holds(byte[] range, int length, byte[] address) {
    boolean same = range.length == address.length;
    for (int bit = 0; same && bit < length; bit++) {
      int mask = 0x80 >>> bit % 8;
      same = (range[bit / 8] & mask) == (address[bit / 8] & mask);
    }
    return same;
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "0.0.0.0/0, 10.1.2.3, false, false",
    "8.0.0.0/5, 10.1.2.3, false, false",
    "10.0.0.0/8, 10.1.2.3, false, true",
    "10.1.0.0/16, 10.1.2.3, true, true",
    "10.1.2.3, 10.1.2.3, true, true",
    "127.0.0.0/8, 127.0.0.1, false, true",
    "100.64.0.0/10, 100.64.0.1, false, true",
    "169.254.0.0/16, 169.254.169.254, false, true",
    "192.168.0.0/16, 192.168.1.1, false, true",
    "172.16.0.0/12, 172.31.255.255, false, true",
    "172.16.0.0/12, 172.32.0.0, false, false",
    "172.32.0.0/12, 172.32.0.0, true, true",
    "::1, ::1, true, true",
    "::/0, ::1, false, false",
    "::/0, fd00::1, false, false",
    "fc00::/7, fd00::1, false, true",
    "fd00::/8, fd00::1, true, true",
    "::/0, 2001:db8::1, true, true",
    "0.0.0.0/0, 198.51.100.1, true, true"
  })
  void find_broadRange_saysNothingOfAddressesAtHome(
      String entry, String address, boolean threat, boolean benign) {
    Indicators indicators =
        Indicators.builder().add(BAD, entry, null).add(GOOD, entry, null).build();
    List<IndicatorList> expected = new ArrayList<>();
    if (threat) {
      expected.add(BAD);
    }
    if (benign) {
      expected.add(GOOD);
    }
    assertThat(indicators.find(IndicatorKind.ADDRESS, address, NOW))
        .extracting(Match::list)
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "bad.example, bad.example, true",
    "bad.example, BAD.Example., true",
    "BAD.example., bad.example, true",
    "bad.example, www.bad.example, false",
    "bad.example, notbad.example, false",
    "bad.example, example, false",
    ".bad.example, bad.example, true",
    ".bad.example, a.b.bad.example, true",
    ".bad.example, notbad.example, false",
    "*.bad.example, bad.example, false",
    "*.bad.example, a.b.bad.example, true",
    "*.bad.example, notbad.example, false",
    ".zip, evil.zip, true",
    "bücher.example, xn--bcher-kva.example, true",
    "xn--bcher-kva.example, BÜCHER.example, true",
    "_dmarc.bad.example, _dmarc.bad.example, true"
  })
  void find_domain_asTheListMeansIt(String entry, String value, boolean matches) {
    assertThat(find(of(entry), IndicatorKind.DOMAIN, value)).hasSize(matches ? 1 : 0);
  }

  @Test
  void find_domain_narrowestFirst() {
    assertThat(
            find(
                of(".example", "*.bad.example", "www.bad.example", ".www.bad.example"),
                IndicatorKind.DOMAIN,
                "www.bad.example"))
        .containsExactly("www.bad.example", ".www.bad.example", "*.bad.example", ".example");
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "http://bad.example, HTTP://BAD.example:80/#top, true",
    "https://bad.example/a, https://bad.example:443/a, true",
    "https://bad.example/a, https://bad.example/A, false",
    "https://bad.example/a, http://bad.example/a, false",
    "http://bad.example:8080/, http://bad.example/, false",
    "http://bad.example?q=1, http://bad.example/?q=1, true",
    "http://bad.example/a, http://bad.example/a/, false",
    "http://u@bad.example/, http://bad.example/, false",
    "http://bad.example/, http://bad.example@other.example/, false",
    "http://[2001:DB8::1]/x, http://[2001:db8:0::1]:80/x, true",
    "http://198.51.100.7/x, http://198.51.100.7/x, true"
  })
  void find_url_exceptForSpellingOfTheHost(String entry, String value, boolean matches) {
    assertThat(find(of(entry), IndicatorKind.URL, value)).hasSize(matches ? 1 : 0);
  }

  @Test
  void find_otherKind_matchesNothing() {
    String hash = "00112233445566778899aabbccddeeff";
    Indicators indicators =
        of(hash, "http://bad.example/", "eve@bad.example", "2001:db8::1", "other.example");

    assertThat(find(indicators, IndicatorKind.FILE_HASH, hash.toUpperCase(Locale.ROOT)))
        .containsExactly(hash);
    assertThat(find(indicators, IndicatorKind.FILE_HASH, hash.substring(2))).isEmpty();
    assertThat(find(indicators, IndicatorKind.USER, "Eve@bad.example")).hasSize(1);
    assertThat(find(indicators, IndicatorKind.USER, hash)).isEmpty();
    assertThat(find(indicators, IndicatorKind.DOMAIN, "bad.example")).isEmpty();
    assertThat(find(indicators, IndicatorKind.URL, "other.example")).isEmpty();
    assertThat(find(indicators, IndicatorKind.ADDRESS, "other.example")).isEmpty();
  }

  @Test
  void find_atTheExpiry_matchesNoMore() {
    Indicators indicators =
        Indicators.builder()
            .add(BAD, "198.51.100.7", NOW)
            .add(BAD, "bad.example", NOW)
            .add(GOOD, "bad.example", Instant.MAX)
            .build();

    Instant before = NOW.minusNanos(1);
    assertThat(indicators.find(IndicatorKind.ADDRESS, "198.51.100.7", before))
        .containsExactly(new Match(BAD, "198.51.100.7", Optional.of(NOW)));
    assertThat(indicators.find(IndicatorKind.ADDRESS, "198.51.100.7", NOW)).isEmpty();
    assertThat(indicators.find(IndicatorKind.DOMAIN, "bad.example", before)).hasSize(2);
    assertThat(indicators.find(IndicatorKind.DOMAIN, "bad.example", NOW))
        .containsExactly(new Match(GOOD, "bad.example", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7", "bad.example"})
  void add_twiceInOneList_lastsAsLongAsTheLonger(String entry) {
    for (int first = 0; first < 3; first++) {
      Instant[] ends = {NOW.minusSeconds(1), NOW.plusSeconds(1), null};
      Indicators.Builder builder = Indicators.builder();
      for (int i = 0; i < 3; i++) {
        builder.add(BAD, entry, ends[(first + i) % 3]);
      }
      Indicators indicators = builder.build();
      assertThat(indicators.size()).isEqualTo(1);
      assertThat(indicators.find(IndicatorText.kind(entry), entry, NOW))
          .containsExactly(new Match(BAD, entry, Optional.empty()));
    }
  }

  /** The hash table against a set of the JDK's. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void find_manyTexts_agreesWithASet(long seed) {
    Random random = new Random(seed);
    Set<String> names = new HashSet<>();
    Indicators.Builder builder = Indicators.builder();
    for (int i = 0; i < 5_000; i++) {
      String name = name(random);
      names.add(name);
      builder.add(BAD, name, null);
    }
    Indicators indicators = builder.build();

    assertThat(indicators.size()).isEqualTo(names.size());
    assertThat(names)
        .allSatisfy(
            name -> assertThat(find(indicators, IndicatorKind.DOMAIN, name)).containsExactly(name));
    for (int i = 0; i < 5_000; i++) {
      String name = name(random);
      assertThat(find(indicators, IndicatorKind.DOMAIN, name))
          .hasSize(names.contains(name) ? 1 : 0);
    }
  }

  /** Feeds are read again and again, and a list of lists names the same host many times. */
  @Test
  void add_manyTwiceInManyLists_keepsOneOfEachListThatLastsLongest() {
    Indicators.Builder builder = Indicators.builder();
    List<IndicatorList> lists = List.of(BAD, GOOD);
    for (int i = 0; i < 6_000; i++) {
      Instant expires = NOW.plusSeconds(1 + i / 1_000);
      builder.add(lists.get(i / 500 % 2), "n" + i % 500 + ".example", expires);
    }
    Indicators indicators = builder.build();

    assertThat(indicators.size()).isEqualTo(1_000);
    for (int i = 0; i < 500; i++) {
      String name = "n" + i + ".example";
      Optional<Instant> longest = Optional.of(NOW.plusSeconds(6));
      assertThat(indicators.find(IndicatorKind.DOMAIN, name, NOW))
          .containsExactly(new Match(BAD, name, longest), new Match(GOOD, name, longest));
    }
  }

  @Test
  void build_twice_theFirstStaysAsItWas() {
    Indicators.Builder builder = Indicators.builder().add(BAD, "a.example", NOW.plusSeconds(1));
    Indicators first = builder.build();
    Indicators second = builder.add(BAD, "a.example", null).add(BAD, "b.example", null).build();

    assertThat(first.find(IndicatorKind.DOMAIN, "a.example", NOW))
        .containsExactly(new Match(BAD, "a.example", Optional.of(NOW.plusSeconds(1))));
    assertThat(find(first, IndicatorKind.DOMAIN, "b.example")).isEmpty();
    assertThat(second.find(IndicatorKind.DOMAIN, "a.example", NOW))
        .containsExactly(new Match(BAD, "a.example", Optional.empty()));
    assertThat(find(second, IndicatorKind.DOMAIN, "b.example")).hasSize(1);
  }

  private static String name(Random random) {
    return Integer.toString(random.nextInt(12_000), 36) + ".example";
  }

  @Test
  void find_anyText_neverFails() {
    Random random = new Random(7);
    Indicators indicators = of("bad.example", "198.51.100.7", "http://bad.example/", ".example");
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        String some = ".:/@#?[]*%-aXn0 9f\\ü。\u200d\ud800\udc00\0";
        text.append(some.charAt(random.nextInt(some.length())));
      }
      for (IndicatorKind kind : IndicatorKind.values()) {
        for (String prefix : List.of("", "http://", "xn--")) {
          assertThat(indicators.find(kind, prefix + text, NOW)).isNotNull();
        }
      }
    }
  }

  /** What {@link Indicators} promises a kind costs, for budgets of millions. */
  @Test
  void bytes_perIndicator_withinTheBudget() {
    int many = 100_000;
    Indicators.Builder v4 = Indicators.builder();
    Indicators.Builder v6 = Indicators.builder();
    Indicators.Builder hashes = Indicators.builder();
    for (int i = 0; i < many; i++) {
      v4.add(BAD, "198.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255), null);
      v6.add(BAD, "2001:db8::%x:%x".formatted(i >> 16, i & 0xffff), null);
      hashes.add(BAD, "%064x".formatted(i), null);
    }
    assertThat(v4.build().bytes()).isBetween(16L * many, 17L * many);
    assertThat(v6.build().bytes()).isBetween(29L * many, 30L * many);
    assertThat(hashes.build().bytes()).isBetween(45L * many, 46L * many);
  }
}
